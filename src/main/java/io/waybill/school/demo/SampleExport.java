package io.waybill.school.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The tables of an export, which change from night to night. Each table is a header and lines, without quotes. */
final class SampleExport {
    private final Map<String, List<String>> tables = new TreeMap<>();

    private SampleExport() {}

    /** All files of a folder. */
    static SampleExport of(Path folder) throws IOException {
        SampleExport export = new SampleExport();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                export.tables.put(file.getFileName().toString(), Files.readAllLines(file, UTF_8));
            }
        }
        return export;
    }

    /** The same tables, to be changed. */
    SampleExport copy() {
        SampleExport copy = new SampleExport();
        tables.forEach((name, lines) -> copy.tables.put(name, new ArrayList<>(lines)));
        return copy;
    }

    /** Only these tables. */
    SampleExport only(String... names) {
        SampleExport some = copy();
        some.tables.keySet().retainAll(List.of(names));
        return some;
    }

    /**
     * Keeps some lines of a table.
     *
     * @param which of the cells of a line
     */
    SampleExport keep(String table, Predicate<String[]> which) {
        List<String> lines = tables.get(table);
        List<String> kept = new ArrayList<>(lines.subList(0, 1));
        lines.stream().skip(1).filter(line -> which.test(line.split(",", -1))).forEach(kept::add);
        tables.put(table, kept);
        return this;
    }

    /** Changes each line of a table but its header. */
    SampleExport change(String table, UnaryOperator<String> change) {
        List<String> lines = tables.get(table);
        List<String> changed = new ArrayList<>(lines.subList(0, 1));
        lines.stream().skip(1).map(change).forEach(changed::add);
        tables.put(table, changed);
        return this;
    }

    /** Adds lines to a table. */
    SampleExport add(String table, String... lines) {
        tables.get(table).addAll(List.of(lines));
        return this;
    }

    /** Writes a zip of all tables. */
    Path zip(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            tables.forEach((name, lines) -> {
                try {
                    zip.putNextEntry(new ZipEntry(name));
                    for (String line : lines) {
                        zip.write((line + "\n").getBytes(UTF_8));
                    }
                    zip.closeEntry();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return file;
    }
}
