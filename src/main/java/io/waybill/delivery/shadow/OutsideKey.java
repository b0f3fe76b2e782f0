package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import java.util.Arrays;
import java.util.List;

/**
 * A foreign key between a table that is switched and one that is not, and the statements that move it to the tables that come.
 *
 * @param child the table that has the key, {@code parent} the one that it leads to; both as they are called when they are live
 * @param leaves whether the one that has it is switched, and it leads to one that stays
 * @param ready whether nobody can write to the table outside anyway, so that it keeps nobody waiting to add the key
 * @param longCheck whether adding it looks through many rows, which may be left for later
 * @param adding which looks through the rows of the table that has it
 * @param naming null when it has its name already
 */
record OutsideKey(
        String name,
        Place child,
        Place parent,
        boolean leaves,
        boolean ready,
        boolean longCheck,
        String adding,
        String commenting,
        String dropping,
        String naming) {
    /** A table from this size on, in bytes, has many rows: looking through them takes more than a few milliseconds. */
    private static final long MANY = 1_000_000;

    /** @param columns of the key, in its order */
    record Place(String schema, String table, List<String> columns) {
        String sql() {
            return TableSet.in(schema, table);
        }
    }

    static List<OutsideKey> of(DeliverySession session, TableSet tables, String coming) {
        return QualifiedNames.during(
                session,
                () -> session.query(
                        SqlTemplate.load(OutsideKey.class, "outside-keys.sql").sql(),
                        row -> new OutsideKey(
                                row.getString("name"),
                                new Place(
                                        row.getString("child_schema"), row.getString("child"), Arrays.asList((String[])
                                                row.getArray("child_columns").getArray())),
                                new Place(row.getString("parent_schema"), row.getString("parent"), Arrays.asList((String
                                                [])
                                        row.getArray("parent_columns").getArray())),
                                row.getBoolean("leaves"),
                                row.getBoolean("ready"),
                                row.getBoolean("long"),
                                row.getString("adding"),
                                row.getString("commenting"),
                                row.getString("dropping"),
                                row.getString("naming")),
                        coming,
                        tables.live(session),
                        MANY));
    }

    /** The table that is not switched. */
    Place outside() {
        return leaves ? parent : child;
    }

    /** Adds it, and looks through all rows of the table that has it. */
    String checked() {
        return adding + commenting;
    }

    /** Adds it, so that it holds for each row which is written from now on. */
    String unchecked() {
        return adding + " NOT VALID" + commenting;
    }
}
