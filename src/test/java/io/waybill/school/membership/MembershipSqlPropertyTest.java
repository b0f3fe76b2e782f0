package io.waybill.school.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.delivery.shape.TableName;
import io.waybill.school.SchoolSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The database says of all groups what {@link DatedGroup} says of each; and what its constraints allow. */
class MembershipSqlPropertyTest {
    private static final LocalDate START = LocalDate.parse("2016-09-01");
    private static final int DAYS = 12;
    private static final int GROUPS = 25;
    private static final int MEMBERS = 5;
    private static final TableName ROWS = new TableName("public", "changed_rows");
    private static final TableName MOVED = new TableName("public", "changed_groups");
    private static final TableName SCOPE = new TableName("public", "scope");
    private static final TableName WANTED = new TableName("public", "wanted");
    private static final TableName OWNED = new TableName("public", "owned");
    private static final String AND_BACK = " FROM changed_rows AS c WHERE c.id = m.id";
    private static TestDatabase database;

    /** How many rows a group had before anything was changed; those that come get higher numbers. */
    private long rows;

    @BeforeContainer
    static void tablesAreThere() {
        database = TestServer.shared().newEmptyDatabase();
        SchoolSchema.create(database);
        SchoolSchema.fill(database);
        database.run(
                "INSERT INTO pupils (id, name) SELECT n, 'P' || n FROM generate_series(1, " + MEMBERS + ") AS n",
                "INSERT INTO elements (id, name, pupil_id) SELECT id, name, id FROM pupils",
                "CREATE TABLE scope (group_id bigint); CREATE TABLE wanted (group_id bigint, element_id bigint);"
                        + "CREATE TABLE owned (element_id bigint)",
                "CREATE TABLE changed_rows (id bigint, group_id bigint, element_id bigint, during daterange, inverse boolean,"
                        + " withdrawn boolean); CREATE TABLE changed_groups (group_id bigint, during daterange, withdrawn boolean)");
    }

    @AfterTry
    void tablesAreEmpty() {
        database.run(
                "TRUNCATE memberships, elements, groups, scope, wanted, owned, changed_rows, changed_groups CASCADE",
                "INSERT INTO elements (id, name, pupil_id) SELECT id, name, id FROM pupils");
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void membersOfADayBecomeThoseThatASourceNames(@ForAll Random random) throws SQLException {
        Map<Long, DatedGroup> before = loaded(random, false);
        LocalDate day = day(random);
        Set<String> owned = some(random);
        owned.forEach(member -> database.run("INSERT INTO owned VALUES (" + member + ")"));
        Map<Long, DatedGroup> expected = new TreeMap<>(before);
        Map<Long, Set<String>> wanted = new TreeMap<>();
        before.forEach((id, group) -> {
            if (random.nextInt(4) > 0) {
                wanted.put(id, some(random));
                expected.put(id, group.synchronised(day, wanted.get(id), owned));
                database.run("INSERT INTO scope VALUES (" + id + ")");
                wanted.get(id)
                        .forEach(member -> database.run("INSERT INTO wanted VALUES (" + id + ", " + member + ")"));
            }
        });

        synchronise(day);
        applyRows();

        assertThat(stored()).isEqualTo(rows(expected));
        database.run("TRUNCATE changed_rows");
        synchronise(day);
        assertThat(database.query("SELECT * FROM changed_rows"))
                .as("written the second time")
                .isEmpty();
        wanted.forEach((id, members) ->
                assertThat(expected.get(id).synchronised(day, members, owned)).isEqualTo(expected.get(id)));
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void groupsEndWithTheirMembers(@ForAll Random random) throws SQLException {
        Map<Long, DatedGroup> before = loaded(random, false);
        LocalDate day = day(random);
        Map<Long, DatedGroup> expected = new TreeMap<>();
        before.forEach((id, group) -> expected.put(id, group.ceased(day)));
        database.run("INSERT INTO scope SELECT id FROM groups");

        with(sql -> sql.cease(day, SCOPE, MOVED));
        with(sql -> sql.move(MOVED, ROWS));
        applyRows(
                "UPDATE groups AS g SET during = c.during, withdrawn = c.withdrawn FROM changed_groups AS c WHERE c.group_id = g.id");

        assertThat(stored()).isEqualTo(rows(expected));
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void membersFollowTheDaysOfTheirGroups(@ForAll Random random) throws SQLException {
        Map<Long, DatedGroup> before = loaded(random, true);
        Map<Long, DatedGroup> expected = new TreeMap<>();
        before.forEach((id, group) -> {
            Days to = random.nextInt(3) == 0 ? group.during() : days(random);
            expected.put(id, group.moved(to));
            database.run("INSERT INTO changed_groups SELECT id, '" + to.asRange()
                    + "', withdrawn FROM groups WHERE id = " + id);
        });

        with(sql -> sql.move(MOVED, ROWS));
        applyRows("UPDATE groups AS g SET during = c.during FROM changed_groups AS c WHERE c.group_id = g.id");

        assertThat(stored()).isEqualTo(rows(expected));
    }

    private List<String> stored() {
        return database.query("SELECT g.id, g.during, g.withdrawn, m.element_id, CASE WHEN m.id <= " + rows
                + " THEN m.id END, m.during, m.inverse, m.withdrawn FROM groups AS g LEFT JOIN memberships AS m ON m.group_id = g.id"
                + " ORDER BY g.id, m.element_id, lower(m.during), m.id");
    }

    private static List<String> rows(Map<Long, DatedGroup> groups) {
        List<String> all = new ArrayList<>();
        groups.forEach((id, group) -> {
            String start = id + "|" + group.during().asRange() + "|" + letter(group.withdrawn()) + "|";
            int size = all.size();
            group.memberships()
                    .forEach((member, history) -> history.stream()
                            .sorted(Comparator.comparing(
                                            (Membership row) -> row.during().first())
                                    .thenComparing(row -> row.id() == null ? Long.MAX_VALUE : row.id()))
                            .forEach(row -> all.add(start + member + "|" + (row.id() == null ? "∅" : row.id()) + "|"
                                    + row.during().asRange() + "|" + letter(row.excluded()) + "|"
                                    + letter(row.withdrawn()))));
            if (all.size() == size) {
                all.add(start + "∅|∅|∅|∅|∅");
            }
        });
        return all;
    }

    private static String letter(boolean value) {
        return value ? "t" : "f";
    }

    private interface Work {
        void on(MembershipSql sql) throws SQLException;
    }

    private static void with(Work work) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            work.on(new MembershipSql(
                    connection, new TableName("public", "groups"), new TableName("public", "memberships")));
        }
    }

    private static void synchronise(LocalDate day) throws SQLException {
        with(sql -> sql.synchronise(day, SCOPE, WANTED, OWNED, ROWS));
    }

    /** In one transaction; constraints are checked at its end. */
    private static void applyRows(String... before) {
        database.run(String.join("; ", before) + (before.length > 0 ? ";" : "")
                + "UPDATE memberships AS m SET during = c.during, inverse = c.inverse, withdrawn = c.withdrawn"
                + AND_BACK
                + "; INSERT INTO memberships (group_id, element_id, during, inverse, withdrawn)"
                + " SELECT group_id, element_id, during, inverse, withdrawn FROM changed_rows WHERE id IS NULL");
    }

    /** Groups with a past; now and then a row of an older program lies outside of its group. */
    private Map<Long, DatedGroup> loaded(Random random, boolean untidy) {
        Map<Long, DatedGroup> groups = new TreeMap<>();
        rows = 0;
        StringBuilder sql = new StringBuilder();
        for (long id = 1; id <= GROUPS; id++) {
            DatedGroup group = past(random);
            if (untidy && random.nextInt(3) == 0) {
                group = group.with("1", List.of(Membership.fresh(days(random), false)));
            }
            DatedGroup numbered = group;
            sql.append("INSERT INTO groups (id, kind, era_id, name, during, withdrawn) VALUES (" + id
                    + ", 'teaching', 1, 'G', '" + group.during().asRange() + "', " + group.withdrawn() + ");");
            for (Map.Entry<String, List<Membership>> member :
                    group.memberships().entrySet()) {
                List<Membership> stored = new ArrayList<>();
                for (Membership row : member.getValue()) {
                    rows++;
                    stored.add(new Membership(
                            rows, row.during(), row.excluded(), row.withdrawn() || random.nextInt(6) == 0));
                    Membership last = stored.get(stored.size() - 1);
                    sql.append("INSERT INTO memberships VALUES (" + rows + ", " + id + ", " + member.getKey() + ", '"
                            + last.during().asRange() + "', " + last.excluded() + ", " + last.withdrawn() + ");");
                }
                numbered = numbered.with(member.getKey(), stored);
            }
            groups.put(id, numbered);
        }
        // Rows of an older program came in without these rules.
        database.run(
                "ALTER TABLE memberships DISABLE TRIGGER USER",
                sql.toString(),
                "ALTER TABLE memberships ENABLE TRIGGER USER",
                "SELECT setval('memberships_id_seq', " + (rows + 1) + ")");
        return groups;
    }

    private static DatedGroup past(Random random) {
        DatedGroup group = DatedGroup.of(days(random));
        int steps = random.nextInt(14);
        for (int step = 0; step < steps; step++) {
            String member = String.valueOf(1 + random.nextInt(MEMBERS));
            LocalDate day = day(random);
            group = switch (random.nextInt(5)) {
                case 0, 1 -> group.added(member, day);
                case 2 -> group.removed(member, day);
                case 3 -> group.excluded(member, day);
                default -> group.readmitted(member, day);
            };
        }
        return random.nextInt(5) == 0 ? group.ceased(day(random)) : group;
    }

    private static LocalDate day(Random random) {
        return START.plusDays(random.nextInt(DAYS));
    }

    private static Days days(Random random) {
        LocalDate first = day(random);
        return new Days(first, random.nextBoolean() ? null : first.plusDays(random.nextInt(DAYS)));
    }

    private static Set<String> some(Random random) {
        Set<String> members = new TreeSet<>();
        for (int member = 1; member <= MEMBERS; member++) {
            if (random.nextBoolean()) {
                members.add(String.valueOf(member));
            }
        }
        return members;
    }
}
