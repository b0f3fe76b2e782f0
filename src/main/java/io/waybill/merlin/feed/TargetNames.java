package io.waybill.merlin.feed;

import io.waybill.database.CopyTable;
import io.waybill.merlin.value.MatchingKey;
import java.sql.SQLException;
import java.util.List;

/** Copies the names in the target into the working tables, with their matching keys. */
final class TargetNames {
    private static final List<String> NAMED =
            List.of("organization", "department", "chapter", "tribe", "team", "committee");

    private final MerlinSql sql;
    private final CopyTable entities = new CopyTable("entity", "kind", "id", "name", "key");

    private record Named(long id, String name, String prefix) {}

    TargetNames(MerlinSql sql) {
        this.sql = sql;
    }

    /** Runs inside the delivering transaction, when names can no longer change. */
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
            entities.set("kind", kind)
                    .set("id", each.id)
                    .set("name", each.name)
                    .set("key", each.prefix + MatchingKey.of(each.name))
                    .add();
        }
        sql.send(entities);
    }
}
