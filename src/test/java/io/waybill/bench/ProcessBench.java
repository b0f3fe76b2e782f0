package io.waybill.bench;

import io.waybill.timetable.demo.SampleDumps;
import io.waybill.timetable.demo.SampleDumps.Mix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** extract-non-user as a whole process, the start of Java included, against a plain Python script that loads and dumps the file. */
final class ProcessBench {
    private static final String PYTHON = "import json, sys; json.dump(json.load(sys.stdin), sys.stdout)";
    private static final Path JAR = Path.of("target", "waybill.jar");

    private ProcessBench() {}

    static void run(Path folder, int objects, int rounds, Results results) throws Exception {
        Path dump = folder.resolve("process.dump");
        Path out = folder.resolve("process.out");
        new SampleDumps(1, objects, Mix.PRODUCTION).writeLive(dump);
        String size = String.format(Locale.ROOT, "%,d objects", objects);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> extract = List.of(java, "-jar", JAR.toString(), "timetable", "extract-non-user");
        List<String> script = List.of("python3", "-c", PYTHON);
        boolean hasPython = hasPython();
        Times python = new Times();
        Times waybill = new Times();
        for (int round = 0; round < rounds; round++) {
            if (hasPython) {
                python.measure(() -> pipe(script, dump, out));
            }
            waybill.measure(() -> pipe(extract, dump, out));
        }
        if (hasPython) {
            results.add("python3 json.load and json.dump of " + size + ", a process", python);
            results.add("java -jar waybill.jar timetable extract-non-user of the same", waybill, "Python", python);
        } else {
            results.add(
                    "java -jar waybill.jar timetable extract-non-user of " + size + " (there is no python3)", waybill);
        }
        Files.delete(dump);
        Files.delete(out);
    }

    private static Void pipe(List<String> command, Path from, Path to) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command)
                .redirectInput(from.toFile())
                .redirectOutput(to.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with " + status);
        }
        return null;
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
