package io.waybill.bench;

import java.nio.file.Files;
import java.nio.file.Path;

public final class Benchmarks {
    public static void main(String[] a) throws Exception {
        Path f = Files.createDirectories(Path.of("target/bench"));
        RefreshBench.run(
                f.toAbsolutePath(), Integer.parseInt(a[0]), Integer.parseInt(a[1]), new Results(f.resolve("r.md")));
    }
}
