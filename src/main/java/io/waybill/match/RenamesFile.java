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
     * The renames as they would be with one more.
     *
     * @throws IllegalArgumentException when a path is missing, the old path has a rule already, or rules would form a circle; the message says which
     * @throws io.waybill.format.BrokenFileException when the file has faults
     */
    public Renames with(String from, String to) {
        Map<String, String> rules = new LinkedHashMap<>(read().rules());
        Map<String, String> one = Renames.of(Map.of(from, to)).rules();
        for (Map.Entry<String, String> rule : one.entrySet()) {
            if (rules.put(rule.getKey(), rule.getValue()) != null) {
                throw new IllegalArgumentException("'" + rule.getKey() + "' has a rule already, see " + name());
            }
        }
        return Renames.of(rules);
    }

    /**
     * Adds a rename. The file is replaced in one step, so readers see it either without or with the new line.
     *
     * @throws IllegalArgumentException as {@link #with}
     * @throws IOException when it cannot be written
     */
    public synchronized void add(String from, String to) throws IOException {
        with(from, to);
        Map.Entry<String, String> rule =
                Renames.of(Map.of(from, to)).rules().entrySet().iterator().next();
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
            List<CsvRow> rows = rows();
            if (rows.isEmpty()) {
                csv.printRecord("old path prefix", "new path prefix");
            }
            for (CsvRow row : rows) {
                csv.printRecord(row.cells());
            }
            csv.printRecord(rule.getKey(), rule.getValue());
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
