package io.waybill.merlin.feed;

import io.waybill.merlin.value.MatchingKey;
import java.sql.SQLException;
import java.util.List;

/** Brings what the target has names for into the working tables, with the keys by which the names are known. */
final class Names {
    private static final List<String> NAMED =
            List.of("organization", "department", "chapter", "tribe", "team", "committee");

    private final MerlinSql sql;
    private final CopyLines lines = new CopyLines();

    private record Named(long id, String name, String prefix) {}

    Names(MerlinSql sql) {
        this.sql = sql;
    }

    /** Inside the delivering transaction: names do not change any more. */
    void load() throws SQLException {
        for (String kind : NAMED) {
            load(kind, "load-names.sql", "name");
        }
        load("ladder", "load-names.sql", "code");
        load("aspect", "load-aspects.sql", "code");
        sql.run("load-users.sql");
    }

    private void load(String kind, String file, String name) throws SQLException {
        List<Named> all = sql.query(
                sql.template(file).withSql("target", List.of(sql.target(kind))).withSql("name", List.of(name)),
                row -> new Named(row.getLong("id"), row.getString("name"), row.getString("prefix")));
        for (Named each : all) {
            lines.add(kind, each.id, each.name, each.prefix + MatchingKey.of(each.name));
        }
        lines.send(
                sql.connection(),
                sql.template("copy-wanted.sql")
                        .withSql("table", List.of("entity"))
                        .withSql("columns", List.of("kind", "id", "name", "key"))
                        .sql());
    }
}
