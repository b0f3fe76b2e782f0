package io.waybill.delivery.naming;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import io.waybill.delivery.Change;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.shape.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the names of rows when somebody looks at changes or at rows that are in no table. Rows are looked up by their keys in the target, and
 * among the changes of the same waybill where the target does not have them (yet, or any more). A name that cannot be found is left out; it
 * never keeps a page from being shown.
 */
public final class RowNames {
    private static final Logger LOG = LoggerFactory.getLogger(RowNames.class);

    private final DataSource pages;
    private final Map<String, NameTemplate> templates;
    private final SecretColumns secrets;

    /**
     * @param pages connections for what people look at
     * @param templates what rows are called, by table as people read it
     * @param secrets columns whose values are not shown
     */
    public RowNames(DataSource pages, Map<String, NameTemplate> templates, SecretColumns secrets) {
        this.pages = requireNonNull(pages, "pages");
        this.templates = Map.copyOf(templates);
        this.secrets = requireNonNull(secrets, "secrets");
    }

    /** The changes of a waybill with their names and with times as people read them, in the same order, without secret values. */
    public List<NamedChange> of(long waybill, List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        try (Connection connection = pages.getConnection()) {
            Set<String> tables = changes.stream().map(Change::table).collect(Collectors.toSet());
            ReferenceKeys keys = keys(connection, tables.stream());
            return new ChangeNames(
                            new RowNaming(connection, waybill, templates, keys),
                            keys,
                            TimeColumns.read(connection, tables),
                            secrets,
                            knownTables(connection, waybill))
                    .of(changes);
        } catch (SQLException e) {
            LOG.warn("Rows are shown without names: SQLSTATE {}", e.getSQLState());
            return changes.stream()
                    .map(change -> NamedChange.unnamed(change).hiding(secrets.of(change.table())))
                    .toList();
        }
    }

    /**
     * What cells of rows refer to that are in no table. A cell is looked up only where the rows that it may mean have names.
     *
     * @param waybill among whose changes rows are looked for that the target does not have; 0 for none
     * @return by cell; without those that refer to nothing that is there
     */
    public Map<LooseCell, ReferredRow> ofCells(long waybill, Collection<LooseCell> cells) {
        List<LooseCell> some =
                cells.stream().filter(LooseCell::mayRefer).distinct().toList();
        if (some.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = pages.getConnection()) {
            ReferenceKeys keys = keys(connection, some.stream().map(LooseCell::table));
            return new CellNames(connection, new RowNaming(connection, waybill, templates, keys), keys).of(some);
        } catch (SQLException e) {
            LOG.warn("Cells are shown without names: SQLSTATE {}", e.getSQLState());
            return Map.of();
        }
    }

    /**
     * The tables whose rows people may look at: those whose rows have names, and those that a waybill is about. Others may belong to somebody
     * else, and nothing says which of their columns are secret.
     *
     * @param waybill 0 for none
     * @return as people read them
     */
    Set<String> knownTables(Connection connection, long waybill) throws SQLException {
        Set<String> known = new HashSet<>(templates.keySet());
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(RowNames.class, "planned-tables.sql"))) {
            query.setLong(1, waybill);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    known.add(new TableName(row.getString("table_schema"), row.getString("table_name")).toString());
                }
            }
        }
        return known;
    }

    /** The changes for somebody who sees neither names nor values, in the same order. */
    public List<NamedChange> without(List<Change> changes) {
        return changes.stream()
                .map(change -> NamedChange.withoutValues(change).hiding(secrets.of(change.table())))
                .toList();
    }

    private ReferenceKeys keys(Connection connection, Stream<String> tables) throws SQLException {
        return ReferenceKeys.read(
                connection,
                Stream.concat(templates.keySet().stream(), tables).distinct().toList());
    }
}
