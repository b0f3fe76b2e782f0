package io.waybill.bench;

import io.waybill.bench.Clients.Longest;
import io.waybill.boot.Application;
import io.waybill.database.EmbeddedDatabase;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Requests;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Dumps of an invented Lino site dropped into a running Waybill on a durable embedded PostgreSQL: into the empty site and beside a full one,
 * against COPY of the same rows; how long readers and a writer of the full site wait meanwhile; and a repair of some rows out of it.
 */
final class LinoRestoreBench implements AutoCloseable {
    private static final String OPTIONS = "source.use-tz=true\n";
    private static final long IDLE_SECONDS = 2;
    private static final int LOST = 50;
    private static final int PARTNERS = 1_000;
    private static final long LOOK_NANOS = 2_000_000;

    private final Path folder;
    private final Application application;
    private final EmbeddedDatabase database;
    private final TimedDrops shadow;
    private final TimedDrops inPlace;
    private final TimedDrops repair;
    private final List<TableSpec> tables;
    private final PlainCopy copy;

    private LinoRestoreBench(Path folder) throws IOException, SQLException {
        this.folder = Files.createDirectories(folder);
        System.setProperty("waybill.data", folder.resolve("data").toString());
        Settings settings = Settings.read().withoutHttp();
        DataFolder data = new DataFolder(settings.data());
        data.make();
        // Attached first, so that it is there for the others, too.
        database = EmbeddedDatabase.open(settings.data());
        application =
                Application.start(settings, DataFolderLock.take(data, "bench").orElseThrow());
        FeedName feed = new FeedName("lino", "restore");
        shadow = new TimedDrops(application, data, feed, OPTIONS);
        inPlace = new TimedDrops(application, data, feed, OPTIONS + "way=in-place\n");
        repair = new TimedDrops(application, data, new FeedName("lino", "repair"), OPTIONS);
        tables = new ArrayList<>();
        copy = PlainCopy.into(database, tables, Files.createDirectories(folder.resolve("csv")));
    }

    static void run(Path folder, List<Integer> sizes, int rounds, Results results) throws Exception {
        try (LinoRestoreBench bench = new LinoRestoreBench(folder.resolve("lino-restore"))) {
            for (int size : sizes) {
                bench.size(size, rounds, results);
            }
        }
    }

    /** A dump whose largest table is one file of so many rows, into the empty site: its memory is not to grow with the file. */
    static void onePart(Path folder, int rows, Results results) throws Exception {
        try (LinoRestoreBench bench = new LinoRestoreBench(folder.resolve("lino-part"))) {
            bench.onePart(rows, results);
        }
    }

    private void onePart(int rows, Results results) throws Exception {
        SampleSite site =
                SampleSite.ofPartners(PARTNERS).withNotes(rows / PARTNERS).inParts(2 * rows);
        Path dump = folder.resolve("one-part.zip");
        site.writeZip(dump, "");
        empty();
        PeakHeap heap = new PeakHeap();
        Times times = new Times();
        times.add(shadow.drop("one part", dump, true, State.DELIVERED).nanos());
        shadow.printSteps();
        results.add(
                String.format(
                        Locale.ROOT, "a dump with one part of %,d rows into the empty site, until archived", rows),
                Results.milliseconds(times),
                heap.sentence());
    }

    private void size(int size, int rounds, Results results) throws Exception {
        SampleSite site = SampleSite.ofRows(size);
        Path dump = folder.resolve("site-" + size + ".zip");
        site.writeZip(dump, "");
        String rows = String.format(Locale.ROOT, "%,d rows", site.rows());
        Times copied = new Times();
        Times first = new Times();
        Times replaced = new Times();
        Times changed = new Times();
        for (int round = 0; round < rounds; round++) {
            empty();
            first.add(shadow.drop("into the empty site", dump, true, State.DELIVERED)
                    .nanos());
            columns(site);
            copy.export();
            change();
            replaced.add(shadow.drop("beside the full site", dump, true, State.DELIVERED)
                    .nanos());
            change();
            changed.add(inPlace.drop("in place", dump, true, State.DELIVERED).nanos());
            dropOld();
            empty();
            copied.measure(copy::intoTables);
            shadow.tidy();
        }
        results.add(copy.name() + " of " + rows + " into the indexed tables, foreign keys in place", copied);
        results.add("a dump of " + rows + " into the empty site, until archived", first, copy.name(), copied);
        results.add("the same dump after 50 changes of the site, the tables replaced", replaced, copy.name(), copied);
        results.add("the same, rows changed in place", changed, copy.name(), copied);
        change();
        long kept = waits(dump, rows, results);
        repair(kept, rounds, rows, results);
        shadow.printSteps();
        inPlace.printSteps();
        repair.printSteps();
        shadow.forget();
        inPlace.forget();
        repair.forget();
    }

    /** Rows that were deleted come back out of the whole dump, which is read twice. */
    private void repair(long dump, int rounds, String rows, Results results) throws Exception {
        Path plan = folder.resolve("lost-notes.yaml");
        Files.writeString(
                plan,
                "kind: lino-repair\ndumps: {old: " + dump
                        + "}\npasses:\n  - {table: notes_note, select: {keys-between: [1, " + LOST + "]}}\n");
        Times repaired = new Times();
        for (int round = 0; round < rounds; round++) {
            run("DELETE FROM notes_note WHERE id <= " + LOST);
            TimedDrops.Carried carried = repair.drop("repair", plan, true, State.DELIVERED);
            if (carried.changed() != LOST) {
                throw new IllegalStateException("restored " + carried.changed() + " rows");
            }
            repaired.add(carried.nanos());
        }
        results.add("a repair of " + LOST + " rows out of the dump of " + rows + ", until archived", repaired);
    }

    /**
     * The writer makes a waybill wait for approval; then it is carried out whatever is written.
     *
     * @return its number
     */
    private long waits(Path dump, String rows, Results results) throws Exception {
        run("VACUUM (ANALYZE)");
        Longest idle;
        try (Clients clients = clients()) {
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            idle = clients.longest();
        }
        Longest longest;
        Longest locked;
        long number;
        try (Clients clients = clients();
                LockWaits locks = new LockWaits(database)) {
            LedgerEntry held =
                    shadow.drop("while others write", dump, true, State.HELD).page();
            number = held.number();
            approve(held);
            longest = clients.longest();
            locked = locks.longest();
        }
        results.add(
                "longest wait of a SELECT and of an UPDATE of one row, every 10 ms, while tables of " + rows
                        + " are replaced",
                millis(longest.reader()) + ", " + millis(longest.writer()),
                millis(idle.reader()) + ", " + millis(idle.writer()) + " without a delivery");
        results.add(
                "of these, behind a lock, as the server sees it every 5 ms",
                millis(locked.reader()) + ", " + millis(locked.writer()),
                "");
        dropOld();
        return number;
    }

    private Clients clients() {
        return new Clients(
                database,
                tables.stream()
                        .filter(table -> table.columns().contains(new ColumnSpec("id", "id")))
                        .toList(),
                "notes_note",
                "date");
    }

    private void approve(LedgerEntry held) throws Exception {
        new Requests(new Ledger(application.target().dataSource(), Clock.systemUTC()), application.ledger(), "bench")
                .decide(held.number(), true, "bench", "", held.plan().fingerprint());
        while (!application.ledger().show(held.number()).orElseThrow().state().terminal()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        LedgerEntry page = application.ledger().show(held.number()).orElseThrow();
        if (page.state() != State.DELIVERED) {
            throw new IllegalStateException("Waybill " + page.number() + " is " + page.state() + ": " + page.message());
        }
    }

    private static String millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
    }

    private void empty() throws SQLException {
        run(
                "TRUNCATE django_content_type, django_site, countries_country, teams_team, contacts_roletype, contacts_partner"
                        + " RESTART IDENTITY CASCADE");
        copy.checkpoint();
    }

    private void change() throws SQLException {
        run("UPDATE notes_note SET subject = 'changed' WHERE id <= 50");
    }

    private void dropOld() throws SQLException {
        try (Statement statement = copy.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT 'DROP SCHEMA ' || nspname || ' CASCADE' FROM pg_namespace WHERE nspname LIKE 'waybill_old_%'")) {
            List<String> drops = new ArrayList<>();
            while (row.next()) {
                drops.add(row.getString(1));
            }
            for (String drop : drops) {
                run(drop);
            }
        }
    }

    /** The site's tables with their columns, as COPY takes them. */
    private void columns(SampleSite site) throws SQLException {
        tables.clear();
        List<String> names = new ArrayList<>(site.counts().keySet());
        names.add(0, "django_content_type");
        for (String name : names) {
            try (Statement statement = copy.connection().createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute" + " WHERE attrelid = '"
                                    + name + "'::regclass AND attnum > 0 AND NOT attisdropped")) {
                row.next();
                tables.add(new TableSpec(
                        name,
                        name,
                        Policy.MIRROR,
                        Arrays.stream((String[]) row.getArray(1).getArray())
                                .map(column -> new ColumnSpec(column, column))
                                .toList(),
                        Map.of()));
            }
        }
    }

    private void run(String sql) throws SQLException {
        copy.run(sql);
    }

    @Override
    public void close() throws SQLException {
        application.close();
        copy.close();
        database.close();
    }
}
