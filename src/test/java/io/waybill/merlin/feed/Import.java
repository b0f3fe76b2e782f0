package io.waybill.merlin.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.Plan;
import io.waybill.folder.IgnoredNames;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Headers;
import io.waybill.reject.OriginalRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Delivers files of a test into a real database, as a batch, and tells what became of them. */
final class Import {
    static final MerlinConfig CONFIG = MerlinConfig.load(Path.of("config"));
    private static final Instant CLAIMED = Instant.parse("2026-03-21T08:00:00Z");
    private static final Headers HEADERS = new Headers(CONFIG);

    private final TestDatabase database;
    private final Path folder;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private long waybill;

    /** What a batch did: faults as {@code number field rule: found}, what was expected and advised instead, relations kept, roles that change hands or are left, how many dated
     * rows are earlier or idle, how many departments of things and users follow, the plan by table. */
    record Result(
            List<String> faults,
            List<String> expected,
            List<String> advice,
            List<String> kept,
            List<String> handovers,
            List<String> left,
            List<String> dates,
            String followed,
            Plan plan) {
        /** Tables that change, with rows inserted and updated. */
        List<String> changes() {
            return plan.tables().stream()
                    .filter(table -> !table.isEmpty())
                    .map(table -> table.table() + " +" + table.inserted() + " ~" + table.updated())
                    .toList();
        }
    }

    Import(TestDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /** One that goes on where this one is, in a copy of its database. */
    Import copy(TestDatabase database, Path folder) {
        return new Import(database, folder);
    }

    Import file(String name, String... lines) {
        files.put(name, (String.join("\n", lines) + "\n").getBytes(UTF_8));
        return this;
    }

    Import file(Path file) {
        try {
            files.put(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Import option(String name) {
        options.put(name, "true");
        return this;
    }

    /** Delivers what was named, and forgets it. */
    Result deliver() {
        try (Target target = Target.open("merlin", database.settings())) {
            return deliver(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } finally {
            files.clear();
            options.clear();
        }
    }

    private Result deliver(Target target) throws IOException, SQLException {
        if (database.number("SELECT count(to_regclass('waybill.said_cells'))") == 0) {
            target.migrate();
        }
        waybill = database.number("SELECT nextval('waybill.waybill_number')");
        database.run(
                "INSERT INTO waybill.waybills (number, system, feed, state, preview, file_name, file_size, file_sha256, configuration,"
                        + " options, token, waybill_version, claimed_by, claimed_at) VALUES (" + waybill
                        + ", 'merlin', 'merlin', 'delivered', false, 'batch.zip', 1, repeat('0', 64), '', '{}', '', '', '', now())");
        Path zip = folder.resolve("batch-" + waybill + ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        MerlinOptions read = MerlinOptions.of(zip.getFileName().toString(), options, CONFIG);
        Batch batch =
                Batch.open(zip, zip.getFileName().toString(), null, folder, new IgnoredNames(List.of()), read, HEADERS);
        try (Delivery delivery =
                new Delivery(target, waybill, "batch", CONFIG.delivery().tables(batch.feeds(), CLAIMED))) {
            delivery.openStage();
            delivery.endStaging();
            RecognisedBatch recognised = new RecognisedBatch(
                    CONFIG, read, batch, RowDecisions.NONE, new OriginalRows(target.dataSource(), "merlin"));
            try (BatchDelivery load = new BatchDelivery(recognised, delivery, "drop")) {
                load.open(target.dataSource());
                try (BatchRows rows = recognised.rows()) {
                    while (rows.hasNext()) {
                        load.readRows(rows.next());
                    }
                }
                load.endReading();
                delivery.begin();
                load.loadNames(waybill, CONFIG.at(CLAIMED), "secret");
                load.identify();
                load.findReferences();
                load.stageOrganisation();
                load.stageHistory();
                load.stageAccess();
                List<String> handovers = load.handovers().stream()
                        .map(each -> each.role() + " of " + each.place() + ": " + each.former() + " → " + each.holder())
                        .toList();
                List<String> faults = strings(
                        load.sql(),
                        "SELECT number || ' ' || field || ' ' || rule || coalesce(': ' || found, '') FROM %s ORDER BY number, field, rule",
                        "row_fault");
                List<String> expected =
                        strings(load.sql(), "SELECT expected FROM %s ORDER BY number, field, rule", "row_fault");
                List<String> advice = strings(
                        load.sql(), "SELECT DISTINCT advice FROM %s WHERE advice IS NOT NULL ORDER BY 1", "row_fault");
                List<String> kept = strings(
                        load.sql(),
                        "SELECT number || ' ' || field || ': ' || has || ', not ' || wanted FROM %s ORDER BY 1",
                        "kept");
                List<String> dates = load.dated()
                        ? load.sql()
                                .query(
                                        load.sql().template("count-dates.sql"),
                                        row -> row.getLong("earlier") + "|" + row.getLong("idle"))
                        : List.of();
                delivery.check();
                delivery.faults().throwIfAny();
                Plan plan = delivery.plan();
                delivery.apply(plan);
                delivery.commit();
                List<String> left = load.left().stream()
                        .map(each -> each.role() + " of " + each.place() + ": " + each.holder()
                                + (each.active() ? " has left it" : " is not active"))
                        .toList();
                return new Result(
                        faults,
                        expected,
                        advice,
                        kept,
                        handovers,
                        left,
                        dates,
                        load.followed().things() + "|" + load.followed().users(),
                        plan);
            }
        }
    }

    private static List<String> strings(MerlinSql sql, String query, String table) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = sql.connection().createStatement();
                ResultSet row = statement.executeQuery(query.formatted(sql.work(table)))) {
            while (row.next()) {
                all.add(row.getString(1));
            }
        }
        return all;
    }
}
