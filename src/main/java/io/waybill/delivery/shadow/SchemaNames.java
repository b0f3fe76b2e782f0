package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import java.sql.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets two schemas change their names, so that all tables change places at once, whatever their number; tables that are not switched go back
 * one by one. Where the live schema has anything else, such as functions or an extension, or belongs to somebody else, that is not possible.
 */
final class SchemaNames {
    private final DeliverySession session;
    private final String live;
    private final String coming;
    private final List<String> others;

    private SchemaNames(DeliverySession session, String live, String coming, List<String> others) {
        this.session = session;
        this.live = live;
        this.coming = coming;
        this.others = others;
    }

    private record Contents(boolean whole, List<String> others) {}

    /**
     * Makes the schema of the tables that come ready to be the live one: with its owner, rights and comment.
     *
     * @return empty when tables have to change their schemas one by one
     */
    static Optional<SchemaNames> of(DeliverySession session, TableSet tables, String coming) {
        Contents contents = session.query(
                        SqlTemplate.load(SchemaNames.class, "schema-whole.sql").sql(),
                        row -> {
                            Array others = row.getArray("others");
                            return new Contents(row.getBoolean("whole"), List.of((String[]) others.getArray()));
                        },
                        tables.schema(),
                        coming,
                        tables.names(session))
                .get(0);
        if (!contents.whole) {
            return Optional.empty();
        }
        List<String> rights = statements(session, "schema-rights.sql", tables.schema(), coming);
        boolean ready = session.attempt(String.join(";\n", rights)) == null
                && session.truth(
                        SqlTemplate.load(SchemaNames.class, "schemas-alike.sql").sql(), tables.schema(), coming);
        return ready
                ? Optional.of(new SchemaNames(session, tables.schema(), coming, contents.others))
                : Optional.empty();
    }

    private static List<String> statements(DeliverySession session, String file, String one, String other) {
        return session.query(
                SqlTemplate.load(SchemaNames.class, file).sql(), row -> row.getString("statement"), one, other);
    }

    /** The tables of the live schema that stay in it, quoted and qualified: they have to be locked as well. */
    List<String> others() {
        return others.stream().map(name -> TableSet.in(live, name)).toList();
    }

    /**
     * The statements of the switch.
     *
     * @param away name of the schema for the tables that are the live ones now; it must not exist. Others than its owner cannot look into it
     */
    List<String> statements(String away) {
        List<String> statements = new ArrayList<>();
        statements.add(rename(live, away));
        statements.add(rename(coming, live));
        others.forEach(name -> statements.add(SqlTemplate.load(SchemaNames.class, "table-back.sql")
                .with("table", away, name)
                .with("live", live)
                .sql()));
        statements.addAll(statements(session, "schema-private.sql", live, away));
        return statements;
    }

    private static String rename(String from, String to) {
        return SqlTemplate.load(SchemaNames.class, "rename-schema.sql")
                .with("from", from)
                .with("to", to)
                .sql();
    }
}
