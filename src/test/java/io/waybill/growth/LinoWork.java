package io.waybill.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.demo.SampleSite;
import io.waybill.lino.dump.DumpOptions;
import io.waybill.lino.dump.SiteDump;
import io.waybill.lino.restore.DumpZip;
import io.waybill.model.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A site's dump, by either way, with rows that cannot be delivered; then the site loses rows, and a plan brings them back. */
final class LinoWork implements Work {
    private static final String RESTORE = "lino/restore";

    @Override
    public void with(Workplace place, String name, int rows) throws Exception {
        SampleSite site = SampleSite.ofPartners(rows);
        Path dump = place.file("site-" + name + ".zip");
        site.writeZip(dump, "snapshot/");
        for (String way : List.of("in-place", "shadow")) {
            LedgerEntry restored = place.drop(RESTORE, dump, Map.of("source.use-tz", "true", "way", way));
            assertThat(restored.state()).as(restored.message()).isIn(State.DELIVERED, State.UNCHANGED);
            if (restored.state() == State.DELIVERED) {
                place.undone(restored);
            }
        }
        mended(place, site, rows);
        // The site has a column that the dump lacks: its rows keep what they have there.
        place.database().run("ALTER TABLE contacts_partner ADD COLUMN IF NOT EXISTS rating int");
        place.delivered(place.drop(RESTORE, dump, Map.of("source.use-tz", "true", "way", "shadow")));
        new SiteDump(
                        place.database().dataSource(),
                        new DumpOptions(
                                List.of("en", "de", "pt_BR"), Optional.empty(), Optional.empty(), 50_000, Map.of()))
                .write(place.file("made.zip"));
        repaired(place, site, rows);
    }

    /** Rows that refer to what does not exist, and such as are there twice. */
    private static void mended(Workplace place, SampleSite site, int rows) throws Exception {
        int first = 1_000_000;
        String[] partners = IntStream.range(0, rows / 2)
                .mapToObj(i -> first + i + ",'Nordlicht " + i + "','','en','" + (i % 2 == 0 ? "ZZ" : "BE")
                        + "',None,'',dt(2019,1,1,0,0,0)")
                .toArray(String[]::new);
        String[] notes = IntStream.range(0, rows / 2)
                .mapToObj(
                        i -> first + i + ",date(2019,1,1),None,None,contacts_Partner," + (first + i) + ",'S','',False")
                .toArray(String[]::new);
        String[] places = IntStream.range(0, rows / 2)
                .mapToObj(i -> first + i + ",['P','',''],'DE'," + (first + i - 1) + ",'50','1'")
                .toArray(String[]::new);
        Path zip = DumpZip.of(site, Files.createDirectories(place.file("dump")))
                .adding("contacts_partner", partners)
                .adding("countries_place", places)
                .adding("notes_note", notes)
                .adding("countries_country", "'BE',['Belgium again','','']")
                .write(place.file("damaged.zip"));
        place.delivered(place.drop(RESTORE, zip, Map.of("source.use-tz", "true")));
        for (String id : place.database()
                .query("SELECT min(id)::text FROM waybill.rejects WHERE state = 'open' AND system = 'lino'"
                        + " GROUP BY kind, rule")) {
            place.see("/rejects/" + id, "/rejects/" + id + "/candidates", "/rejects/" + id + "/row");
            place.admin().post("/rejects/" + id + "/look-up", Map.of("text", "b"));
        }
        String reject = place.reject("rule = 'dangling-reference' AND kind = 'contacts_partner'");
        place.admin().post(reject + "/choose", Map.of("answer", "BE", "for", "all"));
        LedgerEntry preview = place.ended(place.admin().post("/rejects/deliver", Map.of("feed", RESTORE)));
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        place.decided(place.ended(place.admin().post("/waybills/" + preview.number() + "/again", Map.of())));
    }

    private static void repaired(Workplace place, SampleSite site, int rows) throws Exception {
        Path dump = place.file("snapshot.zip");
        site.writeZip(dump, "snapshot/");
        Path named =
                Files.copy(dump, Files.createDirectories(place.file("kept")).resolve("snapshot.zip"));
        place.delivered(place.drop("lino/repair", named, Map.of()));
        lose(place, 0, rows / 4);
        place.delivered(place.drop("lino/repair", "plan.yaml", """
                kind: lino-repair
                dumps: {old: %s}
                passes:
                  - table: contacts_partner
                    select: {keys-between: [%d, %d]}
                    with-children: true
                  - {table: clients_client, with-parents: true}
                  - {table: notes_note, with-parents: true, select: {column: owner_id, in-target: {table: contacts_partner}}}
                """.formatted(
                        "snapshot.zip", SampleSite.FIRST_PARTNER, SampleSite.FIRST_PARTNER + rows / 4 - 1)));
        lose(place, rows / 4, rows / 2);
        place.database().run("DELETE FROM debts_entry WHERE budget_id <= " + rows / 10);
        LedgerEntry second = place.drop("lino/repair", "plan.yaml", """
                kind: lino-repair
                dumps: {old: snapshot.zip}
                passes:
                  - {table: contacts_partner, select: {column: name, matches: "%e%"}}
                  - {table: contacts_person, select: {column: partner_ptr_id, in: [101, 102, 103]}}
                  - {table: contacts_company}
                  - {table: clients_client}
                  - {table: contacts_role}
                  - {table: debts_budget, select: {column: partner_id, between: [100, 100000]}}
                  - {table: debts_actor}
                  - table: debts_entry
                    select:
                      any:
                        - {column: budget_id, in-target: {table: debts_budget, without: debts_entry.budget_id}}
                        - not: {column: budget_id, in-target: {table: debts_budget}}
                  - {table: notes_note}
                  - {table: uploads_upload}
                """);
        assertThat(second.state()).as(second.message()).isEqualTo(State.DELIVERED);
        place.database()
                .run(
                        "UPDATE contacts_partner SET remarks = 'changed', email = 'x@y.example'",
                        "UPDATE contacts_role SET type_id = NULL");
        place.delivered(place.drop("lino/repair", "plan.yaml", """
                kind: lino-repair
                dumps: {old: snapshot.zip}
                passes:
                  - {table: contacts_person, mode: report-differences, select: {keys-between: [0, 2000000]}}
                  - {table: contacts_role, mode: report-differences, select: {keys-between: [0, 2000000]}}
                  - {table: contacts_partner, mode: update-columns, columns: [remarks], select: {keys-between: [0, 2000000]}}
                """));
    }

    /** Deletes partners with everything that belongs to them. */
    private static void lose(Workplace place, int from, int to) {
        String keys = "(SELECT id FROM contacts_partner WHERE id >= " + (SampleSite.FIRST_PARTNER + from) + " AND id < "
                + (SampleSite.FIRST_PARTNER + to) + ")";
        String budgets = "(SELECT id FROM debts_budget WHERE partner_id IN " + keys + ")";
        place.database()
                .run("BEGIN; SET CONSTRAINTS ALL DEFERRED;"
                        + "UPDATE users_user SET partner_id = NULL WHERE partner_id IN " + keys + ";"
                        + "UPDATE teams_team SET leader_id = NULL WHERE leader_id IN " + keys + ";"
                        + "DELETE FROM uploads_upload WHERE owner_id IN " + budgets + ";"
                        + "DELETE FROM notes_note WHERE owner_id IN " + keys + ";"
                        + "DELETE FROM debts_entry WHERE budget_id IN " + budgets + ";"
                        + "DELETE FROM debts_entry WHERE actor_id IN (SELECT id FROM debts_actor WHERE partner_id IN "
                        + keys + ");"
                        + "DELETE FROM debts_actor WHERE partner_id IN " + keys + " OR budget_id IN " + budgets + ";"
                        + "DELETE FROM debts_budget WHERE partner_id IN " + keys + ";"
                        + "DELETE FROM contacts_role WHERE person_id IN " + keys + " OR company_id IN " + keys + ";"
                        + "DELETE FROM clients_client WHERE person_ptr_id IN " + keys + ";"
                        + "DELETE FROM contacts_person WHERE partner_ptr_id IN " + keys + ";"
                        + "DELETE FROM contacts_company WHERE partner_ptr_id IN " + keys + ";"
                        + "DELETE FROM contacts_partner WHERE id IN " + keys + "; COMMIT");
    }
}
