package io.waybill.delivery.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.Change;
import io.waybill.delivery.Change.Cell;
import io.waybill.delivery.Change.Key;
import io.waybill.delivery.Change.Kind;
import io.waybill.delivery.Change.Place;
import io.waybill.delivery.SecretColumns;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class RowNamesTest {
    private static final long WAYBILL = 7;

    private TestDatabase database;
    private RowNames names;

    @BeforeEach
    void prepare(TestDatabase given) {
        database = given;
        database.run(
                "CREATE TABLE person (id int PRIMARY KEY, name text, email text)",
                "CREATE TABLE \"Org Unit\" (code text PRIMARY KEY, title text, \"Head\" int REFERENCES person)",
                "CREATE TABLE post (id bigint PRIMARY KEY, person int REFERENCES person, unit text REFERENCES \"Org Unit\")",
                "INSERT INTO person VALUES (1, 'Ann', 'ann@x.org'), (2, 'Bob', NULL)",
                "INSERT INTO \"Org Unit\" VALUES ('D', 'Design', 1)",
                "INSERT INTO post VALUES (5, 2, 'D')");
        names = new RowNames(
                database.dataSource(),
                Map.of(
                        "person", NameTemplate.of("{name} ({email})"),
                        "Org Unit", NameTemplate.of("{title}, led by {Head}"),
                        "post", NameTemplate.of("{person} in {unit}")),
                new SecretColumns(Map.of("person", Set.of("hash"), "account", Set.of("token"))));
    }

    @Test
    void secretValuesAreHiddenAndThatTheyChangedIsNot() {
        NamedChange named = named(
                change(Kind.UPDATE, "person", "1", new Cell("hash", "old", null), new Cell("name", "Ann", "Anna")));
        assertThat(named.change().cells())
                .containsExactly(new Cell("hash", "hidden", "hidden"), new Cell("name", "Ann", "Anna"));
        assertThat(named.hidden()).containsExactly("hash");
        assertThat(named.name()).isEqualTo("Ann (ann@x.org)");
    }

    @Test
    void aSecretKeyIsHiddenAndSoIsWhatRefersToIt() {
        database.run(
                "CREATE TABLE account (token text PRIMARY KEY)",
                "CREATE TABLE visit (id int PRIMARY KEY, account text REFERENCES account)");
        Change account = new Change(
                Place.START, Kind.DELETE, "account", "account", List.of(new Key("token", "t1")), List.of(), false);
        assertThat(named(account).change().keyText()).isEqualTo("hidden");
        assertThat(named(change(Kind.INSERT, "visit", "1", new Cell("account", null, "t1")))
                        .change()
                        .cells())
                .containsExactly(new Cell("account", "hidden", "hidden"));
    }

    private static Change change(Kind kind, String table, String key, Cell... cells) {
        return new Change(
                Place.START,
                kind,
                table,
                "model",
                List.of(new Key(table.equals("Org Unit") ? "code" : "id", key)),
                List.of(cells),
                false);
    }

    private NamedChange named(Change change) {
        return names.of(WAYBILL, List.of(change)).get(0);
    }

    @Test
    void aChangedReferenceIsShownByTheNamesOfWhatItRefersToBeforeAndAfter() {
        NamedChange named = named(change(Kind.UPDATE, "Org Unit", "D", new Cell("Head", "1", "2")));
        assertThat(named.name()).isEqualTo("Design, led by Ann (ann@x.org)");
        assertThat(named.before()).containsExactly(Map.entry("Head", "Ann (ann@x.org)"));
        assertThat(named.after()).containsExactly(Map.entry("Head", "Bob"));
    }

    @Test
    void namesContainTheNamesOfWhatARowRefersToTwiceOver() {
        assertThat(named(change(Kind.UPDATE, "post", "5", new Cell("unit", "D", null)))
                        .name())
                .isEqualTo("Bob in Design, led by Ann (ann@x.org)");
    }

    @Test
    void timesHaveTheFormThatFilesHaveAndTextsStayAsTheyAre() {
        database.run("CREATE TABLE visit (id timestamptz PRIMARY KEY, begins timestamptz, local timestamp, note text)");
        String time = "2019-02-02 01:01:00+00";
        NamedChange named = named(change(
                Kind.UPDATE,
                "visit",
                time,
                new Cell("begins", time, "2019-02-02 01:01:00.5+00"),
                new Cell("local", null, "2019-02-02 01:01:00"),
                new Cell("note", time, "infinity")));
        assertThat(named.change().keyText()).isEqualTo("2019-02-02T01:01:00Z");
        assertThat(named.change().cells())
                .containsExactly(
                        new Cell("begins", "2019-02-02T01:01:00Z", "2019-02-02T01:01:00.5Z"),
                        new Cell("local", null, "2019-02-02T01:01:00"),
                        new Cell("note", time, "infinity"));
    }

    @Test
    void aRowIsKnownByTheNameThatItHadBefore() {
        database.run("UPDATE person SET name = 'Anna' WHERE id = 1");
        assertThat(named(change(Kind.UPDATE, "person", "1", new Cell("name", "Ann", "Anna")))
                        .name())
                .isEqualTo("Ann (ann@x.org)");
    }

    @Test
    void rowsThatThePlanWouldAddOrThatItHasRemovedAreNamedFromThePlan() {
        database.run(
                "INSERT INTO waybill.waybills (number, system, feed, state, preview, file_name, file_size, file_sha256, configuration, options,"
                        + " token, waybill_version, claimed_by, claimed_at)"
                        + " VALUES (7, 's', 'f', 'held', false, 'x', 0, repeat('0', 64), '', '{}', '', 'v', 'a', now())",
                "INSERT INTO waybill.plans (waybill, ordinal, table_schema, table_name, model, policy, key_columns, columns, compared,"
                        + " rows_before, inserted, updated, retired, deleted, unchanged, fingerprint)"
                        + " VALUES (7, 1, 'public', 'person', 'm', 'mirror', '{id}', '{id,name,email}', '{name}', 2, 1, 0, 0, 1, 0, 'f')",
                "INSERT INTO waybill.changes (waybill, plan, ordinal, kind, key, before, after) VALUES"
                        + " (7, 1, 1, 'i', '{8}', NULL, '{8,Cora,NULL}'), (7, 1, 2, 'd', '{9}', '{9,Dan,d@x.org}', NULL)");
        NamedChange named = named(change(Kind.UPDATE, "Org Unit", "D", new Cell("Head", "9", "8")));
        assertThat(named.before()).containsEntry("Head", "Dan (d@x.org)");
        assertThat(named.after()).containsEntry("Head", "Cora");
    }

    @Test
    void insertedAndDeletedRowsAreNamedFromTheirOwnValues() {
        assertThat(named(change(Kind.INSERT, "post", "6", new Cell("person", null, "1"), new Cell("unit", null, "D")))
                        .name())
                .isEqualTo("Ann (ann@x.org) in Design, led by Ann (ann@x.org)");
        assertThat(named(change(Kind.DELETE, "person", "3", new Cell("name", "Eve", null)))
                        .name())
                .isEqualTo("Eve");
    }

    @Test
    void whatCannotBeNamedKeepsItsKey() {
        NamedChange dangling = named(change(Kind.UPDATE, "Org Unit", "D", new Cell("Head", "77", null)));
        assertThat(dangling.before()).isEmpty();
        assertThat(dangling.after()).isEmpty();
        assertThat(named(change(Kind.INSERT, "elsewhere", "1", new Cell("name", null, "x")))
                        .name())
                .isEmpty();
        database.run("ALTER TABLE person RENAME COLUMN email TO address");
        assertThat(named(change(Kind.UPDATE, "Org Unit", "D", new Cell("Head", "1", null)))
                        .before())
                .as("a column of the template is gone")
                .isEmpty();
    }

    @Test
    void theOrderOfTheChangesIsKept() {
        List<Change> changes = Stream.of("2", "1", "2")
                .map(key -> change(Kind.UPDATE, "person", key, new Cell("email", null, key)))
                .toList();
        assertThat(names.of(WAYBILL, changes)).extracting(NamedChange::change).isEqualTo(changes);
        assertThat(names.of(WAYBILL, changes)).extracting(NamedChange::name).containsExactly("Bob", "Ann", "Bob");
    }
}
