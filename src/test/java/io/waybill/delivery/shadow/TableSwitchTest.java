package io.waybill.delivery.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.DeliverySession;
import io.waybill.delivery.TargetRefusedException;
import io.waybill.delivery.shape.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class TableSwitchTest {
    private static final String COMING = "coming";
    private static final String AWAY = "away";
    private static final Function<String, List<String>> KEYS = Map.of(
            "library_book", List.of("isbn"), "library_Author", List.of("id"), "library_loan", List.of("id"))::get;

    private static final TableSwitch.Entries NO_ENTRIES = before(() -> {});

    private TestDatabase database;
    private Target target;
    private DeliverySession session;

    @BeforeEach
    void aLibraryIsThere(TestDatabase database) {
        this.database = database;
        Library.create(database);
        database.run("CREATE SCHEMA work");
        target = Target.open("test", database.settings());
        session = new DeliverySession(target);
    }

    @AfterEach
    void close() {
        session.close();
        target.close();
    }

    @Test
    void whatComesIsTheSameAsWhatGoesInAllItsParts() {
        Structure before = live();

        switchTables();

        assertThat(before.parts()).hasSizeGreaterThan(35);
        assertThat(live().differences(before)).isEmpty();
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('coming', 'away')"))
                .containsExactly("away");
        assertThat(database.query("SELECT isbn, title, later FROM library_book ORDER BY 1"))
                .containsExactly("a|A|7", "b|B|7", "c|C|7");
        assertThat(database.number("SELECT count(*) FROM away.library_book")).isEqualTo(3);
    }

    @Test
    void aSchemaThatHasNothingElseChangesItsNameWithOwnerRightsAndComment() {
        database.run(
                "GRANT CREATE ON SCHEMA public TO library_reader WITH GRANT OPTION",
                "REVOKE USAGE ON SCHEMA public FROM PUBLIC",
                "COMMENT ON SCHEMA public IS 'the library''s'");
        String before = database.value("SELECT 'public'::regnamespace::oid");
        List<String> rights = rights("public");

        switchTables();

        assertThat(database.value("SELECT 'public'::regnamespace::oid")).isNotEqualTo(before);
        assertThat(database.value("SELECT 'away'::regnamespace::oid")).isEqualTo(before);
        assertThat(rights("public")).isEqualTo(rights);
        assertThat(rights(AWAY)).noneMatch(right -> right.contains("library_reader"));
        assertThat(database.query("SELECT id, room FROM public.shelf ORDER BY 1"))
                .containsExactly("1|cellar", "2|roof");
        assertThat(database.query(
                        "SELECT relname FROM pg_class WHERE relnamespace = 'away'::regnamespace AND relkind = 'r'"))
                .containsExactlyInAnyOrder("library_Author", "library_book", "library_loan");
    }

    @Test
    void theCommitDoesNotWriteTheTablesIntoTheLogOnceACheckpointHasWrittenThem() {
        database.run(
                "INSERT INTO library_loan (book, reader) SELECT 'a', 'reader ' || number FROM generate_series(1, 3000) AS number");
        assertThat(prepared().carryOut(rows, false, NO_ENTRIES)).isEmpty();
        long before = database.number("SELECT pg_current_wal_insert_lsn() - '0/0'");

        session.commit();

        assertThat(database.number("SELECT pg_relation_size('library_loan')")).isGreaterThan(150_000);
        assertThat(database.number("SELECT pg_current_wal_insert_lsn() - '0/0'") - before)
                .isLessThan(100_000);
    }

    private List<String> rights(String schema) {
        return database.query(
                "SELECT n.nspowner::regrole, obj_description(n.oid, 'pg_namespace'), a.grantee::regrole, a.privilege_type,"
                        + " a.is_grantable FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) a WHERE n.nspname = '"
                        + schema
                        + "' ORDER BY 3, 4");
    }

    @Test
    void aSchemaThatHasAnythingElseStaysAndItsTablesMove() {
        database.run("CREATE FUNCTION public.one() RETURNS int LANGUAGE sql RETURN 1");
        String schema = database.value("SELECT 'public'::regnamespace::oid");
        Structure before = live();

        switchTables();

        assertThat(database.value("SELECT 'public'::regnamespace::oid")).isEqualTo(schema);
        assertThat(live().differences(before)).isEmpty();
        assertThat(database.number("SELECT public.one()")).isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM away.library_book")).isEqualTo(3);
        assertThatThrownBy(() -> database.run("INSERT INTO reminder VALUES (2, 99)"))
                .hasMessageContaining("reminded");
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('coming', 'away')"))
                .containsExactly("away");
    }

    /** Each of these is noticed, so that two structures that are called the same are the same. */
    @Test
    void aChangeOfTheDefinitionIsNoticed() {
        Structure before = Structure.of(session, Library.TABLES, "public");
        String stamp = Structure.stamp(session, Library.TABLES);
        for (String change : List.of(
                "COMMENT ON TABLE library_book IS NULL",
                "COMMENT ON COLUMN library_book.title IS 'other'",
                "COMMENT ON INDEX library_book_long IS 'other'",
                "COMMENT ON SEQUENCE numbers_of_authors IS 'other'",
                "ALTER TABLE library_book RENAME COLUMN later TO soon",
                "ALTER TABLE library_book ALTER COLUMN later SET DEFAULT 8",
                "ALTER TABLE library_book ALTER COLUMN title DROP NOT NULL",
                "ALTER TABLE library_book ALTER COLUMN title SET STATISTICS 51",
                "ALTER TABLE library_book ALTER COLUMN title SET STORAGE EXTENDED",
                "ALTER TABLE library_book ALTER COLUMN pages RESET (n_distinct)",
                "ALTER TABLE library_book SET (fillfactor = 50)",
                "ALTER TABLE library_book SET WITHOUT CLUSTER",
                "ALTER TABLE library_book ADD CHECK (pages < 10000)",
                "ALTER TABLE library_loan REPLICA IDENTITY DEFAULT",
                "ALTER TABLE library_loan OWNER TO CURRENT_USER",
                "ALTER TABLE library_loan ALTER COLUMN id SET INCREMENT 2",
                "ALTER TABLE library_loan ALTER COLUMN id SET GENERATED ALWAYS",
                "ALTER SEQUENCE numbers_of_authors CACHE 3",
                "DROP INDEX library_book_long",
                "CREATE INDEX another ON library_book (pages)",
                "GRANT INSERT ON library_book TO PUBLIC",
                "REVOKE INSERT (note) ON library_loan FROM library_reader",
                "GRANT SELECT ON SEQUENCE numbers_of_authors TO library_reader",
                "ALTER TABLE library_loan DISABLE TRIGGER ALL")) {
            session.run(change);

            assertThat(Structure.of(session, Library.TABLES, "public").differences(before))
                    .as(change)
                    .isNotEmpty();
            assertThat(Structure.stamp(session, Library.TABLES)).as(change).isNotEqualTo(stamp);
            session.rollback();
        }
        session.run("LOCK TABLE library_book; ANALYZE library_book");
        assertThat(Structure.stamp(session, Library.TABLES)).isEqualTo(stamp);
        session.rollback();
    }

    @Test
    void foreignKeysFromAndToOtherTablesHoldOnToWhatIsLive() {
        switchTables();

        assertThatThrownBy(() -> database.run("INSERT INTO reminder VALUES (2, 99)"))
                .hasMessageContaining("reminded");
        assertThatThrownBy(() -> database.run("UPDATE library_book SET shelf = 9"))
                .hasMessageContaining("library_book_shelf_fkey");
        assertThatThrownBy(() -> database.run("DELETE FROM library_loan WHERE id = 10"))
                .hasMessageContaining("reminded");
        database.run("UPDATE library_book SET shelf = NULL", "DELETE FROM shelf");
        database.run("DELETE FROM reminder", "DELETE FROM library_book WHERE isbn = 'a'");
        assertThat(database.query("SELECT id FROM library_loan")).containsExactly("11");
        assertThat(database.number("SELECT count(*) FROM away.library_loan")).isEqualTo(2);
    }

    /** Both have a megabyte of rows that refer to the other side. */
    private void longTablesInsideAndOutside() {
        database.run(
                "INSERT INTO reminder SELECT number, 10 FROM generate_series(2, 40000) AS number",
                "INSERT INTO library_book (isbn, author, shelf, title) SELECT number, 5, 1, number FROM"
                        + " generate_series(1, 20000) AS number");
    }

    @Test
    void nobodyWaitsUntilAllRowsOfLongTablesAreLookedThrough() throws SQLException {
        longTablesInsideAndOutside();
        List<UnvalidatedKey> told = new ArrayList<>();
        List<String> open = new ArrayList<>();
        TableSwitch.Entries entries = new TableSwitch.Entries() {
            @Override
            public void write() {}

            @Override
            public void writeUnvalidated(List<UnvalidatedKey> keys) {
                told.addAll(keys);
            }

            @Override
            public void writeMeanwhile(List<WrittenRows> written) {}

            @Override
            public void end() {}
        };
        assertThat(prepared().carryOut(rows, false, entries)).isEmpty();
        session.query(
                "SELECT conname FROM pg_constraint WHERE NOT convalidated", row -> open.add(row.getString("conname")));
        session.commit();

        assertThat(told)
                .containsExactlyInAnyOrder(
                        new UnvalidatedKey("public", "library_book", "library_book_shelf_fkey"),
                        new UnvalidatedKey("public", "reminder", "reminded"));
        assertThat(open).containsExactlyInAnyOrder("library_book_shelf_fkey", "reminded");
        assertThatThrownBy(() -> database.run("INSERT INTO reminder VALUES (1000000, 99)"))
                .hasMessageContaining("reminded");
        assertThatThrownBy(() -> database.run("UPDATE library_book SET shelf = 9 WHERE isbn = '7'"))
                .hasMessageContaining("library_book_shelf_fkey");
        assertThatThrownBy(() -> database.run("DELETE FROM library_loan WHERE id = 10"))
                .hasMessageContaining("reminded");
        assertThatThrownBy(() -> database.run("DELETE FROM shelf WHERE id = 1"))
                .hasMessageContaining("library_book_shelf_fkey");
    }

    @Test
    void aRowThatRefersToOneThatGoesIsFoundWheneverItIsWritten() {
        longTablesInsideAndOutside();
        for (boolean late : List.of(false, true)) {
            String insert = "INSERT INTO reminder VALUES (" + (late ? 1_000_001 : 1_000_000) + ", 11)";
            TableSwitch change = prepared();
            session.run("DELETE FROM coming.library_loan WHERE id = 11");
            if (!late) {
                database.run(insert);
            }

            assertThatThrownBy(() -> change.carryOut(rows, false, before(() -> database.run(late ? insert : "SELECT"))))
                    .hasMessageContaining("waybill_key_");

            session.rollback();
            database.run("DELETE FROM reminder WHERE loan = 11");
        }
    }

    @Test
    void aRowThatIsNeededAndDeletedIsFoundWheneverItIsDeleted() {
        longTablesInsideAndOutside();
        database.run("UPDATE library_book SET shelf = 1");
        for (boolean late : List.of(false, true)) {
            TableSwitch change = prepared();
            session.run("UPDATE coming.library_book SET shelf = 2 WHERE isbn = '7'; SET CONSTRAINTS ALL IMMEDIATE");
            if (!late) {
                database.run("DELETE FROM shelf WHERE id = 2");
            }

            assertThatThrownBy(() -> change.carryOut(
                            rows,
                            false,
                            before(() -> database.run(late ? "DELETE FROM shelf WHERE id = 2" : "SELECT"))))
                    .hasMessageContaining("library_book_shelf_fkey");

            session.rollback();
            database.run("INSERT INTO shelf VALUES (2, 'roof')");
        }
    }

    @Test
    void numbersGoOnAfterThoseOfTheRowsAndThoseThatWereDrawn() {
        database.run("DELETE FROM library_book WHERE isbn = 'c'", "DELETE FROM \"library_Author\" WHERE id = 7");
        database.run("INSERT INTO library_loan (id, book) VALUES (40, 'b')");

        switchTables();

        database.run(
                "INSERT INTO \"library_Author\" (\"Name\") VALUES ('Di')",
                "INSERT INTO library_loan (book, reader) VALUES ('a', 'z')");
        assertThat(database.number("SELECT max(id) FROM \"library_Author\"")).isGreaterThan(7);
        assertThat(database.number("SELECT max(id) FROM library_loan")).isEqualTo(41);
    }

    @Test
    void theTablesChangePlacesAgain() {
        Structure before = live();
        switchTables();
        database.run("INSERT INTO shelf VALUES (3, 'hall')");

        LiveRows rows = new LiveRows(session, Library.TABLES, "work", KEYS);
        rows.note();
        assertThat(new TableSwitch(session, Library.TABLES, AWAY, "second", "work").carryOut(rows, false, NO_ENTRIES))
                .isEmpty();
        session.commit();

        assertThat(live().differences(before)).isEmpty();
        assertThatThrownBy(() -> database.run("UPDATE library_book SET shelf = 9"))
                .hasMessageContaining("library_book_shelf_fkey");
        assertThatThrownBy(() -> database.run("DELETE FROM library_loan WHERE id = 10"))
                .hasMessageContaining("reminded");
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('coming', 'away', 'second')"))
                .containsExactly("second");
    }

    @Test
    void whatOthersWriteMeanwhileKeepsTheTablesWhereTheyAre() {
        TableSwitch change = prepared();
        database.run(
                "INSERT INTO library_loan (book, reader) VALUES ('c', 'new')",
                "UPDATE library_book SET pages = 5 WHERE isbn = 'a'",
                "DELETE FROM \"library_Author\" WHERE id = 7");

        List<WrittenRows> written = change.carryOut(rows, false, NO_ENTRIES);

        assertThat(written)
                .containsExactlyInAnyOrder(
                        new WrittenRows("library_loan", 1, 0, List.of("12")),
                        new WrittenRows("library_book", 1, 1, List.of("a")),
                        new WrittenRows("library_Author", 0, 1, List.of()));
        assertThat(written.get(1).sentence())
                .isEqualTo("Table library_book: 1 row was inserted or changed (a), 1 changed or deleted.");
        // No lock is left, and nothing has moved.
        database.run("SET lock_timeout = '1s'", "UPDATE library_book SET pages = 6 WHERE isbn = 'a'");
        session.commit();
        assertThat(database.number("SELECT pages FROM library_book WHERE isbn = 'a'"))
                .isEqualTo(6);
    }

    @Test
    void aTransactionThatHadBegunBeforeIsSeenWhenItEnds() throws SQLException {
        try (Connection other = target.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO shelf VALUES (7, 'begun')");
            statement.execute("SAVEPOINT part");
            statement.execute("UPDATE library_book SET pages = 11 WHERE isbn = 'b'");
            statement.execute("RELEASE SAVEPOINT part");
            database.run("INSERT INTO library_loan (book, reader) VALUES ('c', 'before')");
            TableSwitch change = prepared();
            statement.execute("SAVEPOINT part");
            statement.execute("UPDATE library_book SET pages = 12 WHERE isbn = 'c'");
            other.commit();

            assertThat(change.carryOut(rows, false, NO_ENTRIES))
                    .containsExactly(new WrittenRows("library_book", 2, 2, List.of("b", "c")));
        }
    }

    @Test
    void whatWasCommittedOrRolledBackOrOnlyLockedIsNotMistakenForAChange() throws SQLException {
        try (Connection other = target.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO shelf VALUES (7, 'begun')");
            database.run("UPDATE library_book SET pages = 3", "DELETE FROM library_loan WHERE id = 11");
            TableSwitch change = prepared();
            statement.execute("SELECT FROM library_book FOR UPDATE");
            statement.execute("INSERT INTO library_loan (book, reader) VALUES ('c', 'never')");
            other.rollback();
            database.run("VACUUM (FREEZE) library_book");

            assertThat(change.carryOut(rows, false, NO_ENTRIES)).isEmpty();
        }
    }

    @Test
    void rowsThatOthersWroteGoAlongWithTheOldTablesWhereThatIsAccepted() {
        TableSwitch change = prepared();
        database.run("INSERT INTO library_loan (book, reader) VALUES ('c', 'new')");

        assertThat(change.carryOut(rows, true, NO_ENTRIES)).hasSize(1);
        session.commit();

        assertThat(database.number("SELECT count(*) FROM library_loan")).isEqualTo(2);
        assertThat(database.number("SELECT count(*) FROM away.library_loan")).isEqualTo(3);
    }

    @Test
    void aDefinitionThatSomebodyChangesMeanwhileKeepsTheTablesWhereTheyAre() {
        TableSwitch change = prepared();
        database.run("CREATE INDEX another ON library_book (pages)");

        assertThatThrownBy(() -> change.carryOut(rows, false, NO_ENTRIES))
                .isInstanceOf(TargetRefusedException.class)
                .hasMessageContaining("library_book, index another");
    }

    @Test
    void whatSomebodyWritesBetweenTheLookAndTheLockIsFound() {
        TableSwitch change = prepared();

        assertThat(change.carryOut(
                        rows, false, before(() -> database.run("UPDATE library_book SET pages = 9 WHERE isbn = 'a'"))))
                .containsExactly(new WrittenRows("library_book", 1, 1, List.of("a")));
        database.run("SET lock_timeout = '1s'", "UPDATE library_book SET pages = 6 WHERE isbn = 'a'");
    }

    @Test
    void whatSomebodyDeletesBetweenTheLookAndTheLockIsFoundToo() {
        TableSwitch change = prepared();

        assertThat(change.carryOut(rows, false, before(() -> database.run("DELETE FROM library_loan WHERE id = 11"))))
                .containsExactly(new WrittenRows("library_loan", 0, 1, List.of()));
    }

    @Test
    void aDefinitionThatSomebodyChangesBetweenTheLookAndTheLockKeepsTheTablesWhereTheyAre() {
        TableSwitch change = prepared();

        assertThatThrownBy(() -> change.carryOut(
                        rows, false, before(() -> database.run("CREATE INDEX another ON library_book (pages)"))))
                .isInstanceOf(TargetRefusedException.class)
                .hasMessageContaining("library_book, index another");
    }

    @Test
    void aKeyToATableThatNobodyElseCanWriteToIsReadyBeforeAnybodyWaits() {
        Structure before = live();
        TableSwitch change = prepared();
        session.run("LOCK TABLE shelf IN SHARE ROW EXCLUSIVE MODE");
        List<Long> keys = new ArrayList<>();

        assertThat(change.carryOut(
                        rows,
                        false,
                        before(() -> keys.addAll(session.query(
                                "SELECT count(*) FROM pg_constraint WHERE conrelid = 'coming.library_book'::regclass"
                                        + " AND confrelid = 'shelf'::regclass AND convalidated",
                                row -> row.getLong(1))))))
                .isEmpty();
        session.commit();

        assertThat(keys).containsExactly(1L);
        assertThat(live().differences(before)).isEmpty();
        assertThatThrownBy(() -> database.run("UPDATE library_book SET shelf = 9"))
                .hasMessageContaining("library_book_shelf_fkey");
    }

    @Test
    void whileSomebodyReadsForLongNobodyElseWaits() throws Exception {
        TableSwitch change = prepared();
        CountDownLatch ready = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection reader = target.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM library_book");

            Future<List<WrittenRows>> switched =
                    thread.submit(() -> change.carryOut(rows, false, before(ready::countDown)));
            assertThat(ready.await(30, TimeUnit.SECONDS)).isTrue();
            await().during(Duration.ofSeconds(1)).until(() -> {
                database.run("SELECT FROM library_loan", "UPDATE shelf SET room = room");
                return database.number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0;
            });
            assertThat(switched.isDone()).isFalse();
            // The reader, too, may write, and is not aborted as a part of a deadlock.
            statement.execute("SET lock_timeout = '20s'");
            statement.execute("UPDATE library_book SET pages = 9 WHERE isbn = 'a'");
            reader.commit();

            assertThat(switched.get(30, TimeUnit.SECONDS))
                    .containsExactly(new WrittenRows("library_book", 1, 1, List.of("a")));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aNumberThatIsDrawnBeforeTheSwitchIsNotGivenAgain() {
        TableSwitch change = prepared();
        assertThat(change.carryOut(rows, false, before(() -> database.run("SELECT nextval('numbers_of_loans')"))))
                .isEmpty();
        session.commit();

        assertThat(database.number("SELECT nextval('numbers_of_loans')")).isEqualTo(13);
    }

    @Test
    void whatIsNotCommittedLeavesNoTrace() {
        Structure before = live();
        prepared().carryOut(rows, false, NO_ENTRIES);
        session.rollback();

        assertThat(live().differences(before)).isEmpty();
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('coming', 'away')"))
                .isEmpty();
    }

    @Test
    void eachThingThatWouldStayWithTheOldTablesIsNamed() {
        database.run("""
                CREATE VIEW titles AS SELECT title FROM library_book;
                CREATE FUNCTION first_book() RETURNS text LANGUAGE sql RETURN (SELECT min(isbn) FROM library_book);
                CREATE FUNCTION of_a(library_book) RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER watch AFTER INSERT ON library_loan FOR EACH ROW EXECUTE FUNCTION nothing();
                CREATE PUBLICATION news FOR TABLE library_loan;
                CREATE STATISTICS pairs ON author, title FROM library_book;
                CREATE TABLE other (id int DEFAULT nextval('numbers_of_authors'));
                CREATE POLICY all_of_it ON "library_Author" USING (true);
                ALTER TABLE "library_Author" ENABLE ROW LEVEL SECURITY;
                """);

        assertThat(obstacles())
                .containsExactlyInAnyOrder(
                        "table public.\"library_Author\" has row security",
                        "default value for column id of table public.other depends on table public.\"library_Author\"",
                        "function public.first_book() depends on table public.library_book",
                        "function public.of_a(public.library_book) depends on table public.library_book",
                        "policy all_of_it on table public.\"library_Author\" depends on table public.\"library_Author\"",
                        "publication of table public.library_loan in publication news depends on table public.library_loan",
                        "statistics object public.pairs depends on table public.library_book",
                        "trigger watch on table public.library_loan depends on table public.library_loan",
                        "view public.titles depends on table public.library_book");
    }

    @Test
    void nothingIsInTheWayOfTablesThatOnlyHaveWhatIsCopied() {
        assertThat(obstacles()).isEmpty();
    }

    @Test
    void eachRightThatIsMissingIsNamed() {
        database.run("CREATE ROLE weak LOGIN", "GRANT pg_read_all_data TO weak");
        try (Target weak = Target.open("weak", new TargetSettings(database.url(), "weak", ""));
                DeliverySession poor = new DeliverySession(weak)) {
            assertThat(new Obstacles(poor).of(live(Library.TABLES)))
                    .contains(
                            "user weak does not own table public.library_book",
                            "user weak does not own table public.reminder, which is connected with the tables by a foreign key",
                            "user weak may not create schemas in database " + database.name(),
                            "user weak may not create tables in schema public");
        } finally {
            database.disconnect();
            database.run("DROP OWNED BY weak", "DROP ROLE weak");
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** What is done once everything is ready, before anybody waits. */
    private static TableSwitch.Entries before(Work work) {
        return new TableSwitch.Entries() {
            @Override
            public void write() throws SQLException {
                work.run();
            }

            @Override
            public void writeUnvalidated(List<UnvalidatedKey> keys) {}

            @Override
            public void writeMeanwhile(List<WrittenRows> written) {}

            @Override
            public void end() {}
        };
    }

    private LiveRows rows;

    /** Copies that hold what the live tables hold, ready to take their place. */
    private TableSwitch prepared() {
        rows = new LiveRows(session, Library.TABLES, "work", KEYS);
        rows.note();
        TableCopies copies = new TableCopies(session, Library.TABLES, COMING);
        copies.create();
        session.run(Library.filling(COMING));
        copies.complete();
        return new TableSwitch(session, Library.TABLES, COMING, AWAY, "work");
    }

    private void switchTables() {
        assertThat(prepared().carryOut(rows, false, NO_ENTRIES)).isEmpty();
        session.run("DROP TABLE work.waybill_seen");
        session.commit();
    }

    private Structure live() {
        try (DeliverySession other = new DeliverySession(target)) {
            Structure structure = Structure.of(other, Library.TABLES, "public");
            other.rollback();
            return structure;
        }
    }

    private List<String> obstacles() {
        return new Obstacles(session).of(live(Library.TABLES));
    }

    private static List<TableName> live(TableSet tables) {
        return tables.names().stream()
                .map(name -> new TableName(tables.schema(), name))
                .toList();
    }
}
