package io.waybill.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DumpFile;
import io.waybill.timetable.Dangling;
import io.waybill.timetable.ExtractNonUser;
import io.waybill.timetable.TimetableModels;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures extract-non-user on a dump against a bare Jackson loop that reads it and writes it again, in one JVM.
 *
 * <p>Arguments: the dump, and how many rounds (default 7). Prints the median of each; run it with {@code -Xmx256m}.
 */
public final class ExtractBench {
    /** What is measured. */
    private interface Work {
        void run(Path dump, Path out) throws IOException;
    }

    private ExtractBench() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 1) {
            System.err.println("Usage: ExtractBench DUMP [ROUNDS]");
            System.exit(2);
        }
        Path dump = Path.of(args[0]);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        Path out = Files.createTempFile("extract-bench", ".json");
        try {
            double jackson = measure("Jackson, read and write", ExtractBench::jackson, dump, out, rounds);
            measure("read only", ExtractBench::read, dump, out, rounds);
            double extract = measure("extract-non-user", ExtractBench::extract, dump, out, rounds);
            System.out.printf("extract-non-user has %.0f %% of Jackson's throughput%n", 100 * jackson / extract);
        } finally {
            Files.delete(out);
        }
    }

    /** @return median milliseconds of the later two thirds of the rounds */
    private static double measure(String name, Work work, Path dump, Path out, int rounds) throws IOException {
        double[] times = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            work.run(dump, out);
            times[round] = (System.nanoTime() - start) / 1e6;
        }
        double[] warm = Arrays.copyOfRange(times, rounds / 3, rounds);
        Arrays.sort(warm);
        double median = warm[warm.length / 2];
        System.out.printf(
                "%-24s %7.0f ms  %5.0f MB/s  (first round %.0f ms)%n",
                name, median, Files.size(dump) / 1e3 / median, times[0]);
        return median;
    }

    private static void jackson(Path dump, Path out) throws IOException {
        JsonFactory factory = new JsonFactory();
        try (JsonParser parser = factory.createParser(new FileInputStream(dump.toFile()));
                JsonGenerator generator = factory.createGenerator(new FileOutputStream(out.toFile()))) {
            while (parser.nextToken() != null) {
                generator.copyCurrentEvent(parser);
            }
        }
    }

    private static void read(Path dump, Path out) throws IOException {
        try (DjangoReader reader = DjangoReader.open(dump, "dump", new Faults())) {
            reader.forEachRemaining(chunk -> {});
        }
    }

    private static void extract(Path dump, Path out) throws IOException {
        try (DumpFile file = DumpFile.of(dump, "dump");
                OutputStream to = new FileOutputStream(out.toFile())) {
            new ExtractNonUser(TimetableModels.standard()).run(file, to, Dangling.LEAVE_OUT);
        }
    }
}
