package io.waybill.lino.demo;

import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.config.RestoreOptions;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.system.demo.Demo;
import io.waybill.system.demo.Demonstration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An invented site: restored out of the dump of an older version, damaged, repaired by a plan, and taken back. */
public final class LinoDemo implements Demo {
    private static final int ROWS = 20_000;
    private static final FeedName RESTORE = new FeedName("lino", "restore");
    private static final FeedName REPAIR = new FeedName("lino", "repair");
    private static final DropOptions IN_UTC =
            new DropOptions(false, false, "", "", Map.of(RestoreOptions.USE_TZ, "true"));
    private static final String DAMAGE =
            "DELETE FROM debts_entry WHERE budget_id IN (SELECT id FROM debts_budget WHERE id % 10 = 1)";

    /** What the state of a client is called now → what it was called before. */
    static final Map<String, String> STATES_BEFORE = Map.of("30", "active", "05", "left");

    private static final String STEP = """
            application: advice
            from: %s
            to: %s
            rules:
              # Amounts are negative on the other side of the account.
              - change-table:
                  table: debts_entry
                  set: {amount: "dc ? -amount : amount"}
                  drop: [dc]

              # States have numbers.
              - change-table:
                  table: clients_client
                  map: {client_state: {values: {active: "30", left: "05"}}}
            """.formatted(SampleSite.VERSION_BEFORE, SampleSite.VERSION);

    private static final String PLAN = """
            kind: lino-repair
            title: Entries of budgets that have none any more
            dumps: {old: advice.zip}
            passes:
              - table: debts_entry
                select: {column: budget_id, in-target: {table: debts_budget, without: debts_entry.budget_id}}
            """;

    @Override
    public List<String> description() {
        return List.of(
                "Shows the migration, the restoring and the repair of an invented Lino site.",
                "A dump of its version before is restored and migrated; its present dump brings nothing more. Then entries of some budgets are"
                        + " deleted, and a plan restores exactly these.");
    }

    @Override
    public void configure(Path config) throws IOException {
        Files.writeString(
                config.resolve("lino.yaml"),
                "\napplication: advice\nversion: " + SampleSite.VERSION + "\n",
                StandardOpenOption.APPEND);
        Files.writeString(config.resolve("lino/migrations/advice.yaml"), STEP);
    }

    @Override
    public int run(Demonstration demo) throws IOException, InterruptedException {
        SampleSite site = SampleSite.ofRows(demo.objects().orElse(ROWS));
        Path samples = demo.data().spool("samples");
        Path before = samples.resolve("advice-" + SampleSite.VERSION_BEFORE + ".zip");
        Path dump = samples.resolve("advice.zip");
        demo.step("1. Two dumps of an invented site with " + site.rows() + " rows: of version "
                + SampleSite.VERSION_BEFORE + ", and of its present version " + SampleSite.VERSION);
        site.ofVersionBefore().writeZip(before, "");
        site.writeZip(dump, "");
        demo.print(before.toString());
        demo.print(dump.toString());
        demo.print("How the one becomes the other is said in "
                + demo.data().root().resolve("config/lino/migrations/advice.yaml") + ":");
        demo.print(STEP);

        demo.step("2. A preview: what restoring the older dump would do");
        demo.drop(RESTORE, before, new DropOptions(true, false, "", "", IN_UTC.others()));

        demo.step(
                "3. The older dump is restored and migrated: the tables are built beside the live ones, which they replace in one short"
                        + " moment");
        LedgerEntry restored = demo.drop(RESTORE, before, IN_UTC);

        demo.step("4. The present dump is restored: the site has all of its rows already");
        LedgerEntry again = demo.drop(RESTORE, dump, IN_UTC);

        demo.step("5. Somebody deletes the entries of each tenth budget");
        demo.print(damage(demo) + " rows of debts_entry are gone.");

        demo.step(
                "6. A plan, dropped together with the present dump, restores what is missing and touches nothing else");
        LedgerEntry repaired = demo.drop(REPAIR, together(samples, dump), IN_UTC);

        demo.step("7. The repair is taken back");
        demo.undo(repaired);
        demo.print("All of it is in " + demo.data().root() + ": inbox, archive, error, outbox.");
        return Stream.of(restored, again, repaired).anyMatch(entry -> entry.exitStatus() == LedgerEntry.FAILED)
                ? LedgerEntry.FAILED
                : LedgerEntry.ALL_DELIVERED;
    }

    private static int damage(Demonstration demo) {
        try (Connection connection = demo.target().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(DAMAGE);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The plan and its dump in one zip. */
    private static Path together(Path folder, Path dump) throws IOException {
        Path file = folder.resolve("repair.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("repair.yaml"));
            zip.write(PLAN.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry(dump.getFileName().toString()));
            Files.copy(dump, zip);
            zip.closeEntry();
        }
        return file;
    }
}
