package io.waybill.school.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The lines of one file of an invented export. */
final class ExportLines {
    private final Writer out;

    private ExportLines(Writer out) {
        this.out = out;
    }

    /** What a file consists of. */
    @FunctionalInterface
    interface Content {
        void write(ExportLines lines) throws IOException;
    }

    /** Writes a file. */
    static void file(Path file, Content content) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
            content.write(new ExportLines(out));
        }
    }

    /**
     * Adds a line.
     *
     * @param pattern the line itself, or a format for the values
     */
    void add(String pattern, Object... values) throws IOException {
        out.write(values.length == 0 ? pattern : String.format(Locale.ROOT, pattern, values));
        out.write('\n');
    }
}
