package io.waybill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.format.Faults;
import io.waybill.format.lino.DataFileReader;
import io.waybill.format.lino.LinoDump;
import io.waybill.format.lino.WholeDump;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How fast the rows of a Lino dump are read, from bytes to typed values, beside reading its bytes alone. The values are as many of each kind
 * as in the dumps of real sites: texts, numbers and None above all, fewer Booleans, dates, times, texts in several languages and models.
 */
final class LinoParseBench {
    private static final int WARM_UP = 3;
    private static final double BYTES_OF_MB = 1e6;

    private static final String SCRIPT = String.join(
            "\n",
            "# DJANGO_SETTINGS_MODULE was 'shelf.settings', TIME_ZONE was 'UTC'.",
            "SOURCE_VERSION = '19.1.0'",
            "def bv2kw(fieldname, values):",
            "    return babelkw(fieldname, en=values[0], de=values[1])",
            "contacts_Partner = resolve_model(\"contacts.Partner\")",
            "notes_Note = resolve_model(\"notes.Note\")",
            "def create_notes_note(id, owner_type_id, owner_id, user_id, subject, body, opened, private, sent, amount,"
                    + " date, modified, language, mime):",
            "    owner_type_id = new_content_type_id(owner_type_id)",
            "    if amount is not None: amount = Decimal(amount)",
            "    kw = dict()",
            "    kw.update(id=id)",
            "    kw.update(owner_type_id=owner_type_id)",
            "    kw.update(owner_id=owner_id)",
            "    kw.update(user_id=user_id)",
            "    if subject is not None: kw.update(bv2kw('subject',subject))",
            "    kw.update(body=body)",
            "    kw.update(opened=opened)",
            "    kw.update(private=private)",
            "    kw.update(sent=sent)",
            "    kw.update(amount=amount)",
            "    kw.update(date=date)",
            "    kw.update(modified=modified)",
            "    kw.update(language=language)",
            "    kw.update(mime=mime)",
            "    return notes_Note(**kw)",
            "def main(args):",
            "    execfile(\"notes_note.py\", *args)",
            "    loader.finalize()",
            "if __name__ == '__main__':",
            "    parser.add_argument('--quick')",
            "");

    private final Path folder;
    private final int rows;

    private LinoParseBench(Path folder, int rows) {
        this.folder = folder;
        this.rows = rows;
    }

    static void run(Path folder, List<Integer> sizes, int rounds, Results results) throws Exception {
        for (int rows : sizes) {
            new LinoParseBench(Files.createDirectories(folder.resolve("lino-" + rows)), rows).run(rounds, results);
        }
    }

    private void run(int rounds, Results results) throws Exception {
        write();
        double megabytes = Files.size(file()) / BYTES_OF_MB;
        Times bytes = new Times();
        Times parse = new Times();
        for (int round = -WARM_UP; round < rounds; round++) {
            bytes.measure(this::readBytes);
            parse.measure(this::parse);
            if (round < 0) {
                bytes.forget();
                parse.forget();
            }
        }
        String what = String.format(Locale.ROOT, "%,d rows of a Lino dump, %,.0f MB", rows, megabytes);
        results.add("reading the bytes of " + what, bytes);
        results.add(
                "parsing the same into typed rows",
                Results.milliseconds(parse),
                String.format(Locale.ROOT, "%,.0f MB/s", megabytes / parse.median() * 1_000));
    }

    private Path file() {
        return folder.resolve("notes_note.py");
    }

    private void write() throws IOException {
        Random random = new Random(1);
        Files.writeString(folder.resolve("restore.py"), SCRIPT);
        try (BufferedWriter out = Files.newBufferedWriter(file(), UTF_8)) {
            out.write("logger.info(\"Loading " + rows + " objects to table notes_note...\")\n");
            for (int i = 1; i <= rows; i++) {
                out.write(String.format(
                        Locale.ROOT,
                        "loader.save(create_notes_note(%d,%s,%s,%d,['Note %d', 'Notiz %d'],%s,%s,%s,None,'%d.%02d',%s,"
                                + "dt(2019,%d,%d,%d,3,4),'de','text/html'))\n",
                        i,
                        i % 3 == 0 ? "None" : "contacts_Partner",
                        i % 3 == 0 ? "None" : Integer.toString(random.nextInt(100_000)),
                        random.nextInt(50) + 1,
                        i,
                        i,
                        body(random),
                        random.nextBoolean() ? "True" : "False",
                        random.nextBoolean() ? "True" : "False",
                        random.nextInt(10_000),
                        random.nextInt(100),
                        i % 2 == 0 ? "None" : "date(2018,2," + (i % 28 + 1) + ")",
                        i % 12 + 1,
                        i % 28 + 1,
                        i % 24));
            }
            out.write("\nloader.flush_deferred_objects()\n");
        }
    }

    private static String body(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "''";
            case 1 -> "'Called back on Tuesday, will come with all papers next week'";
            case 2 -> "u'Dossier compl\\xe9t\\xe9 \\u2013 voir\\nl\\'annexe'";
            default -> "'Gespräch über die Förderung, Fortsetzung am Montag'";
        };
    }

    private Void readBytes() throws IOException {
        byte[] buffer = new byte[256 * 1_024];
        try (var in = Files.newInputStream(file())) {
            while (in.read(buffer) >= 0) {}
        }
        return null;
    }

    private Void parse() throws IOException {
        Faults faults = new Faults();
        long found = 0;
        try (LinoDump dump = WholeDump.open(folder, UTF_8);
                DataFileReader reader = dump.read("notes_note.py", faults)) {
            while (reader.hasNext()) {
                found += reader.next().size();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        faults.throwIfAny();
        if (found != rows) {
            throw new IOException(found + " rows were read");
        }
        return null;
    }
}
