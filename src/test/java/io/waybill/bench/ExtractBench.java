package io.waybill.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.waybill.format.django.DumpFile;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.demo.SampleDumps;
import io.waybill.timetable.demo.SampleDumps.Mix;
import io.waybill.timetable.dump.DanglingReferences;
import io.waybill.timetable.dump.ExtractNonUser;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * extract-non-user in one JVM: against a bare Jackson loop that reads a dump and writes it again, and with more and more users among
 * as many objects.
 */
final class ExtractBench {
    private static final int WARM_UP = 3;

    private final Path folder;
    private final int objects;
    private final int rounds;

    ExtractBench(Path folder, int objects, int rounds) {
        this.folder = folder;
        this.objects = objects;
        this.rounds = rounds;
    }

    void againstJackson(Results results) throws Exception {
        Path dump = folder.resolve("extract.dump");
        new SampleDumps(1, objects, Mix.PRODUCTION).writeLive(dump);
        Times jackson = new Times();
        Times extract = new Times();
        for (int round = -WARM_UP; round < rounds; round++) {
            jackson.measure(() -> jackson(dump));
            extract.measure(() -> extract(dump));
            if (round < 0) {
                jackson.forget();
                extract.forget();
            }
        }
        String size = String.format(Locale.ROOT, "%,d objects, %,d MB", objects, Files.size(dump) / 1_000_000);
        results.add("bare Jackson, reading and writing " + size, jackson);
        results.add(
                "extract-non-user of the same",
                Results.milliseconds(extract),
                Math.round(100 * jackson.median() / extract.median()) + " % of Jackson's throughput");
        Files.delete(dump);
    }

    void byUsers(Results results) throws Exception {
        List<Double> shares = List.of(1 / 80.0, 1 / 40.0, 1 / 20.0);
        List<Times> times = List.of(new Times(), new Times(), new Times());
        for (int i = 0; i < shares.size(); i++) {
            new SampleDumps(1, objects, Mix.PRODUCTION.withUsers(shares.get(i))).writeLive(byUsers(i));
        }
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int i = 0; i < shares.size(); i++) {
                Path dump = byUsers(i);
                times.get(i).measure(() -> extract(dump));
                if (round < 0) {
                    times.get(i).forget();
                }
            }
        }
        for (int i = 0; i < shares.size(); i++) {
            int users = (int) (objects * shares.get(i));
            String what =
                    String.format(Locale.ROOT, "extract-non-user, %,d of some %,d objects are users", users, objects);
            if (i == 0) {
                results.add(what, times.get(i));
            } else {
                results.add(what, times.get(i), "the first", times.get(0));
            }
            Files.delete(byUsers(i));
        }
    }

    private Path byUsers(int i) {
        return folder.resolve("users-" + i + ".dump");
    }

    private Void jackson(Path dump) throws IOException {
        JsonFactory factory = new JsonFactory();
        try (JsonParser parser = factory.createParser(new FileInputStream(dump.toFile()));
                JsonGenerator generator = factory.createGenerator(new FileOutputStream(out().toFile()))) {
            while (parser.nextToken() != null) {
                generator.copyCurrentEvent(parser);
            }
        }
        return null;
    }

    private Void extract(Path dump) throws IOException {
        try (DumpFile file = DumpFile.of(dump, "dump");
                OutputStream to = new FileOutputStream(out().toFile())) {
            new ExtractNonUser(TimetableModels.standard()).run(file, to, DanglingReferences.LEAVE_OUT);
        }
        return null;
    }

    private Path out() {
        return folder.resolve("extract.out");
    }
}
