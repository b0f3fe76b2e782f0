package io.waybill.lino.restore;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Catalogue;
import io.waybill.delivery.naming.ReferredColumn;
import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.ledger.LikePattern;
import io.waybill.match.ReferenceEntry;
import io.waybill.reject.RejectedRow;
import io.waybill.system.Engine;
import io.waybill.system.Mending;
import io.waybill.system.Mending.EntryDetails;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Searches the rows of the site that a rejected row may refer to, for people who mend rejects, and tells them what is known of them. */
public final class LinoReference {
    /** Of a row's own references, those that come first say most of it. */
    private static final int MOST_BELONGS = 4;

    private final Engine engine;
    private final NamingColumns names;

    /**
     * Searches in the target.
     *
     * @param names columns that say what rows are called
     */
    public LinoReference(Engine engine, NamingColumns names) {
        this.engine = requireNonNull(engine, "engine");
        this.names = requireNonNull(names, "names");
    }

    /** The rows that a rejected row may refer to; empty when it was rejected for something else. */
    public Optional<Mending.Search> of(RejectedRow row) {
        return DanglingReference.of(row).map(reference -> new Search(row, reference));
    }

    /** What the columns of a rejected row refer to where no foreign key says it: a generic reference that was found wrong. */
    public static Map<String, ReferredColumn> cells(RejectedRow row) {
        return DanglingReference.of(row)
                .filter(reference -> reference.table() != null)
                .map(reference -> Map.of(reference.column(), new ReferredColumn(reference.table(), null)))
                .orElse(Map.of());
    }

    /** Among the rows of one table, or of several that the same column may refer to. */
    private final class Search implements Mending.Search {
        private final RejectedRow row;
        private final DanglingReference reference;

        private Search(RejectedRow row, DanglingReference reference) {
            this.row = row;
            this.reference = reference;
        }

        /**
         * Those whose key or name contains every word: the one whose key the text is, then the shortest name first; none for a text without
         * words.
         */
        @Override
        public List<ReferenceEntry> find(String text, int limit) throws SQLException {
            String wanted = text.strip().toLowerCase(Locale.ROOT);
            String[] patterns = LikePattern.words(wanted);
            List<ReferenceEntry> found = new ArrayList<>();
            for (TableShape parent : patterns.length == 0 ? List.<TableShape>of() : parents()) {
                String sql = SqlTemplate.load(LinoReference.class, "search-reference.sql")
                        .withList("pk", parent.key())
                        .withList("names", names.of(parent))
                        .withSql("table", List.of(parent.name().sql()))
                        .sql();
                try (Connection connection = engine.pages().getConnection();
                        PreparedStatement query = connection.prepareStatement(sql)) {
                    query.setArray(1, connection.createArrayOf("text", patterns));
                    query.setString(2, wanted);
                    query.setInt(3, limit);
                    try (ResultSet each = query.executeQuery()) {
                        while (each.next()) {
                            String key = each.getString("key");
                            found.add(new ReferenceEntry(
                                    key,
                                    key,
                                    each.getString("named"),
                                    parent.name().name(),
                                    null));
                        }
                    }
                }
            }
            return found;
        }

        @Override
        public Map<String, EntryDetails> details(Collection<String> keys) throws SQLException {
            Map<String, EntryDetails> details = new HashMap<>();
            for (TableShape parent : keys.isEmpty() ? List.<TableShape>of() : parents()) {
                Catalogue all = Catalogue.readAll(engine.target());
                try (Connection connection = engine.pages().getConnection()) {
                    Array wanted = connection.createArrayOf("text", keys.toArray());
                    Map<String, Map<String, Long>> has = has(connection, all, parent, wanted);
                    try (PreparedStatement query = connection.prepareStatement(known(all, parent))) {
                        query.setArray(1, wanted);
                        try (ResultSet each = query.executeQuery()) {
                            while (each.next()) {
                                String key = each.getString("key");
                                details.put(
                                        key,
                                        new EntryDetails(
                                                each.getString("named"),
                                                parent.name().name(),
                                                each.getString("belongs"),
                                                has.getOrDefault(key, Map.of())));
                            }
                        }
                    }
                }
            }
            return details;
        }

        private List<TableShape> parents() {
            TableShape child = Catalogue.read(engine.target(), List.of(row.kind()))
                    .tables()
                    .get(row.kind());
            if (child == null) {
                return List.of();
            }
            List<String> parents = reference.parents(child);
            return Catalogue.read(engine.target(), parents).tables().values().stream()
                    .filter(parent -> parent.key().size() == 1)
                    .toList();
        }
    }

    private String known(Catalogue all, TableShape table) {
        List<String> belongs = new ArrayList<>();
        for (ForeignKeyShape reference : table.references()) {
            TableShape parent = all.tables().get(reference.parent().toString());
            if (parent != null
                    && belongs.size() < MOST_BELONGS
                    && reference.parentColumns().size() == 1
                    && !reference.childColumns().equals(table.key())
                    && !names.of(parent).isEmpty()) {
                belongs.add(SqlTemplate.load(LinoReference.class, "row-belongs.sql")
                        .withList("names", names.of(parent))
                        .withList("pk", reference.parentColumns())
                        .withList("fk", reference.childColumns())
                        .withSql("parent", List.of(parent.name().sql()))
                        .sql()
                        .strip());
            }
        }
        return SqlTemplate.load(LinoReference.class, "row-details.sql")
                .withList("pk", table.key())
                .withList("names", names.of(table))
                .withSql("belongs", belongs)
                .withSql("table", List.of(table.name().sql()))
                .sql();
    }

    /** A column of another table that refers to a row, and what people call the rows that have it. */
    private record Referring(String label, TableShape child, List<String> column) {}

    /** How many rows of each table refer to each row; the column is named where a table has several such columns. */
    private static Map<String, Map<String, Long>> has(
            Connection connection, Catalogue all, TableShape table, Array keys) throws SQLException {
        List<Referring> referring = referring(all, table);
        Map<String, Map<String, Long>> has = new HashMap<>();
        if (referring.isEmpty()) {
            return has;
        }
        String sql = SqlTemplate.load(LinoReference.class, "row-has.sql")
                .withList("pk", table.key())
                .withSql("table", List.of(table.name().sql()))
                .withSql(
                        "counts",
                        IntStream.range(0, referring.size())
                                .mapToObj(number -> SqlTemplate.load(LinoReference.class, "row-has-count.sql")
                                        .withSql("number", List.of(Integer.toString(number)))
                                        .withSql(
                                                "child",
                                                List.of(referring
                                                        .get(number)
                                                        .child
                                                        .name()
                                                        .sql()))
                                        .withList("fk", referring.get(number).column)
                                        .sql()
                                        .strip())
                                .toList())
                .sql();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, keys);
            try (ResultSet each = query.executeQuery()) {
                while (each.next()) {
                    has.computeIfAbsent(each.getString("key"), key -> new LinkedHashMap<>())
                            .put(referring.get(each.getInt("number")).label, each.getLong("rows"));
                }
            }
        }
        return has;
    }

    private static List<Referring> referring(Catalogue all, TableShape table) {
        List<Referring> referring = new ArrayList<>();
        for (TableShape child : all.tables().values()) {
            List<List<String>> columns = child.references().stream()
                    .filter(reference -> reference.parent().equals(table.name())
                            && reference.parentColumns().equals(table.key()))
                    .map(ForeignKeyShape::childColumns)
                    .distinct()
                    .toList();
            String name = child.name().name();
            columns.forEach(column -> referring.add(
                    new Referring(columns.size() == 1 ? name : name + "." + column.get(0), child, column)));
        }
        referring.sort(Comparator.comparing(Referring::label));
        return referring;
    }
}
