package io.waybill.merlin.feed;

import io.waybill.database.CopyTable;
import io.waybill.database.SqlTemplate;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.Departments;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.feed.WantedTable.Reference;
import io.waybill.merlin.value.MatchingKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the target's row for each wanted row and for everything that it refers to, by set-based SQL. A row for which this fails is a
 * reject. Other rows may refer to it, so the search is repeated until there are no new rejects.
 */
final class Resolution {
    private static final Set<String> MADE_WHEN_MISSING = Set.of("tribe", "chapter", "department");
    private static final String USER = "user";

    private final MerlinSql sql;
    private final MerlinConfig config;
    private final MerlinOptions options;
    private final List<WantedTable> tables;
    private final boolean dated;
    private final OtherAddresses people;
    /** What was known when rows were last skipped; null before that, and when rows have been added since. */
    private Known skipped;

    /**
     * @param tables the tables that have wanted rows
     * @param dated whether rows of users say from which day they count
     */
    Resolution(MerlinSql sql, MerlinConfig config, MerlinOptions options, List<WantedTable> tables, boolean dated) {
        this.tables = dated
                ? Stream.concat(tables.stream(), Stream.of(WantedTable.MOVES)).toList()
                : tables;
        this.dated = dated;
        this.sql = sql;
        this.config = config;
        this.options = options;
        this.people = new OtherAddresses(sql);
    }

    /**
     * Finds out which rows of the target the wanted ones are. Inside the delivering transaction: from here on nobody else changes what
     * is found.
     */
    void identify() throws SQLException {
        unite();
        if (tables.contains(WantedTable.LADDER)
                || tables.contains(WantedTable.ASPECT)
                || tables.contains(WantedTable.LEVEL)) {
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
        if (tables.contains(WantedTable.USERS)) {
            people.suspect();
        }
        skip();
        if (dated) {
            sql.run("users-past.sql");
        }
    }

    /** Finds what the identified rows refer to. */
    void findReferences() throws SQLException {
        if (tables.stream().anyMatch(wanted -> !wanted.references().isEmpty())) {
            organisation();
        }
    }

    /**
     * Unites the rows about one thing: they complete each other, and those that disagree are rejects. Of a row about several things the most
     * specific one is judged first, so that a reject has no say in the others.
     */
    private void unite() throws SQLException {
        skip();
        if (dated) {
            sql.run("dates-of-users.sql");
            skipped = null;
            skip();
        }
        for (int i = tables.size() - 1; i >= 0; i--) {
            WantedTable wanted = tables.get(i);
            sql.update(
                    of(wanted, "rows-disagree.sql")
                            .withList("key", wanted.key())
                            .withSql(
                                    "field",
                                    wanted.values().stream()
                                            .map(value -> literal(value.field()))
                                            .toList())
                            .withSql(
                                    "said",
                                    wanted.values().stream()
                                            .map(value -> value.said())
                                            .toList()),
                    wanted.field());
            skip();
        }
        for (WantedTable wanted : tables) {
            sql.run(of(wanted, "rows-repeated.sql")
                    .withList("key", wanted.key())
                    .withSql(
                            "earlier",
                            dated && wanted.equals(WantedTable.USERS)
                                    ? List.of(sql.work(WantedTable.MOVES.table()))
                                    : List.of()));
            sql.run(of(wanted, "rows-adding.sql").withSql("filled", wanted.filled()));
            sql.run(of(wanted, "rows-completed.sql").withSql("filled", wanted.filled()));
        }
        skip();
    }

    private void identify(WantedTable wanted) throws SQLException {
        sql.update(of(wanted, "identify.sql"), wanted.model());
        if (wanted.equals(WantedTable.USERS)) {
            people.rename(this::skip);
        }
        sql.update(of(wanted, "identify-ambiguous.sql"), wanted.field(), wanted.model());
        skip();
        sql.update(of(wanted, "identify-fresh.sql"), highest(wanted.model()), wanted.model());
    }

    private void ladders() throws SQLException {
        long before;
        do {
            before = known().faults();
            laddersOnce();
        } while (known().faults() > before);
    }

    private void laddersOnce() throws SQLException {
        identify(WantedTable.LADDER);
        sql.run("ladders-incomplete.sql");
        skip();
        lookFor(List.of(WantedTable.ASPECT, WantedTable.LEVEL), "ladder");
        sql.run("aspects-key.sql");
        identify(WantedTable.ASPECT);
        sql.run("ladders-incomplete.sql");
        skip();
        sql.run("levels-key.sql");
        lookFor(List.of(WantedTable.LEVEL), "aspect");
        sql.set("highest_level", Long.toString(highest("level")));
        sql.run("levels-identify.sql");
    }

    /** Finds one kind of reference; rows whose reference does not exist are rejects. */
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
        skip();
    }

    /** Finds several references in one statement, so that each row is written once. */
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
        long lost;
        do {
            long before = known().faults();
            find(false);
            if (options.createMissing()) {
                sql.update(sql.template("make-departments.sql"), highest("department"));
            }
            sql.run("imply-departments.sql");
            find(true);
            sql.run("follow-departments.sql");
            if (sql.stages("team")) {
                sql.run("teams-followed.sql");
            }
            for (WantedTable wanted : tables) {
                for (Reference reference : wanted.references()) {
                    if (!isOfLadders(reference)) {
                        missed(wanted, reference);
                    }
                }
            }
            skip();
            if (tables.contains(WantedTable.USERS)) {
                sql.run("users-next.sql");
                if (dated) {
                    sql.run("dated.sql");
                    sql.run("assignments-remembered.sql");
                    sql.run("timeline.sql");
                }
                sql.run("users-too-long.sql");
                sql.run("users-taken.sql");
                sql.run("leader-cycles.sql");
                sql.run("roles-place.sql");
            }
            skip();
            sql.run("roles-disputed.sql");
            skip();
            lost = known().faults() - before;
        } while (lost > 0);
    }

    private void find(boolean departments) throws SQLException {
        for (WantedTable wanted : tables) {
            List<Reference> references = wanted.references().stream()
                    .filter(reference ->
                            !isOfLadders(reference) && reference.kind().equals("department") == departments)
                    .toList();
            for (Reference reference : references) {
                if (isMade(reference)) {
                    sql.update(of(wanted, reference, "make-missing.sql"), highest(reference.kind()));
                    if (reference.kind().equals(USER)) {
                        sql.update(of(wanted, reference, "users-not-made.sql"), reference.field());
                    }
                }
            }
            find(wanted, references);
        }
    }

    /** Whether the options of the drop allow what a reference does not find to be created. */
    boolean isMade(Reference reference) {
        String kind = reference.kind();
        return reference.creatable()
                && (kind.equals(USER)
                        ? options.createUsers()
                        : options.createMissing() && MADE_WHEN_MISSING.contains(kind));
    }

    /** Whether rows of users say from which day they count. */
    boolean dated() {
        return dated;
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

    /**
     * Skips rejects and repeated rows from now on, and what they would have created. What is wrong with a thing is wrong with all rows about
     * it. A ladder whose first row is a reject because of its aspect or level is what the other rows say. Most searches find nothing new,
     * and then there is nothing to do.
     */
    private void skip() throws SQLException {
        Known known = known();
        if (known.equals(skipped)) {
            return;
        }
        skipped = known;
        if (dated) {
            sql.run("faults-of-moves.sql");
        }
        for (WantedTable wanted : tables) {
            sql.run(of(wanted, "faults-of-repeated.sql").withSql("field", own(wanted)));
        }
        if (tables.contains(WantedTable.LADDER)) {
            sql.run(of(WantedTable.LADDER, "ladders-inherited.sql").withSql("filled", WantedTable.LADDER.filled()));
        }
        for (WantedTable wanted : tables) {
            if (sql.update(of(wanted, "skip.sql")) > 0) {
                sql.run(of(wanted, "skip-entities.sql").withSql("kind", List.of(literal(wanted.model()))));
            }
        }
    }

    /** The fields whose faults concern a thing of this kind; none for all of them, where a row is about one thing. */
    private static List<String> own(WantedTable wanted) {
        if (wanted.equals(WantedTable.LADDER) || wanted.equals(WantedTable.ASPECT)) {
            List<String> fields = new ArrayList<>(List.of(literal("ladder_code"), literal(wanted.field())));
            wanted.values().forEach(value -> fields.add(literal(value.field())));
            return fields;
        }
        return List.of();
    }

    /** How many faults of rows are known, and how many rows that others stand for. */
    private record Known(long faults, long repeated) {}

    private Known known() throws SQLException {
        return sql.query(
                        sql.template("count-known.sql"),
                        row -> new Known(row.getLong("faults"), row.getLong("repeated")))
                .get(0);
    }

    /** The highest key that the target has ever given to a row of a model. */
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

    /** A word of this program as an SQL literal. */
    static String literal(String word) {
        return "'" + word.replace("'", "''") + "'";
    }

    /** Writes the departments that follow from categories into their working table. */
    static void addDepartmentRules(MerlinConfig config, CopyTable table) {
        String ofChapters = config.departments().chapter();
        table.set("model", "chapter")
                .set("name", ofChapters)
                .set("key", MatchingKey.of(ofChapters))
                .add();
        addRule(table, null, config.departments().withoutCategory());
        config.departments().categories().forEach((category, name) -> addRule(table, category, name));
    }

    private static void addRule(CopyTable table, String category, String name) {
        table.set("model", "category").set("category", category);
        if (!name.equals(Departments.OWN_NAME)) {
            table.set("name", name).set("key", MatchingKey.of(name));
        }
        table.add();
    }
}
