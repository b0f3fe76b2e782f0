package io.waybill.match;

import static java.util.Objects.requireNonNull;

import io.waybill.format.WholeFile;
import io.waybill.format.csv.CsvDialect;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A file of {@link Renames}. People add to it while Waybill runs, by hand or on the desk. */
public final class RenamesFile {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private static final List<String> HEADER = List.of("old path prefix", "new path prefix", "by", "on");

    private final Path file;

    /** @param file need not exist */
    public RenamesFile(Path file) {
        this.file = requireNonNull(file, "file");
    }

    /** The name of the file, for messages. */
    public String name() {
        return file.getFileName().toString();
    }

    /** Where the file is. */
    public Path path() {
        return file;
    }

    /**
     * How the file is written; empty when there is none.
     *
     * @throws IOException when it cannot be read
     */
    public Optional<CsvDialect> dialect() throws IOException {
        return Files.exists(file) ? Optional.of(CsvDialect.of(file)) : Optional.empty();
    }

    /**
     * The renames as they are now; none when there is no file.
     *
     * @throws io.waybill.format.BrokenFileException when the file has faults
     */
    public Renames read() {
        return Renames.of(rows(), name());
    }

    /**
     * The rules as they are written, in the order of the file.
     *
     * @throws io.waybill.format.BrokenFileException when the file has faults
     */
    public List<PathRule> rules() {
        read();
        return rows().stream()
                .filter(row -> !Renames.isHeader(row))
                .map(row -> new PathRule(
                        Renames.withoutOuterSlashes(row.cell(0)),
                        Renames.withoutOuterSlashes(row.cell(1)),
                        row.cell(2).strip(),
                        row.cell(3).strip()))
                .toList();
    }

    /**
     * The renames as they would be with one more.
     *
     * @throws IllegalArgumentException when a path is missing, the old path has a rule already, or rules would form a circle; the message says which
     * @throws io.waybill.format.BrokenFileException when the file has faults
     */
    public Renames with(String from, String to) {
        Map<String, String> rules = new LinkedHashMap<>();
        rules().forEach(rule -> rules.put(rule.from(), rule.to()));
        Map<String, String> one = Renames.of(Map.of(from, to)).rules();
        for (Map.Entry<String, String> rule : one.entrySet()) {
            if (rules.put(rule.getKey(), rule.getValue()) != null) {
                throw new IllegalArgumentException("'" + rule.getKey() + "' has a rule already, see " + name());
            }
        }
        return Renames.of(rules);
    }

    /** Whether it has a rule with these paths. */
    public boolean has(PathRule rule) {
        return rules().stream()
                .anyMatch(each -> each.from().equals(rule.from()) && each.to().equals(rule.to()));
    }

    /**
     * Adds a rename. The file is replaced in one step, so readers see it either without or with the new line.
     *
     * @param rule with who made it and when, for people who look at the file
     * @throws IllegalArgumentException as {@link #with}
     * @throws IOException when it cannot be written
     */
    public synchronized void add(PathRule rule) throws IOException {
        with(rule.from(), rule.to());
        List<List<String>> rows = new ArrayList<>();
        rows().stream().filter(row -> !Renames.isHeader(row)).map(CsvRow::cells).forEach(rows::add);
        rows.add(List.of(
                Renames.withoutOuterSlashes(rule.from()),
                Renames.withoutOuterSlashes(rule.to()),
                rule.by(),
                rule.on()));
        write(rows);
    }

    /**
     * Removes a rename.
     *
     * @return false when there is no such rule
     * @throws IOException when the file cannot be written
     */
    public synchronized boolean remove(String from, String to) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean found = false;
        for (CsvRow row : rows()) {
            boolean asked = !Renames.isHeader(row)
                    && Renames.withoutOuterSlashes(row.cell(0)).equals(from)
                    && Renames.withoutOuterSlashes(row.cell(1)).equals(to);
            found |= asked;
            if (!asked && !Renames.isHeader(row)) {
                rows.add(row.cells());
            }
        }
        if (found) {
            write(rows);
        }
        return found;
    }

    private void write(List<List<String>> rows) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
            csv.printRecord(HEADER);
            for (List<String> row : rows) {
                csv.printRecord(row);
            }
        }
        WholeFile.write(file, text.toString());
    }

    private List<CsvRow> rows() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return CsvRows.read(file, name());
        } catch (IOException e) {
            throw new UncheckedIOException(name() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
