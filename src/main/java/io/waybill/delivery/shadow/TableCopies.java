package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import io.waybill.delivery.TargetRefusedException;
import java.util.List;

/**
 * Copies of live tables in a schema of their own: first the bare tables, to be filled; then keys, indexes, and the foreign keys between
 * them. All of it is in the transaction of the session: until this is committed nobody else sees the schema, and after a crash it is gone.
 */
public final class TableCopies {
    private final DeliverySession session;
    private final TableSet tables;
    private final String schema;

    /**
     * @param tables live tables that {@link Obstacles} finds nothing wrong with
     * @param schema for the copies; it must not exist
     */
    public TableCopies(DeliverySession session, TableSet tables, String schema) {
        this.session = session;
        this.tables = tables;
        this.schema = schema;
    }

    /** Creates the schema and the empty tables, with columns, sequences, rules for values, owner and rights. */
    public void create() {
        session.run(SqlTemplate.load(TableCopies.class, "create-schema.sql")
                .with("schema", schema)
                .sql());
        runAll("grant-schema.sql");
        runAll("create-tables.sql");
        runAll("copy-rights.sql");
    }

    /** Name of a copy, quoted and qualified. */
    public String copy(String name) {
        return TableSet.in(schema, name);
    }

    /**
     * Adds keys, indexes and foreign keys once the tables are filled, and gathers statistics.
     *
     * @throws TargetRefusedException when a copy is not what the live table is
     */
    public void complete() {
        runAll("index-tables.sql");
        tables.names()
                .forEach(name -> session.run(SqlTemplate.load(TableCopies.class, "analyze-copy.sql")
                        .with("table", schema, name)
                        .sql()));
        runAll("link-tables.sql");
        List<String> differences =
                Structure.of(session, tables, tables.schema()).differences(Structure.of(session, tables, schema));
        if (!differences.isEmpty()) {
            throw new TargetRefusedException(
                    "A copy beside the live tables would not be the same in all its parts (" + differences.get(0)
                            + (differences.size() == 1 ? "" : " and " + (differences.size() - 1) + " others")
                            + "). Nothing was changed. Deliver it in place.",
                    null);
        }
    }

    /** Runs the statements that a query on the catalogue gives. */
    private void runAll(String file) {
        List<String> statements = QualifiedNames.during(
                session,
                () -> session.query(
                        SqlTemplate.load(TableCopies.class, file).sql(),
                        row -> row.getString("statement"),
                        schema,
                        tables.live(session)));
        QualifiedNames.during(session, () -> {
            statements.forEach(session::run);
            return null;
        });
    }
}
