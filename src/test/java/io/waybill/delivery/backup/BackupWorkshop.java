package io.waybill.delivery.backup;

import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.database.TestDatabase;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.Plan;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.ledger.Ledger;
import io.waybill.model.CrashPoints;
import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Backups of a test's database, as a test writes them down: tables, then one call. */
final class BackupWorkshop implements AutoCloseable {
    static final FeedName FEED = new FeedName("sample", "items");
    private static final String NO_SHA = "0".repeat(64);

    private final TargetSettings settings;
    final Target target;
    final Path folder;
    final BackupConfig config;
    final BackupFolders folders;
    final BackupLedger ledger;
    Clock clock = Clock.systemUTC();
    private final List<TableSpec> specs = new ArrayList<>();

    BackupWorkshop(TestDatabase database, Path folder) {
        this(database, new BackupConfig(folder, 20, Duration.ofDays(30)));
    }

    BackupWorkshop(TestDatabase database, BackupConfig config) {
        this(database.settings(), config);
        target.migrate();
    }

    private BackupWorkshop(TargetSettings settings, BackupConfig config) {
        this.settings = settings;
        this.target = Target.open("sample", settings);
        this.config = config;
        this.folder = config.folder();
        folders = new BackupFolders(folder);
        ledger = new BackupLedger(target.dataSource(), clock);
    }

    /** The same as another user of the database. */
    BackupWorkshop as(String user) {
        BackupWorkshop other = new BackupWorkshop(new TargetSettings(settings.url(), user, ""), config);
        other.specs.addAll(specs);
        return other;
    }

    /** A table of the feed, with the columns that its drops have: {@code column} or {@code column=field}. */
    BackupWorkshop table(String table, String... columns) {
        specs.add(new TableSpec(
                table,
                "app." + table,
                Policy.UPSERT,
                Arrays.stream(columns)
                        .map(column -> column.split("="))
                        .map(parts -> new ColumnSpec(parts[0], parts[parts.length - 1]))
                        .toList(),
                Map.of()));
        return this;
    }

    /** A waybill that has begun. */
    Drop claimed() {
        Ledger waybills = new Ledger(target.dataSource(), clock);
        Drop drop = new Drop(
                waybills.nextNumber(),
                WaybillKind.DROP,
                FEED,
                Path.of("drop.csv"),
                "drop.csv",
                0,
                NO_SHA,
                DropOptions.NONE,
                clock.instant());
        waybills.claim(drop, "", "tester", "test");
        return drop;
    }

    void end(Drop drop, State state) {
        new Ledger(target.dataSource(), clock).finish(drop.number(), state, "");
    }

    Backups backups() {
        return new Backups(config, target, clock, "test", new CrashPoints(""));
    }

    /** A backup of the tables as they are now, of a waybill that is delivered without changing anything. */
    Manifest backup() throws SQLException {
        Drop drop = claimed();
        Manifest manifest = backup(drop);
        end(drop, State.DELIVERED);
        return manifest;
    }

    /** Takes a backup within a delivery that is committed. */
    Manifest backup(Drop drop) throws SQLException {
        try (Delivery delivery = begun(drop)) {
            Manifest manifest = backups().write(drop, delivery, specs);
            delivery.apply(delivery.plan());
            delivery.commit();
            return manifest;
        }
    }

    Delivery begun(Drop drop) {
        Delivery delivery = new Delivery(target, drop.number(), drop.fileName(), specs);
        delivery.openStage();
        delivery.endStaging();
        delivery.begin();
        delivery.check();
        return delivery;
    }

    List<TableSpec> specs() {
        return specs;
    }

    /** What is wrong with a backup; nothing when it is sound. */
    List<String> complaints(String id) throws SQLException {
        return new BackupStore(config).inspect(id, target).complaints();
    }

    /** Brings a backup back. */
    Plan restore(Manifest manifest) throws IOException, SQLException {
        Path place = folders.of(BackupId.parse(manifest.id()));
        try (BackupReading restore = new BackupReading(manifest, place, bytes -> {});
                Delivery delivery = new Delivery(target, 1_000_000, manifest.id(), restore.specs())) {
            delivery.openStage();
            while (restore.hasNext()) {
                restore.stage(restore.next(), delivery);
            }
            delivery.endStaging();
            delivery.begin();
            delivery.check();
            delivery.faults().throwIfAny();
            Plan plan = delivery.plan();
            delivery.apply(plan);
            restore.advanceSequences(delivery);
            delivery.commit();
            return plan;
        }
    }

    @Override
    public void close() {
        target.close();
    }
}
