package io.waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** A table that grows by a row with each result: on standard output and, for the next process to go on with, in a file. */
final class Results {
    private final Path file;

    Results(Path file) {
        this.file = file;
    }

    /** A result that stands by itself. */
    void add(String what, Times times) throws IOException {
        add(what, milliseconds(times), "");
    }

    /** @param aim what it is measured by, in words */
    void add(String what, Times times, String aim, Times base) throws IOException {
        add(what, milliseconds(times), String.format(Locale.ROOT, "%.2f × %s", times.median() / base.median(), aim));
    }

    void add(String what, String measured, String compared) throws IOException {
        String row = "| " + what + " | " + measured + " | " + compared + " |";
        System.out.println(row);
        Files.writeString(file, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static String milliseconds(Times times) {
        return String.format(Locale.ROOT, "%,.0f ms", times.median());
    }
}
