package io.waybill.lino.migration.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.lino.migration.Migration;
import io.waybill.lino.migration.MigrationStep;
import io.waybill.lino.migration.table.ColumnName;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draft is a step file that leads from the tables of one dump to those of the other. */
class StepDraftTest {
    @TempDir
    Path folder;

    private static SourceTable table(String table, String model, String... columns) {
        return child(table, model, null, null, columns);
    }

    private static SourceTable child(String table, String model, String pointer, String parent, String... columns) {
        return new SourceTable(
                table,
                model,
                Arrays.stream(columns)
                        .map(name ->
                                new SourceColumn(name.replace("*", ""), name.endsWith("*") ? Kind.BABEL : Kind.PLAIN))
                        .toList(),
                Optional.ofNullable(pointer),
                Optional.ofNullable(parent));
    }

    private static ScriptedSite site(String version, List<String> languages, SourceTable... tables) {
        return new ScriptedSite(
                Optional.of(version),
                Optional.of("shelf"),
                InterimTables.of(List.of(tables), languages),
                Map.of(new ColumnName("contacts_person", "gender"), "system.Genders" + version.replace(".", "")));
    }

    /** What a draft makes of the tables of the first site. */
    private List<SourceTable> migrated(ScriptedSite before, StepDraft draft) throws IOException {
        Path file = Files.writeString(folder.resolve("draft.yaml"), draft.text());
        return Migration.of(List.of(MigrationStep.read(file)), before.tables(), List.of(), List.of(), 1_000_000)
                .after()
                .all();
    }

    @Test
    void everythingThatDiffersIsARuleOrTold() throws IOException {
        ScriptedSite before = site(
                "18.8.0",
                List.of("en", "de", "fr"),
                table("contacts_partner", "contacts.Partner", "id", "name*", "no", "city", "country_id"),
                child(
                        "contacts_person",
                        "contacts.Person",
                        "partner_ptr_id",
                        "contacts.Partner",
                        "partner_ptr_id",
                        "prefix",
                        "gender"),
                table("users_user", "users.User", "id", "username", "profile"),
                table("vat_invoiceitem", "vat.InvoiceItem", "id", "amount", "title", "voucher_id"),
                table("polls_poll", "polls.Poll", "id"),
                table("countries_old", "countries.Old", "id", "x"),
                table("countries_place", "countries.Place", "id"));
        ScriptedSite after = site(
                "18.11.0",
                List.of("de_CH", "en", "es"),
                table("contacts_partner", "contacts.Partner", "id", "name*", "prefix", "country_id", "place", "vat_id"),
                child(
                        "contacts_person",
                        "contacts.Person",
                        "partner_ptr_id",
                        "contacts.Partner",
                        "partner_ptr_id",
                        "gender"),
                child(
                        "users_user",
                        "users.User",
                        "person_ptr_id",
                        "contacts.Person",
                        "person_ptr_id",
                        "username",
                        "user_type"),
                table("ana_invoiceitem", "ana.InvoiceItem", "id", "amount", "title", "voucher_id", "account_id"),
                table("countries_place", "countries.Place", "id"),
                table("votes_vote", "votes.Vote", "id"));
        StepDraft draft = StepDraft.of(SiteDifference.of(before, after));
        assertThat(draft.text().lines())
                .contains(
                        "application: shelf",
                        "from: '18.8.0'",
                        "to: '18.11.0'",
                        "  # guess: most columns of vat_invoiceitem and ana_invoiceitem are the same.",
                        "  - move-table: {table: vat_invoiceitem, to: ana_invoiceitem, model: ana.InvoiceItem}",
                        "  - change-languages: {rename: {de: de_CH}, drop: [fr], add: {es: null}, order: [de_CH, en, es]}",
                        "  - move-column: {column: prefix, from: contacts_person, to: contacts_partner}",
                        "  - extend-model: {table: users_user, parent: contacts.Person, key: id, pointer: person_ptr_id}",
                        "  - change-table: {table: users_user, rename: {profile: user_type}}",
                        "  - drop-application: {application: polls}",
                        "  - skip-rows: {table: countries_old}",
                        "  # New table votes_vote (votes.Vote): it stays empty, unless make-rows or add-rows fills it.")
                .contains("  - change-table: {table: contacts_partner, drop: ['no', city]}")
                .contains(
                        "  # The values of contacts_person.gender are from system.Genders18110 now, before from system.Genders1880: map"
                                + " exchanges them in change-table.")
                .contains("  # New in contacts_partner: place, vat_id. They get their default, unless set makes them.");
        assertThat(draft.changes())
                .contains(
                        new DraftedChange(
                                "table-moved", "vat_invoiceitem", null, "ana_invoiceitem (ana.InvoiceItem)", true),
                        new DraftedChange("column-moved", "contacts_person", "prefix", "contacts_partner", true),
                        new DraftedChange("column-renamed", "users_user", "profile", "user_type", true),
                        new DraftedChange("parent-changed", "users_user", null, "contacts.Person", false),
                        new DraftedChange("column-new", "ana_invoiceitem", "account_id", null, false));
        assertThat(migrated(before, draft)).allSatisfy(table -> fits(table, after.tables()));
    }

    private static void fits(SourceTable table, InterimTables after) {
        SourceTable other = after.table(table.table()).orElseThrow();
        assertThat(table.model()).isEqualTo(other.model());
        assertThat(table.parent()).isEqualTo(other.parent());
        assertThat(table.pointer()).isEqualTo(other.pointer());
        assertThat(other.columns()).containsAll(table.columns());
    }

    @Test
    void equalDumpsNeedNoRule() throws IOException {
        ScriptedSite site = site("18.8.0", List.of("en"), table("a_b", "a.B", "id"));
        StepDraft draft = StepDraft.of(SiteDifference.of(site, site));
        assertThat(draft.changes()).isEmpty();
        assertThat(draft.text()).contains("nothing differs: no step is needed").endsWith("rules: []\n");
    }

    @Test
    void ofSeveralTablesThatMayHaveMovedTheMostAlikeOneHas() {
        ScriptedSite before = site(
                "1",
                List.of("en"),
                table("a_b", "a.B", "id", "x", "y", "z"),
                table("a_c", "a.C", "id", "x", "y", "z", "t"));
        ScriptedSite after = site("2", List.of("en"), table("d_e", "d.E", "id", "x", "y", "z", "t"));
        assertThat(StepDraft.of(SiteDifference.of(before, after)).text().lines())
                .contains("  - move-table: {table: a_c, to: d_e, model: d.E}");
    }

    @Test
    void aDraftThatIsNoStepYetSaysWhatItLacks() throws IOException {
        ScriptedSite site = site("18.8.0", List.of("en"), table("a_b", "a.B", "id"));
        ScriptedSite other = site("18.8", List.of("en"), table("a_b", "a.B", "id", "name"));
        assertThat(StepDraft.of(SiteDifference.of(site, other)).text())
                .contains("# The two say that they are of the same version, but they differ");
        ScriptedSite nameless = site("", List.of("en"), table("a_b", "a.B", "id", "name"));
        assertThat(StepDraft.of(SiteDifference.of(site, nameless)).text())
                .contains("# One of the dumps does not say which version it is of");
    }

    @Test
    void theDraftOfAnyTwoSitesLeadsFromOneToTheOther() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            ScriptedSite before = site("1" + seed, List.of("en", "de"), tables(random));
            ScriptedSite after =
                    site("2" + seed, random.nextBoolean() ? List.of("de", "en") : List.of("en", "fr"), tables(random));
            StepDraft draft = StepDraft.of(SiteDifference.of(before, after));
            assertThat(migrated(before, draft)).as(draft.text()).allSatisfy(table -> fits(table, after.tables()));
        }
    }

    /** Some of a few tables with some of a few columns, of which two may extend others. */
    private static SourceTable[] tables(Random random) {
        List<SourceTable> tables = new ArrayList<>();
        tables.add(table("b_base", "b.Base", columns(random, "id")));
        String[] models = {"b.One", "b.Two", "c.Three", "c.Four", "d.Five"};
        for (int i = 0; i < models.length; i++) {
            if (random.nextInt(4) > 0) {
                String name = models[i].replace('.', '_').toLowerCase(Locale.ROOT);
                boolean extending = i < 2 && random.nextBoolean();
                tables.add(
                        extending
                                ? child(name, models[i], "base_ptr_id", "b.Base", columns(random, "base_ptr_id"))
                                : table(name, models[i], columns(random, "id")));
            }
        }
        return tables.toArray(SourceTable[]::new);
    }

    private static String[] columns(Random random, String key) {
        List<String> columns = new ArrayList<>(List.of(key));
        for (String name : List.of("name", "no", "city", "owner_id", "null", "x_y", "text_")) {
            if (random.nextInt(3) > 0) {
                columns.add(name);
            }
        }
        return columns.toArray(String[]::new);
    }
}
