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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An invented site: restored, damaged, repaired by a plan, and taken back. */
public final class LinoDemo implements Demo {
    private static final int ROWS = 20_000;
    private static final FeedName RESTORE = new FeedName("lino", "restore");
    private static final FeedName REPAIR = new FeedName("lino", "repair");
    private static final DropOptions IN_UTC =
            new DropOptions(false, false, "", "", Map.of(RestoreOptions.USE_TZ, "true"));
    private static final String DAMAGE =
            "DELETE FROM debts_entry WHERE budget_id IN (SELECT id FROM debts_budget WHERE id % 10 = 1)";

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
                "Shows the restoring and the repair of an invented Lino site.",
                "Its dump is previewed and restored; then entries of some budgets are deleted, and a plan restores exactly these.");
    }

    @Override
    public int run(Demonstration demo) throws IOException, InterruptedException {
        SampleSite site = SampleSite.ofRows(demo.objects().orElse(ROWS));
        Path samples = demo.data().spool("samples");
        Path dump = samples.resolve("advice.zip");
        demo.step("1. The dump of an invented site with " + site.rows() + " rows");
        site.writeZip(dump, "");
        demo.print(dump.toString());

        demo.step("2. A preview: what restoring it would do");
        demo.drop(RESTORE, dump, new DropOptions(true, false, "", "", IN_UTC.others()));

        demo.step(
                "3. The dump is restored: the tables are built beside the live ones, which they replace in one short moment");
        LedgerEntry restored = demo.drop(RESTORE, dump, IN_UTC);

        demo.step("4. Somebody deletes the entries of each tenth budget");
        demo.print(damage(demo) + " rows of debts_entry are gone.");

        demo.step("5. A plan, dropped together with the dump, restores what is missing and touches nothing else");
        LedgerEntry repaired = demo.drop(REPAIR, together(samples, dump), IN_UTC);

        demo.step("6. The repair is taken back");
        demo.undo(repaired);
        demo.print("All of it is in " + demo.data().root() + ": inbox, archive, error, outbox.");
        return restored.exitStatus() == LedgerEntry.FAILED || repaired.exitStatus() == LedgerEntry.FAILED
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
