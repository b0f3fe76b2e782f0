package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.CheckConstraintShape;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.Shape;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.UniqueShape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the shapes of a delivery's tables from the catalogue. */
final class ShapeReader {
    private final DeliverySession session;
    private final String target;

    ShapeReader(DeliverySession session, String target) {
        this.session = session;
        this.target = target;
    }

    /** @throws TargetMismatchException when the target does not fit the specs, listing all differences */
    Shape read(List<TableSpec> specs) {
        List<UnusableTables> unusable = new ArrayList<>();
        Map<String, TableShape> tables =
                tables(specs.stream().map(TableSpec::table).toList(), unusable);
        List<String> differences =
                new ArrayList<>(unusable.stream().map(UnusableTables::sentence).toList());
        int version = session.query("SELECT current_setting('server_version_num')::int", row -> row.getInt(1))
                .get(0);
        String encoding =
                session.query("SHOW server_encoding", row -> row.getString(1)).get(0);
        if (!encoding.equals("UTF8")) {
            differences.add("Its encoding is " + encoding + ", but UTF8 is needed.");
        }
        Shape shape = new Shape(version, tables);
        specs.forEach(spec -> new SpecDifferences(spec, shape, differences).find());
        if (!differences.isEmpty()) {
            throw new TargetMismatchException(target, differences);
        }
        return shape;
    }

    /**
     * The shapes of tables, by the names that were given.
     *
     * @param unusable gets all others
     */
    Map<String, TableShape> tables(List<String> names, List<UnusableTables> unusable) {
        Map<String, Found> found = find(names, unusable);
        Object oids =
                session.array("oid", found.values().stream().map(Found::oid).toList());
        Map<Long, Map<String, ColumnShape>> columns = columns(oids);
        List<Index> indexes = indexes(oids);
        List<Constraint> constraints = constraints(oids);

        Map<String, TableShape> tables = new LinkedHashMap<>();
        found.forEach((wanted, table) -> tables.put(
                wanted,
                new TableShape(
                        table.name,
                        table.owned,
                        table.interferes,
                        columns.getOrDefault(table.oid, Map.of()),
                        indexes.stream()
                                .filter(index -> index.table == table.oid && index.primary)
                                .findFirst()
                                .map(Index::keyColumns)
                                .orElse(List.of()),
                        indexes.stream()
                                .filter(index -> index.table == table.oid && !index.primary)
                                .map(Index::shape)
                                .toList(),
                        constraints.stream()
                                .filter(constraint -> constraint.child == table.oid && constraint.check != null)
                                .map(Constraint::check)
                                .toList(),
                        constraints.stream()
                                .filter(constraint -> constraint.child == table.oid && constraint.foreignKey != null)
                                .map(Constraint::foreignKey)
                                .toList(),
                        constraints.stream()
                                .filter(constraint -> constraint.parent == table.oid && constraint.foreignKey != null)
                                .map(Constraint::foreignKey)
                                .toList())));
        return tables;
    }

    private Map<String, Found> find(List<String> names, List<UnusableTables> unusable) {
        Map<String, Found> byName = new HashMap<>();
        session.query(
                        SqlTemplate.load(ShapeReader.class, "shape-tables.sql").sql(),
                        Found::of,
                        session.array("text", names))
                .forEach(table -> byName.put(table.wanted, table));
        Map<String, Found> usable = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        List<Found> unreadable = new ArrayList<>();
        for (String name : names) {
            Found table = byName.get(name);
            if (table == null) {
                missing.add(name);
            } else if (table.difference() != null) {
                unusable.add(
                        new UnusableTables(UnusableTables.Kind.OF_ANOTHER_KIND, List.of(name), table.difference()));
            } else if (table.readable) {
                usable.put(name, table);
            } else {
                unreadable.add(table);
            }
        }
        if (!unreadable.isEmpty()) {
            String role = unreadable.get(0).role;
            String tables = unreadable.stream()
                    .map(table -> table.name.sql())
                    .distinct()
                    .collect(Collectors.joining(", "));
            List<String> wanted = unreadable.stream().map(Found::wanted).toList();
            unusable.add(new UnusableTables(
                    UnusableTables.Kind.OUT_OF_REACH,
                    wanted,
                    "User " + role + " may not read " + String.join(", ", wanted) + ": GRANT SELECT ON " + tables
                            + " TO " + role + " mends that."));
        }
        if (!missing.isEmpty()) {
            missing.removeAll(elsewhere(missing, unusable));
            missing.forEach(name -> unusable.add(
                    new UnusableTables(UnusableTables.Kind.MISSING, List.of(name), "Table " + name + " is missing.")));
        }
        return usable;
    }

    /** Those of some tables that are in a schema which this role cannot see into; the reason is reported once for each schema. */
    private List<String> elsewhere(List<String> names, List<UnusableTables> unusable) {
        List<String> found = new ArrayList<>();
        session.query(
                SqlTemplate.load(ShapeReader.class, "shape-elsewhere.sql").sql(),
                row -> {
                    List<String> there =
                            List.of((String[]) row.getArray("names").getArray());
                    found.addAll(there);
                    String schema = row.getString("schema");
                    String role = row.getString("role");
                    unusable.add(new UnusableTables(
                            UnusableTables.Kind.OUT_OF_REACH,
                            there,
                            (there.size() == 1 ? "Table " : "Tables ") + String.join(", ", there)
                                    + (there.size() == 1 ? " is" : " are") + " in the schema " + schema
                                    + (row.getBoolean("usable")
                                            ? ", which is not on the search path of user " + role + "."
                                            : ", which user " + role + " may not use: GRANT USAGE ON SCHEMA " + schema
                                                    + " TO " + role + " mends that.")));
                    return there;
                },
                session.array("text", names));
        return found;
    }

    private Map<Long, Map<String, ColumnShape>> columns(Object oids) {
        Map<Long, Map<String, ColumnShape>> columns = new HashMap<>();
        session.query(
                SqlTemplate.load(ShapeReader.class, "shape-columns.sql").sql(),
                row -> columns.computeIfAbsent(row.getLong("attrelid"), table -> new LinkedHashMap<>())
                        .put(row.getString("attname"), column(row)),
                oids);
        return columns;
    }

    private static ColumnShape column(ResultSet row) throws SQLException {
        return new ColumnShape(
                row.getString("attname"),
                row.getString("type"),
                row.getString("type_name"),
                row.getInt("max_length"),
                row.getInt("precision"),
                row.getInt("scale"),
                row.getBoolean("nullable"),
                row.getString("default_sql"),
                row.getBoolean("generated"),
                row.getBoolean("always_identity"),
                row.getString("sequence"),
                row.getBoolean("owns_sequence"));
    }

    private List<Index> indexes(Object oids) {
        return session.query(
                SqlTemplate.load(ShapeReader.class, "shape-indexes.sql").sql(), Index::of, oids);
    }

    private List<Constraint> constraints(Object oids) {
        return session.query(
                SqlTemplate.load(ShapeReader.class, "shape-constraints.sql").sql(), Constraint::of, oids, oids);
    }

    private record Found(
            String wanted,
            long oid,
            TableName name,
            String kind,
            boolean owned,
            boolean parts,
            boolean readable,
            String role,
            boolean interferes) {
        static Found of(ResultSet row) throws SQLException {
            return new Found(
                    row.getString("wanted"),
                    row.getLong("oid"),
                    new TableName(row.getString("nspname"), row.getString("relname")),
                    row.getString("relkind"),
                    row.getBoolean("owned"),
                    row.getBoolean("has_parts"),
                    row.getBoolean("readable"),
                    row.getString("role"),
                    row.getBoolean("interferes"));
        }

        /** Why nothing can be delivered into it; null when delivery is possible. */
        String difference() {
            if (parts) {
                return wanted + " is a partitioned table or has child tables: name the tables that hold the rows.";
            }
            if (!kind.equals("r")) {
                return wanted + " is not a table but a "
                        + switch (kind) {
                            case "v" -> "view";
                            case "m" -> "materialized view";
                            default -> "foreign table";
                        }
                        + ".";
            }
            return null;
        }
    }

    private record Index(long table, boolean primary, List<String> keyColumns, UniqueShape shape) {
        static Index of(ResultSet row) throws SQLException {
            return new Index(
                    row.getLong("indrelid"),
                    row.getBoolean("indisprimary"),
                    DeliverySession.strings(row, "key_columns"),
                    new UniqueShape(
                            row.getString("relname"),
                            DeliverySession.strings(row, "columns"),
                            DeliverySession.strings(row, "expressions"),
                            row.getString("predicate"),
                            row.getBoolean("nulls_distinct"),
                            row.getBoolean("indimmediate")));
        }
    }

    private record Constraint(long child, long parent, ForeignKeyShape foreignKey, CheckConstraintShape check) {
        static Constraint of(ResultSet row) throws SQLException {
            long child = row.getLong("conrelid");
            long parent = row.getLong("confrelid");
            if (row.getString("contype").equals("c")) {
                return new Constraint(
                        child,
                        parent,
                        null,
                        new CheckConstraintShape(
                                row.getString("conname"),
                                DeliverySession.strings(row, "child_columns"),
                                row.getString("expression")));
            }
            return new Constraint(
                    child,
                    parent,
                    new ForeignKeyShape(
                            row.getLong("oid"),
                            row.getString("conname"),
                            new TableName(row.getString("child_schema"), row.getString("child_name")),
                            DeliverySession.strings(row, "child_columns"),
                            DeliverySession.strings(row, "child_key"),
                            new TableName(row.getString("parent_schema"), row.getString("parent_name")),
                            DeliverySession.strings(row, "parent_columns"),
                            row.getBoolean("condeferrable"),
                            row.getString("on_delete"),
                            row.getString("on_update")),
                    null);
        }
    }
}
