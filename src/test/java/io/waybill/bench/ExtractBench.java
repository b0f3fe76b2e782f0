package io.waybill.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DumpFile;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.dump.Dangling;
import io.waybill.timetable.dump.ExtractNonUser;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures extract-non-user on a dump against a bare Jackson loop that reads it and writes it again, in one JVM.
 *
 * <p>Arguments: the dump, and how many rounds (default 9). Prints the median of each; run it with {@code -Xmx256m}.
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
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        Path out = Files.createTempFile("extract-bench", ".json");
        try {
            Series jackson = new Series("Jackson, read and write", rounds);
            Series read = new Series("DjangoReader, read only", rounds);
            Series extract = new Series("extract-non-user", rounds);
            // by turns, so that what else the machine does falls on all alike
            for (int round = 0; round < rounds; round++) {
                jackson.measure(ExtractBench::jackson, dump, out);
                read.measure(ExtractBench::read, dump, out);
                extract.measure(ExtractBench::extract, dump, out);
            }
            jackson.print(Files.size(dump));
            read.print(Files.size(dump));
            extract.print(Files.size(dump));
            System.out.printf(
                    "extract-non-user has %.0f %% of Jackson's throughput (%.0f %% by CPU time)%n",
                    100 * jackson.wall() / extract.wall(), 100 * jackson.cpu() / extract.cpu());
        } finally {
            Files.delete(out);
        }
    }

    /** Times of one kind of work; the first third are its warm-up. */
    private static final class Series {
        private final String name;
        private final double[] wall;
        private final double[] cpu;
        private int done;

        Series(String name, int rounds) {
            this.name = name;
            this.wall = new double[rounds];
            this.cpu = new double[rounds];
        }

        void measure(Work work, Path dump, Path out) throws IOException {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long cpuStart = threads.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            work.run(dump, out);
            wall[done] = (System.nanoTime() - start) / 1e6;
            cpu[done] = (threads.getCurrentThreadCpuTime() - cpuStart) / 1e6;
            done++;
        }

        double wall() {
            return median(wall);
        }

        double cpu() {
            return median(cpu);
        }

        private static double median(double[] times) {
            double[] warm = Arrays.copyOfRange(times, times.length / 3, times.length);
            Arrays.sort(warm);
            return warm[warm.length / 2];
        }

        void print(long bytes) {
            System.out.printf(
                    "%-24s %6.0f ms  %5.0f MB/s  (CPU %.0f ms; first round %.0f ms)%n",
                    name, wall(), bytes / 1e3 / wall(), cpu(), wall[0]);
        }
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
