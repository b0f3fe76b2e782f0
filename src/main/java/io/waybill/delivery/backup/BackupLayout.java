package io.waybill.delivery.backup;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.Shape;
import io.waybill.delivery.shape.TableShape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the tables of a delivery are laid out in a backup: all their columns, with the names that Django uses for them.
 */
final class BackupLayout {
    /** The suffix that Django adds to the name of a reference field to name its column. */
    private static final String REFERENCE = "_id";

    private final Map<String, Set<String>> oddDelimiters;

    private BackupLayout(Map<String, Set<String>> oddDelimiters) {
        this.oddDelimiters = oddDelimiters;
    }

    /**
     * One entry per table of the delivery, without what is only known once its rows are written.
     *
     * @param connection to the target, for the parts of the catalogue that the delivery does not read
     */
    static List<Manifest.Table> of(Connection connection, Shape shape, List<TableSpec> specs) throws SQLException {
        BackupLayout layout = new BackupLayout(oddDelimiters(connection, shape));
        return specs.stream()
                .map(spec -> layout.table(spec, shape.table(spec.table())))
                .toList();
    }

    private Manifest.Table table(TableSpec spec, TableShape shape) {
        Set<String> odd = oddDelimiters.getOrDefault(shape.name().sql(), Set.of());
        List<ColumnShape> written = shape.columns().values().stream()
                .filter(column -> !column.generated())
                .toList();
        Map<String, ColumnForm> forms = new LinkedHashMap<>();
        written.forEach(column -> forms.put(column.name(), ColumnForm.of(column, odd.contains(column.name()))));
        String pk = shape.key().size() == 1 && forms.get(shape.key().get(0)).mayBeKey()
                ? shape.key().get(0)
                : null;
        Map<String, String> fields = fields(spec, shape, pk);
        return new Manifest.Table(
                shape.name().schema(),
                shape.name().name(),
                spec.model(),
                shape.key(),
                pk,
                written.stream()
                        .map(column -> new Manifest.Column(
                                column.name(), column.type(), forms.get(column.name()), fields.get(column.name())))
                        .toList(),
                shape.columns().values().stream()
                        .filter(ColumnShape::generated)
                        .map(ColumnShape::name)
                        .toList(),
                written.stream()
                        .filter(column -> column.sequence() != null)
                        .map(column -> new Manifest.Sequence(column.sequence(), column.name(), null, false))
                        .toList(),
                0,
                0,
                "",
                0,
                "");
    }

    /** The field names: as the mapping says, otherwise by Django's convention, unless another field has that name. */
    private static Map<String, String> fields(TableSpec spec, TableShape shape, String pk) {
        Map<String, String> fields = new HashMap<>();
        Set<String> taken = new HashSet<>(shape.columns().keySet());
        for (ColumnSpec column : spec.columns()) {
            if (!column.column().equals(pk)) {
                fields.put(column.column(), column.field());
                taken.add(column.field());
            }
        }
        Set<String> references = shape.references().stream()
                .map(ForeignKeyShape::childColumns)
                .filter(columns -> columns.size() == 1)
                .map(columns -> columns.get(0))
                .collect(Collectors.toSet());
        for (String column : shape.columns().keySet()) {
            if (column.equals(pk)) {
                fields.put(column, "pk");
            } else if (!fields.containsKey(column)) {
                String field = references.contains(column) && column.endsWith(REFERENCE)
                        ? column.substring(0, column.length() - REFERENCE.length())
                        : column;
                fields.put(column, !field.isEmpty() && taken.add(field) ? field : column);
            }
        }
        return fields;
    }

    /** By table, the array columns whose elements are not separated by commas. */
    private static Map<String, Set<String>> oddDelimiters(Connection connection, Shape shape) throws SQLException {
        List<String> tables = new ArrayList<>();
        shape.tables().values().forEach(table -> tables.add(table.name().sql()));
        Map<String, Set<String>> odd = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                SqlTemplate.load(BackupLayout.class, "odd-delimiters.sql").sql())) {
            query.setArray(1, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    odd.computeIfAbsent(row.getString("table_name"), name -> new HashSet<>())
                            .add(row.getString("attname"));
                }
            }
        }
        return odd;
    }
}
