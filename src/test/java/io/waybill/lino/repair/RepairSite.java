package io.waybill.lino.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The invented site in a test's database, a dump of it, and ways to lose some of it. */
public final class RepairSite {
    /** Children before parents. */
    public static final List<String> TABLES = List.of(
            "uploads_upload",
            "notes_note",
            "debts_entry",
            "debts_actor",
            "debts_budget",
            "users_user",
            "contacts_role",
            "clients_client",
            "teams_team",
            "contacts_person",
            "contacts_company",
            "contacts_partner",
            "contacts_roletype",
            "countries_place",
            "countries_country",
            "django_site");

    private final SampleSite site;
    private final TestDatabase database;
    private final TestWaybill waybill;
    private final Path folder;

    public RepairSite(SampleSite site, TestDatabase database, TestWaybill waybill, Path folder) {
        this.site = site;
        this.database = database;
        this.waybill = waybill;
        this.folder = folder;
    }

    /** A change: the site's times are in UTC. */
    public static void inUtc(Path home) {
        Path mapping = home.resolve("config/lino.yaml");
        try {
            Files.writeString(
                    mapping, Files.readString(mapping).replace("#source: {use-tz: true", "source: {use-tz: true"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills the empty site: a plan may restore everything. */
    public void fill() throws IOException {
        Path dump = folder.resolve("snapshot.zip");
        site.writeZip(dump, "snapshot/");
        assertThat(waybill.drop("lino/repair", "snapshot.zip", Files.readAllBytes(dump))
                        .state())
                .isEqualTo(State.DELIVERED);
        StringBuilder plan = new StringBuilder("kind: lino-repair\ndumps: {old: snapshot.zip}\npasses:\n");
        TABLES.forEach(table -> plan.append("  - table: ").append(table).append('\n'));
        LedgerEntry page = drop(plan.toString());
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().rejects()).isEmpty();
        for (String table : TABLES) {
            database.run("CREATE TABLE kept_" + table + " AS TABLE " + table);
        }
    }

    /** Everything as it was after {@link #fill}. */
    public void reset() {
        database.run("TRUNCATE " + String.join(", ", TABLES));
        List<String> parents = new ArrayList<>(TABLES);
        StringBuilder all = new StringBuilder("BEGIN; SET CONSTRAINTS ALL DEFERRED;");
        parents.forEach(table -> all.append("INSERT INTO " + table + " TABLE kept_" + table + ";"));
        database.run(all.append("COMMIT").toString());
    }

    /** Deletes partners with everything that belongs to them. */
    void deletePartners(int from, int to) {
        String keys = "(SELECT id FROM contacts_partner WHERE id >= " + from + " AND id < " + to + ")";
        database.run("BEGIN; SET CONSTRAINTS ALL DEFERRED;"
                + "DELETE FROM uploads_upload WHERE owner_id IN (SELECT id FROM debts_budget WHERE partner_id IN "
                + keys + ");"
                + "DELETE FROM notes_note WHERE owner_id IN " + keys + ";"
                + "DELETE FROM debts_entry WHERE budget_id IN (SELECT id FROM debts_budget WHERE partner_id IN " + keys
                + ");"
                + "DELETE FROM debts_entry WHERE actor_id IN (SELECT id FROM debts_actor WHERE partner_id IN " + keys
                + ");"
                + "DELETE FROM debts_actor WHERE partner_id IN " + keys + ";"
                + "DELETE FROM debts_actor WHERE budget_id IN (SELECT id FROM debts_budget WHERE partner_id IN " + keys
                + ");"
                + "DELETE FROM debts_budget WHERE partner_id IN " + keys + ";"
                + "DELETE FROM contacts_role WHERE person_id IN " + keys + " OR company_id IN " + keys + ";"
                + "DELETE FROM clients_client WHERE person_ptr_id IN " + keys + ";"
                + "DELETE FROM contacts_person WHERE partner_ptr_id IN " + keys + ";"
                + "DELETE FROM contacts_company WHERE partner_ptr_id IN " + keys + ";"
                + "DELETE FROM contacts_partner WHERE id IN " + keys + "; COMMIT");
    }

    LedgerEntry drop(String plan) throws IOException {
        return waybill.drop("lino/repair", "plan.yaml", plan);
    }

    LedgerEntry again(String plan) throws IOException {
        return waybill.again("lino/repair", "plan.yaml", plan.getBytes(StandardCharsets.UTF_8));
    }

    LedgerEntry preview(String plan) throws IOException {
        return waybill.preview("lino/repair", "plan.yaml", plan.getBytes(StandardCharsets.UTF_8));
    }

    /** A zip of the plan and the dump's folder. */
    byte[] zip(String plan) throws IOException {
        Path zip = folder.resolve("together.zip");
        Files.deleteIfExists(zip);
        site.writeZip(zip, "snapshot/");
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            Files.writeString(files.getPath("/repair.yaml"), plan);
        }
        return Files.readAllBytes(zip);
    }

    /** All rows of the site. */
    public List<String> contents() {
        List<String> rows = new ArrayList<>();
        for (String table : TABLES) {
            database.query("SELECT t::text FROM " + table + " AS t ORDER BY 1")
                    .forEach(row -> rows.add(table + " " + row));
        }
        return rows;
    }
}
