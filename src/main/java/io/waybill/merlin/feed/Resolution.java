package io.waybill.merlin.feed;

import io.waybill.delivery.SqlTemplate;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.Departments;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.feed.WantedTable.Reference;
import io.waybill.merlin.value.MatchingKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out which rows of the target the wanted ones are and what they refer to, set by set; what cannot be found out is a reject. A
 * reject may be what another row refers to, so the search is repeated until nothing more is lost.
 */
final class Resolution {
    private static final Set<String> MADE_WHEN_MISSING = Set.of("tribe", "chapter", "department");
    private static final String USER = "user";

    private final MerlinSql sql;
    private final MerlinConfig config;
    private final MerlinOptions options;
    private final List<WantedTable> tables;

    /** @param tables those of wanted rows that have any */
    Resolution(MerlinSql sql, MerlinConfig config, MerlinOptions options, List<WantedTable> tables) {
        this.tables = tables;
        this.sql = sql;
        this.config = config;
        this.options = options;
    }

    /** Inside the delivering transaction: from here on nobody else changes what is found. */
    void run() throws SQLException {
        for (WantedTable wanted : tables) {
            sql.update(
                    of(wanted, "rows-repeated.sql")
                            .withList("key", wanted.key())
                            .withSql("data", wanted.says()),
                    wanted.field());
        }
        bury();
        if (tables.contains(WantedTable.LADDER)
                || tables.contains(WantedTable.ASPECT)
                || tables.contains(WantedTable.LEVEL)) {
            identify(WantedTable.LADDER);
            ladders();
        }
        for (WantedTable wanted : List.of(
                WantedTable.ORGANIZATION,
                WantedTable.CHAPTER,
                WantedTable.TRIBE,
                WantedTable.TEAM,
                WantedTable.USERS)) {
            if (tables.contains(wanted)) {
                identify(wanted);
            }
        }
        bury();
        if (tables.stream().anyMatch(wanted -> !wanted.references().isEmpty())) {
            organisation();
        }
    }

    private void identify(WantedTable wanted) throws SQLException {
        sql.update(of(wanted, "identify.sql"), wanted.model());
        sql.update(of(wanted, "identify-ambiguous.sql"), wanted.field(), wanted.model());
        bury();
        sql.update(of(wanted, "identify-fresh.sql"), highest(wanted.model()), wanted.model());
    }

    private void ladders() throws SQLException {
        sql.run("ladders-incomplete.sql");
        bury();
        lookFor(List.of(WantedTable.ASPECT, WantedTable.LEVEL), "ladder");
        sql.run("aspects-key.sql");
        identify(WantedTable.ASPECT);
        sql.run("ladders-incomplete.sql");
        bury();
        sql.run("levels-key.sql");
        lookFor(List.of(WantedTable.LEVEL), "aspect");
        sql.set("highest_level", Long.toString(highest("level")));
        sql.run("levels-identify.sql");
    }

    /** Finds one kind of reference; what misses is a reject. */
    private void lookFor(List<WantedTable> tables, String kind) throws SQLException {
        for (WantedTable wanted : tables) {
            List<Reference> references = wanted.references().stream()
                    .filter(reference -> reference.kind().equals(kind))
                    .toList();
            find(wanted, references);
            for (Reference reference : references) {
                missed(wanted, reference);
            }
        }
        bury();
    }

    /** One statement for all of them: each row is written once. */
    private void find(WantedTable wanted, List<Reference> references) throws SQLException {
        if (!references.isEmpty()) {
            sql.update(of(wanted, "find-references.sql")
                    .withSql(
                            "columns",
                            references.stream().map(Reference::column).toList())
                    .withSql(
                            "lookups",
                            references.stream()
                                    .map(reference -> of(wanted, reference, "find-reference.sql")
                                            .sql())
                                    .toList()));
        }
    }

    private void organisation() throws SQLException {
        boolean implied = false;
        long lost;
        do {
            long before = fates();
            find(false);
            if (!implied) {
                sql.run("imply-departments.sql");
                implied = true;
            }
            find(true);
            for (WantedTable wanted : tables) {
                for (Reference reference : wanted.references()) {
                    if (!isOfLadders(reference)) {
                        missed(wanted, reference);
                    }
                }
            }
            bury();
            if (tables.contains(WantedTable.USERS)) {
                sql.run("users-next.sql");
                sql.run("users-too-long.sql");
                sql.run("leader-cycles.sql");
                sql.run("roles-place.sql");
            }
            bury();
            lost = fates() - before;
        } while (lost > 0);
    }

    private void find(boolean departments) throws SQLException {
        for (WantedTable wanted : tables) {
            List<Reference> references = wanted.references().stream()
                    .filter(reference ->
                            !isOfLadders(reference) && reference.kind().equals("department") == departments)
                    .toList();
            for (Reference reference : references) {
                if (isMade(reference.kind())) {
                    sql.update(of(wanted, reference, "make-missing.sql"), highest(reference.kind()));
                }
            }
            find(wanted, references);
        }
    }

    /** Whether an option lets things of a kind be made that rows name and nobody has. */
    boolean isMade(String kind) {
        return kind.equals(USER) ? options.createUsers() : options.createMissing() && MADE_WHEN_MISSING.contains(kind);
    }

    private static boolean isOfLadders(Reference reference) {
        return reference.kind().equals("ladder") || reference.kind().equals("aspect");
    }

    private void missed(WantedTable wanted, Reference reference) throws SQLException {
        sql.update(
                of(wanted, reference, "references-missed.sql"),
                reference.field(),
                reference.expected(),
                reference.advice());
    }

    /** Rejects and repeated rows take no further part, nor does what they would have made. */
    private void bury() throws SQLException {
        for (WantedTable wanted : tables) {
            if (sql.update(of(wanted, "bury.sql")) > 0) {
                sql.run(of(wanted, "bury-entities.sql").withSql("kind", List.of(literal(wanted.model()))));
            }
        }
    }

    private long fates() throws SQLException {
        return sql.number(sql.template("count-fates.sql"));
    }

    /** The highest key that the target ever gave to a row of a model. */
    long highest(String model) throws SQLException {
        String table = sql.target(model);
        return sql.number(sql.template("highest-key.sql")
                .withSql("target", List.of(table))
                .withSql("literal", List.of(literal(table))));
    }

    private SqlTemplate of(WantedTable wanted, String file) {
        return sql.template(file)
                .withSql("wanted", List.of(sql.work(wanted.table())))
                .withSql("model", List.of(literal(wanted.model())))
                .withSql("name", List.of(wanted.name()));
    }

    private SqlTemplate of(WantedTable wanted, Reference reference, String file) {
        return of(wanted, file)
                .withSql("column", List.of(reference.column()))
                .withSql("kind", List.of(literal(reference.kind())));
    }

    /** A word of this program as SQL takes it. */
    static String literal(String word) {
        return "'" + word.replace("'", "''") + "'";
    }

    /** What departments follow from, for the working tables. */
    static void addDepartmentRules(MerlinConfig config, CopyLines lines) {
        lines.add(
                "chapter",
                null,
                config.departments().chapter(),
                MatchingKey.of(config.departments().chapter()));
        addRule(lines, null, config.departments().withoutCategory());
        for (Map.Entry<String, String> rule : config.departments().categories().entrySet()) {
            addRule(lines, rule.getKey(), rule.getValue());
        }
    }

    private static void addRule(CopyLines lines, String category, String name) {
        boolean own = name.equals(Departments.OWN_NAME);
        lines.add("category", category, own ? null : name, own ? null : MatchingKey.of(name));
    }
}
