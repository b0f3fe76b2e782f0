package io.waybill.delivery.naming;

import io.waybill.database.SqlTemplate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what cells of rows refer to that are in no table. */
final class CellNames {
    private static final Logger LOG = LoggerFactory.getLogger(CellNames.class);

    private final Connection connection;
    private final RowNaming rows;
    private final ReferenceKeys keys;

    CellNames(Connection connection, RowNaming rows, ReferenceKeys keys) {
        this.connection = connection;
        this.rows = rows;
        this.keys = keys;
    }

    /** By cell; without those that refer to nothing that is there. */
    Map<LooseCell, ReferredRow> of(Collection<LooseCell> cells) throws SQLException {
        Map<LooseCell, SoughtRow> sought = new LinkedHashMap<>();
        Map<ReferredColumn, Set<String>> others = new LinkedHashMap<>();
        for (LooseCell cell : cells) {
            Optional<KeyColumn> key = key(cell);
            if (key.isPresent()) {
                sought.put(cell, new SoughtRow(key.get(), cell.value()));
            } else if (isOfOther(cell)) {
                others.computeIfAbsent(cell.reference(), column -> new LinkedHashSet<>())
                        .add(cell.value());
            }
        }
        Map<ReferredColumn, Map<String, SoughtRow>> found = new HashMap<>();
        others.forEach((column, values) -> found.put(column, rowsWith(column, values)));
        for (LooseCell cell : cells) {
            if (!sought.containsKey(cell) && isOfOther(cell)) {
                SoughtRow row = found.get(cell.reference()).get(cell.value());
                if (row != null) {
                    sought.put(cell, row);
                }
            }
        }
        rows.find(sought.values());
        Map<LooseCell, ReferredRow> referred = new HashMap<>();
        sought.forEach((cell, row) -> {
            String name = rows.name(row);
            if (name != null) {
                referred.put(cell, new ReferredRow(row.key().table(), row.key().name(), row.value(), name));
            }
        });
        return referred;
    }

    /** What a cell refers to by a foreign key, or as the key of a table. */
    private Optional<KeyColumn> key(LooseCell cell) {
        Optional<KeyColumn> foreign = keys.referredBy(cell.table(), cell.column());
        boolean ofKey = cell.reference() != null && cell.reference().column() == null;
        return foreign.isPresent() || !ofKey
                ? foreign
                : keys.of(cell.reference().table());
    }

    /** Whether it refers to a row of a known table by a column that is not its key. */
    private boolean isOfOther(LooseCell cell) {
        return cell.reference() != null
                && cell.reference().column() != null
                && rows.areNamed(cell.reference().table())
                && keys.of(cell.reference().table()).isPresent();
    }

    /** Rows that have some values in another column than their key, by value; without values that several rows have. */
    private Map<String, SoughtRow> rowsWith(ReferredColumn column, Set<String> values) {
        KeyColumn key = keys.of(column.table()).orElseThrow();
        Map<String, SoughtRow> found = new HashMap<>();
        Set<String> several = new HashSet<>();
        String sql = SqlTemplate.load(CellNames.class, "referred-rows.sql")
                .with("table", key.place().schema(), key.place().name())
                .with("key", key.name())
                .with("column", column.column())
                .sql();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", values.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (found.put(row.getString(1), new SoughtRow(key, row.getString(2))) != null) {
                        several.add(row.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            LOG.warn("Cells that refer to {} are shown without names: SQLSTATE {}", key.table(), e.getSQLState());
        }
        found.keySet().removeAll(several);
        return found;
    }
}
