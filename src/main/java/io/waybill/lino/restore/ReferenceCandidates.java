package io.waybill.lino.restore;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.UniqueShape;
import io.waybill.match.Candidate;
import io.waybill.reject.RejectedRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * Finds what a dangling reference may mean: rows that are delivered and have the same unique value as the row that is missing, or a similar
 * name. Of a missing row only that is known which a reject of the same drop or the target's own row of that key says.
 */
final class ReferenceCandidates {
    /** Of missing rows in one table: more are no mistake that people answer one by one. */
    private static final int MOST_MISSING = 2_000;

    private static final int MOST_ALIKE = 20_000;
    private static final int MOST_EACH = 5;
    private static final int BEGINNING = 3;
    private static final double SAME_VALUE = 0.97;
    private static final double SAME_NAME = 0.9;
    private static final double ALIKE = 0.85;

    private final JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    private final Connection connection;
    private final Map<String, TableShape> tables;
    private final NamingColumns names;
    private final BiFunction<TableShape, List<String>, Optional<String>> rows;

    /**
     * Looks among some tables.
     *
     * @param connection of the delivery
     * @param tables that are delivered, by name
     * @param names columns that say what rows are called
     * @param rows gives the rows that a table will have, as a relation with these columns; empty when it is not known which
     */
    ReferenceCandidates(
            Connection connection,
            Map<String, TableShape> tables,
            NamingColumns names,
            BiFunction<TableShape, List<String>, Optional<String>> rows) {
        this.connection = connection;
        this.tables = Map.copyOf(tables);
        this.names = names;
        this.rows = rows;
    }

    /** What is known of a row that is missing: its texts by column. */
    private record Missing(String key, Map<String, String> values) {}

    /** Adds candidates to dangling references. */
    void propose(RejectBook rejects) throws SQLException {
        Map<TableShape, Set<String>> missing = new LinkedHashMap<>();
        for (RejectedRow row : rejects.rows()) {
            DanglingReference.of(row)
                    .ifPresent(reference -> parent(row, reference)
                            .ifPresent(parent -> missing.computeIfAbsent(parent, table -> new LinkedHashSet<>())
                                    .add(reference.key())));
        }
        Map<String, Map<String, List<Candidate>>> found = new HashMap<>();
        for (Map.Entry<TableShape, Set<String>> each : missing.entrySet()) {
            found.put(each.getKey().name().toString(), candidates(each.getKey(), each.getValue(), rejects));
        }
        rejects.propose(row -> DanglingReference.of(row)
                .flatMap(reference -> parent(row, reference)
                        .map(parent -> found.getOrDefault(parent.name().toString(), Map.of())
                                .getOrDefault(reference.key(), List.of())))
                .orElse(List.of()));
    }

    /** The table that a dangling row refers to, when it is delivered and its rows have a key of one column. */
    private Optional<TableShape> parent(RejectedRow row, DanglingReference reference) {
        TableShape child = tables.get(row.kind());
        return child == null
                ? Optional.empty()
                : reference.parents(child).stream()
                        .map(tables::get)
                        .filter(parent -> parent != null && parent.key().size() == 1)
                        .findFirst();
    }

    private Map<String, List<Candidate>> candidates(TableShape table, Set<String> keys, RejectBook rejects)
            throws SQLException {
        if (keys.size() > MOST_MISSING) {
            return Map.of();
        }
        List<Missing> known = known(table, keys, rejects);
        Map<String, Map<String, Candidate>> best = new HashMap<>();
        for (UniqueShape unique : table.uniques()) {
            if (unique.columns().size() == 1 && unique.expressions().size() == 1) {
                equal(table, unique.columns().get(0), known, best);
            }
        }
        alike(table, names.of(table), known, best);
        Map<String, List<Candidate>> candidates = new HashMap<>();
        best.forEach((key, each) -> candidates.put(
                key,
                each.values().stream()
                        .sorted(Comparator.comparingDouble(Candidate::score)
                                .reversed()
                                .thenComparing(Candidate::value))
                        .limit(MOST_EACH)
                        .toList()));
        return candidates;
    }

    private List<Missing> known(TableShape table, Set<String> keys, RejectBook rejects) throws SQLException {
        List<Missing> known = new ArrayList<>();
        for (RejectedRow row : rejects.rows()) {
            if (row.kind().equals(table.name().toString())
                    && row.keyCells().size() == 1
                    && keys.contains(row.keyCells().get(0))) {
                known.add(new Missing(row.keyCells().get(0), values(row.header(), row.cells())));
            }
        }
        List<String> columns = new ArrayList<>(table.columns().keySet());
        String sql = SqlTemplate.load(ReferenceCandidates.class, "live-rows.sql")
                .withList("pk", table.key())
                .withList("columns", columns)
                .withSql("table", List.of(table.name().sql()))
                .sql();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    List<String> cells = new ArrayList<>();
                    for (String cell : (String[]) row.getArray("cells").getArray()) {
                        cells.add(cell == null ? "" : cell);
                    }
                    known.add(new Missing(row.getString("key"), values(columns, cells)));
                }
            }
        }
        return known;
    }

    private static Map<String, String> values(List<String> columns, List<String> cells) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!cells.get(i).isBlank()) {
                values.put(columns.get(i), cells.get(i));
            }
        }
        return values;
    }

    private void equal(TableShape table, String column, List<Missing> known, Map<String, Map<String, Candidate>> best)
            throws SQLException {
        Map<String, List<Missing>> byValue = new HashMap<>();
        known.forEach(each -> Optional.ofNullable(each.values.get(column))
                .ifPresent(value ->
                        byValue.computeIfAbsent(value, any -> new ArrayList<>()).add(each)));
        Optional<String> among = rows.apply(table, List.of(table.key().get(0), column));
        if (byValue.isEmpty() || among.isEmpty()) {
            return;
        }
        String sql = SqlTemplate.load(ReferenceCandidates.class, "equal-rows.sql")
                .withList("pk", table.key())
                .withList("column", List.of(column))
                .withSql("rows", List.of(among.get()))
                .sql();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", byValue.keySet().toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Candidate candidate = new Candidate(row.getString("key"), SAME_VALUE, "has the same " + column);
                    byValue.get(row.getString("value")).forEach(each -> keep(best, each, candidate));
                }
            }
        }
    }

    private void alike(
            TableShape table, List<String> columns, List<Missing> known, Map<String, Map<String, Candidate>> best)
            throws SQLException {
        Map<String, List<Missing>> byBeginning = new HashMap<>();
        known.forEach(each -> beginning(name(each, columns))
                .ifPresent(start -> byBeginning
                        .computeIfAbsent(start, any -> new ArrayList<>())
                        .add(each)));
        List<String> needed = new ArrayList<>(table.key());
        needed.addAll(columns);
        Optional<String> among = byBeginning.isEmpty()
                ? Optional.empty()
                : rows.apply(table, needed.stream().distinct().toList());
        if (among.isEmpty()) {
            return;
        }
        String sql = SqlTemplate.load(ReferenceCandidates.class, "alike-rows.sql")
                .withList("pk", table.key())
                .withList("names", columns)
                .withSql("rows", List.of(among.get()))
                .sql();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(
                    1, connection.createArrayOf("text", byBeginning.keySet().toArray()));
            query.setInt(2, MOST_ALIKE);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String key = row.getString("key");
                    String value = row.getString("value");
                    for (Missing each :
                            byBeginning.getOrDefault(beginning(value).orElse(""), List.of())) {
                        alike(name(each, columns), key, value).ifPresent(candidate -> keep(best, each, candidate));
                    }
                }
            }
        }
    }

    private Optional<Candidate> alike(String missing, String key, String value) {
        if (missing.equalsIgnoreCase(value)) {
            return Optional.of(new Candidate(key, SAME_NAME, "has the same name: " + value));
        }
        double score = similarity.apply(missing.toLowerCase(Locale.ROOT), value.toLowerCase(Locale.ROOT));
        return score < ALIKE
                ? Optional.empty()
                : Optional.of(new Candidate(key, score * SAME_NAME, "has a similar name: " + value));
    }

    private static String name(Missing missing, List<String> columns) {
        List<String> words = new ArrayList<>();
        columns.forEach(
                column -> Optional.ofNullable(missing.values.get(column)).ifPresent(words::add));
        return String.join(" ", words);
    }

    private static Optional<String> beginning(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.isBlank() ? Optional.empty() : Optional.of(lower.substring(0, Math.min(BEGINNING, lower.length())));
    }

    /** A row never stands for itself: what is known of a missing row may be the target's own row, which goes. */
    private static void keep(Map<String, Map<String, Candidate>> best, Missing missing, Candidate candidate) {
        if (!candidate.value().equals(missing.key)) {
            best.computeIfAbsent(missing.key, any -> new LinkedHashMap<>())
                    .merge(candidate.value(), candidate, (one, other) -> one.score() >= other.score() ? one : other);
        }
    }
}
