package io.waybill.chaos;

import io.waybill.Refresh;
import io.waybill.database.TestDatabase;
import io.waybill.folder.DataFolder;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.model.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that there is in the end, without what is different in every run (numbers, times): two runs have come to the same when their
 * pictures are equal.
 *
 * @param parts lines, by what they are of
 */
record Picture(Map<String, List<String>> parts) {
    private static final String PLAIN = "regexp_replace(w.file_name, '(waybill|backup) [0-9TZa-f-]+', '\\1 #')";
    private static final List<String> FOLDERS = List.of("inbox", "work", "held", "error", "archive", "outbox");

    static Picture of(Subject subject) throws IOException {
        TestDatabase database = subject.database();
        Map<String, List<String>> parts = new LinkedHashMap<>();
        List<String> tables = new ArrayList<>();
        Refresh.tables(database).forEach((table, rows) -> tables.add(table + ": " + rows));
        others(database).forEach((table, rows) -> tables.add(table + ": " + rows));
        parts.put("tables", tables);
        parts.put(
                "waybills",
                database.query("SELECT w.kind, " + PLAIN
                        + ", w.state, regexp_replace(w.message, '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d', 'that time')"
                        + " FROM waybill.waybills AS w ORDER BY 1, 2, 3"));
        parts.put(
                "counts",
                database.query(
                        "SELECT " + PLAIN + ", subject, origin, read, inserted, updated, retired, deleted_by_key,"
                                + " unchanged, filtered, rejected, removed FROM waybill.counts"
                                + " JOIN waybill.waybills AS w ON w.number = waybill ORDER BY 1, 2, 3"));
        parts.put(
                "rejects",
                database.query(
                        "SELECT " + PLAIN + ", r.kind, r.rule, r.state, r.cells, closing.file_name"
                                + " FROM waybill.rejects AS r JOIN waybill.waybills AS w ON w.number = r.waybill"
                                + " LEFT JOIN waybill.waybills AS closing ON closing.number = r.closed_by ORDER BY 1, 2, 3, 5, 4"));
        parts.put("files", files(subject.data(), names(database)));
        return new Picture(parts);
    }

    /** The other systems' tables: how many rows, and their words and days. Keys and moments are others in every run. */
    private static Map<String, String> others(TestDatabase database) {
        Map<String, String> tables = new TreeMap<>();
        database.rows("SELECT c.relname, coalesce(string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum)"
                        + " FILTER (WHERE a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'date'::regtype, 'bool'::regtype)), '0')"
                        + " FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                        + " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'timetables%'"
                        + " GROUP BY c.relname")
                .forEach(row -> tables.put(
                        row.get(0),
                        database.value(
                                "SELECT count(*) || ' ' || coalesce(md5(string_agg(r::text, ',' ORDER BY r::text)), '')"
                                        + " FROM (SELECT " + row.get(1) + " FROM public." + row.get(0) + ") AS r")));
        return tables;
    }

    private static Map<String, String> names(TestDatabase database) {
        Map<String, String> names = new TreeMap<>();
        database.rows("SELECT w.number, " + PLAIN + " FROM waybill.waybills AS w")
                .forEach(row -> names.put(row.get(0), row.get(1)));
        return names;
    }

    /** Path and content of every file, in folders named after the waybill's file instead of its number. */
    private static List<String> files(DataFolder data, Map<String, String> names) throws IOException {
        List<String> all = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(data.root().resolve(folder))) {
                for (Path file : files.filter(each -> !Files.isDirectory(each)).toList()) {
                    String path = data.relative(file);
                    Path number = file.getParent().getFileName();
                    String name = names.get(number.toString());
                    all.add((name == null ? path : path.replace("/" + number + "/", "/of " + name + "/"))
                                    .replaceFirst("archive/\\d+/\\d+/\\d+", "archive")
                            + ", " + content(file));
                }
            }
        }
        return all.stream().sorted().toList();
    }

    private static String content(Path file) throws IOException {
        return switch (file.getFileName().toString()) {
            case "waybill.json", "reason.txt" -> "there";
            case "rejects.csv" -> "rows " + rows(file).hashCode();
            default -> FileDigest.of(file).sha256().substring(0, 12);
        };
    }

    /** Without the ids that the ledger gave them. */
    private static List<List<String>> rows(Path file) throws IOException {
        List<CsvRow> rows = CsvRows.read(file, "rejects.csv");
        int id = rows.get(0).cells().indexOf("reject");
        return rows.stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>(row.cells());
                    cells.remove(id);
                    return cells;
                })
                .toList();
    }

    /** What is different here, in sentences. */
    List<String> differences(Picture clean) {
        List<String> differences = new ArrayList<>();
        clean.parts.forEach((part, lines) -> {
            List<String> here = parts.get(part);
            minus(lines, here).forEach(line -> differences.add(part + ": missing " + line));
            minus(here, lines).forEach(line -> differences.add(part + ": too much " + line));
        });
        return differences;
    }

    private static List<String> minus(List<String> these, List<String> those) {
        List<String> rest = new ArrayList<>(these);
        those.forEach(rest::remove);
        return rest;
    }
}
