package io.waybill.school.source;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.NearestName;
import io.waybill.format.Position;
import io.waybill.format.ShortList;
import io.waybill.model.Notice;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which tables an export may have. Each is a CSV file of that name, in whatever case and folder.
 *
 * @param export what people call it, as in {@code an export of SchoolBase}
 * @param tables their names, without an ending
 */
public record TableNames(String export, List<String> tables) {
    private static final String ENDING = ".csv";
    /** Of the files that a sentence lists. */
    private static final int MOST_LISTED = 5;

    public TableNames {
        requireNonNull(export, "export");
        tables = List.copyOf(tables);
    }

    /**
     * Which of the files is a table; null if none is.
     *
     * @throws IllegalArgumentException when the export has no such table
     */
    String file(String table, Collection<String> files) {
        if (!tables.contains(table)) {
            throw new IllegalArgumentException(table + " is none of the tables of " + export + ": " + tables);
        }
        String wanted = table.toLowerCase(Locale.ROOT) + ENDING;
        return files.stream()
                .filter(file -> last(file).equals(wanted))
                .findFirst()
                .orElse(null);
    }

    /** Whether each of some tables is among the files. */
    public boolean hasAll(Collection<String> wanted, Collection<String> files) {
        return wanted.stream().allMatch(table -> file(table, files) != null);
    }

    /**
     * Refuses files among which no table is.
     *
     * @param files their names as their owner knows them
     * @throws BrokenFileException when none is one of the tables
     */
    public void requireOne(Collection<String> files) {
        List<String> unknown = unknown(files);
        if (unknown.size() == files.size()) {
            String first = unknown.get(0);
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(first),
                    "no-table",
                    "none of the tables of " + export
                            + (unknown.size() == 1 ? "" : ", nor in the " + (unknown.size() - 1) + " other files"),
                    "CSV files of the names " + String.join(", ", tables),
                    "Nothing was changed. "
                            + nearest(first)
                                    .map(table -> "Is it " + table + ENDING + "? ")
                                    .orElse("")
                            + "Pack the tables into a zip, each in a file of its name."));
        }
    }

    /**
     * Refuses a table that is there twice, and tells which files are none of the tables.
     *
     * @param files their names as their owner knows them
     * @param notices receives what people should know, if anything
     * @throws BrokenFileException when several files are the same table
     */
    public void check(Collection<String> files, Consumer<Notice> notices) {
        Map<String, String> first = new LinkedHashMap<>();
        Faults twice = new Faults();
        for (String file : files) {
            String before = isTable(file) ? first.putIfAbsent(last(file), file) : null;
            if (before != null) {
                twice.add(Fault.ofFile(
                        Position.of(file),
                        "table-twice",
                        "the same table as in " + before,
                        "each table once",
                        "Nothing was changed. Pack the tables of one export."));
            }
        }
        twice.throwIfAny();
        List<String> unknown = unknown(files);
        if (!unknown.isEmpty()) {
            notices.accept(new Notice("files-left-out", leftOut(unknown), unknown.size()));
        }
    }

    private String leftOut(List<String> unknown) {
        List<String> listed = unknown.stream()
                .map(file -> file
                        + nearest(file)
                                .map(table -> " (is it " + table + ENDING + "?)")
                                .orElse(""))
                .toList();
        return "Left out " + ShortList.of(listed, MOST_LISTED) + ": none of the tables that are read of " + export
                + ".";
    }

    private Optional<String> nearest(String file) {
        String last = last(file);
        return NearestName.to(
                last.endsWith(ENDING) ? last.substring(0, last.length() - ENDING.length()) : last, tables);
    }

    private List<String> unknown(Collection<String> files) {
        return files.stream().filter(file -> !isTable(file)).toList();
    }

    private boolean isTable(String file) {
        return tables.stream().anyMatch(table -> last(file).equals(table.toLowerCase(Locale.ROOT) + ENDING));
    }

    private static String last(String file) {
        return file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
