package io.waybill.school.source;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.WrittenText;
import io.waybill.format.csv.NamedRow;
import io.waybill.format.csv.NamedRows;
import io.waybill.format.csv.NothingWords;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Tables of the database of a system, as CSV files. */
public final class SourceTables {
    private final TableNames names;
    private final Map<String, Path> files;
    private final Extract extract;
    private final NothingWords nothing;
    private final Answers answers;

    /**
     * @param names which tables there may be
     * @param files by their names as their owner knows them
     * @param nothing words that are read as an empty cell; their number is reported
     * @param answers what people have said about values that cannot be used
     */
    public SourceTables(
            TableNames names, Map<String, Path> files, Extract extract, NothingWords nothing, Answers answers) {
        this.names = names;
        this.files = files;
        this.extract = extract;
        this.nothing = nothing;
        this.answers = answers;
    }

    /** Whether there is such a file. */
    public boolean has(String table) {
        return name(table) != null;
    }

    private String name(String table) {
        return names.file(table, files.keySet());
    }

    /**
     * Reads a table.
     *
     * @param area that fails without it
     * @param columns that it has to have; the first is its key
     * @param mayBeEmpty whether it may have no row
     * @param take receives the values of each row
     * @return whether it could be read; if not, the fault is noted already
     * @throws IOException when it cannot be read
     */
    public boolean read(Area area, String table, List<String> columns, boolean mayBeEmpty, Consumer<SourceValues> take)
            throws IOException {
        String name = name(table);
        if (name == null) {
            return failed(area, table + ".csv", "file-missing", "no such file");
        }
        long count = 0;
        Map<String, Long> words = new TreeMap<>();
        try (NamedRows rows = NamedRows.open(files.get(name), name, columns)) {
            extract.table(name, files.get(name), rows.dialect());
            while (rows.hasNext()) {
                NamedRow row = rows.next();
                count++;
                String key = row.cell(columns.get(0));
                SourceValues values = new SourceValues(
                        Position.ofLine(name, row.line()), table + " " + key, cells(row, words), answers);
                if (row.fitsHeader()) {
                    take.accept(values);
                } else {
                    values.fault(
                            null, "cells", row.width() + " cells", rows.width() + " cells, as in the header", null);
                    values.faults().forEach(fault -> extract.rejected(area, null, fault));
                }
            }
        } catch (BrokenFileException e) {
            e.faults().forEach(fault -> extract.rejected(area, null, fault));
            return false;
        }
        tell(name, words);
        return count > 0 || mayBeEmpty || failed(area, name, "no-rows", "a header and no row");
    }

    /** The cells of a row, those with a word for nothing empty; each is counted once. */
    private UnaryOperator<String> cells(NamedRow row, Map<String, Long> words) {
        Set<String> counted = new HashSet<>();
        return field -> {
            String cell = row.cell(field);
            if (cell == null || !nothing.contains(WrittenText.of(cell))) {
                return cell;
            }
            if (counted.add(field)) {
                words.merge(WrittenText.of(cell), 1L, Long::sum);
            }
            return "";
        };
    }

    private void tell(String name, Map<String, Long> words) {
        long cells = words.values().stream().mapToLong(Long::longValue).sum();
        if (cells > 0) {
            extract.notice(new Notice("read-as-blank", NothingWords.sentence(name, words, "school.yaml"), cells));
        }
    }

    private boolean failed(Area area, String name, String rule, String found) {
        extract.rejected(
                area,
                null,
                Fault.ofFile(
                        Position.of(name),
                        rule,
                        found,
                        "the table with its rows",
                        "Nothing of " + area.words() + " was changed. Export all of its tables again."));
        return false;
    }
}
