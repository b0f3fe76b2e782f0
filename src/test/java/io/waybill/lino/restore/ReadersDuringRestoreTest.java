package io.waybill.lino.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A site that is used while its tables are replaced. */
@ExtendWith(TestPostgres.class)
class ReadersDuringRestoreTest {
    private static final SampleSite SITE = SampleSite.ofPartners(1_500);
    private static final String READ =
            "SELECT (SELECT count(*) FROM contacts_partner), (SELECT count(*) FROM notes_note),"
                    + " (SELECT count(*) FROM notes_note WHERE subject = 'changed')";

    @TempDir
    private Path folder;

    @Test
    void eachReaderSeesTheSiteAsItWasOrAsItIsAndNobodyFails(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        try (TestWaybill waybill = TestWaybill.startOnly("lino", folder, database)) {
            assertThat(restored(waybill, "").state()).isEqualTo(State.DELIVERED);
            database.run("UPDATE notes_note SET subject = 'changed' WHERE id <= 50");
            String before =
                    row(SITE.counts().get("contacts_partner"), SITE.counts().get("notes_note"), 50);
            String after =
                    row(SITE.counts().get("contacts_partner"), SITE.counts().get("notes_note"), 0);
            database.run("CREATE TABLE sessions (id int)");

            ExecutorService threads = Executors.newCachedThreadPool();
            try (Reading reading = new Reading(database)) {
                Future<List<String>> seen = threads.submit(reading::see);
                Future<Integer> written = threads.submit(reading::write);
                await().until(() -> reading.reads.get() > 0);

                LedgerEntry page = restored(waybill, "snapshot/");

                int reads = reading.reads.get();
                await().until(() -> reading.reads.get() > reads + 1);
                reading.enough.set(true);
                assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
                assertThat(page.results().notices().stream().map(Notice::rule)).contains("tables-replaced");
                assertThat(seen.get()).containsExactly(before, after);
                assertThat(written.get())
                        .as("rows written elsewhere in the database")
                        .isPositive();
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void aRestoreThatWaitsForAReaderBeforeTheSwitchCanBeCancelled(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        try (TestWaybill waybill = TestWaybill.startOnly("lino", folder, database);
                Connection reader = database.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            assertThat(restored(waybill, "").state()).isEqualTo(State.DELIVERED);
            database.run("UPDATE notes_note SET subject = 'changed' WHERE id <= 50");
            reader.setAutoCommit(false);
            statement.execute(READ);
            String token = waybill.put("lino/restore", zip("snapshot/"), false, Map.of("source.use-tz", "true"));
            await().until(() -> database.number(
                            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND query LIKE '%SELECT DISTINCT virtualtransaction%' AND pid <> pg_backend_pid()")
                    > 0);
            long number = database.number("SELECT number FROM waybill.waybills WHERE token = '" + token + "'");

            waybill.requests().cancel(number, "ann", "the wrong night");

            LedgerEntry page = waybill.ended(token);
            assertThat(page.state()).isEqualTo(State.REFUSED);
            assertThat(page.message()).isEqualTo("Cancelled by ann: the wrong night. Nothing was changed.");
            assertThat(database.number("SELECT count(*) FROM notes_note WHERE subject = 'changed'"))
                    .isEqualTo(50);
        }
    }

    private static String row(long partners, long notes, long changed) {
        return partners + " " + notes + " " + changed;
    }

    private LedgerEntry restored(TestWaybill waybill, String prefix) throws IOException {
        return waybill.drop("lino/restore", zip(prefix), false, Map.of("source.use-tz", "true"));
    }

    private Path zip(String prefix) throws IOException {
        Path zip = folder.resolve("site.zip");
        Files.deleteIfExists(zip);
        SITE.writeZip(zip, prefix);
        return zip;
    }

    /** What one application does all the time, as fast as it can: reads the site, and writes to a table that no dump has. */
    private static final class Reading implements AutoCloseable {
        private final TestDatabase database;
        private final AtomicBoolean enough = new AtomicBoolean();
        private final AtomicInteger reads = new AtomicInteger();

        private Reading(TestDatabase database) {
            this.database = database;
        }

        /** What was read, each once, in this order. */
        private List<String> see() throws SQLException {
            List<String> seen = new ArrayList<>();
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                while (!enough.get()) {
                    try (ResultSet row = statement.executeQuery(READ)) {
                        row.next();
                        String now = row(row.getLong(1), row.getLong(2), row.getLong(3));
                        if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(now)) {
                            seen.add(now);
                        }
                    }
                    reads.incrementAndGet();
                }
            }
            return seen;
        }

        private int write() throws SQLException {
            int rows = 0;
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                while (!enough.get()) {
                    rows += statement.executeUpdate("INSERT INTO sessions VALUES (1)");
                }
            }
            return rows;
        }

        @Override
        public void close() {
            enough.set(true);
        }
    }
}
