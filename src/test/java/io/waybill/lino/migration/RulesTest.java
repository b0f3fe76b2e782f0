package io.waybill.lino.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.Translations;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each rule makes of tables and rows. */
class RulesTest {
    private static final ContentType PARTNER = new ContentType("contacts.Partner");
    private static final ContentType PERSON = new ContentType("contacts.Person");

    private static SampleMigration partners() {
        return new SampleMigration()
                .table("contacts_partner", "contacts.Partner", "id", "name", "city")
                .child(
                        "contacts_person",
                        "contacts.Person",
                        "partner_ptr_id",
                        "contacts.Partner",
                        "partner_ptr_id",
                        "prefix")
                .table("notes_note", "notes.Note", "id", "owner_type_id@", "owner_id", "author_id")
                .target("contacts_partner", "id")
                .target("contacts_person", "partner_ptr_id", "partner_ptr_id>contacts_partner")
                .target("notes_note", "id", "author_id>contacts_person")
                .row("contacts_partner", 1, "Ada", "Liege")
                .row("contacts_partner", 2, "Bo", "Eupen")
                .row("contacts_person", 1, "Dr.")
                .row("notes_note", 7, PARTNER, 2, 1)
                .row("notes_note", 8, PERSON, 1, null);
    }

    @Test
    void aColumnIsDropped() {
        assertThat(partners()
                        .step("- change-table: {table: contacts_partner, drop: [city]}")
                        .migrated())
                .startsWith("contacts_partner{id=1, name=Ada}", "contacts_partner{id=2, name=Bo}");
    }

    @Test
    void aColumnIsRenamed() {
        assertThat(partners()
                        .step("- change-table: {table: contacts_partner, rename: {city: place}}")
                        .migrated())
                .startsWith("contacts_partner{id=1, name=Ada, place=Liege}");
    }

    @Test
    void aTableAndItsModelMoveWithEverythingThatNamesThem() {
        SampleMigration sample =
                partners().step("- move-table: {table: contacts_partner, to: people_contact, model: people.Contact}");
        assertThat(sample.migrated())
                .containsExactly(
                        "people_contact{id=1, name=Ada, city=Liege}",
                        "people_contact{id=2, name=Bo, city=Eupen}",
                        "contacts_person{partner_ptr_id=1, prefix=Dr.}",
                        "notes_note{id=7, owner_type_id=people.Contact, owner_id=2, author_id=1}",
                        "notes_note{id=8, owner_type_id=contacts.Person, owner_id=1, author_id=null}");
        assertThat(sample.migration()
                        .after()
                        .table("contacts_person")
                        .orElseThrow()
                        .parent())
                .contains("people.Contact");
    }

    @Test
    void aTableIsSkipped() {
        SampleMigration sample = partners().step("- skip-rows: {table: notes_note}");
        assertThat(sample.migrated()).hasSize(3).noneMatch(row -> row.startsWith("notes"));
        assertThat(sample.migration().after().names()).containsExactly("contacts_partner", "contacts_person");
        assertThat(sample.tally().leftOut()).containsExactly(Map.entry("notes_note", 2L));
        assertThat(sample.tally().notes()).containsValue(2L);
    }

    @Test
    void rowsAreSkippedByCondition() {
        assertThat(partners()
                        .step("- skip-rows: {table: contacts_partner, where: \"name == 'Ada'\"}")
                        .migrated())
                .startsWith(
                        "contacts_partner{id=2, name=Bo, city=Eupen}", "contacts_person{partner_ptr_id=1, prefix=Dr.}");
    }

    @Test
    void aNewColumnGetsAConstant() {
        assertThat(partners()
                        .step("- change-table: {table: contacts_person, set: {state: \"'10'\", rank: 1, note: null}}")
                        .migrated())
                .contains("contacts_person{partner_ptr_id=1, prefix=Dr., state=10, rank=1, note=null}");
    }

    @Test
    void valuesOfAListOfChoicesAreExchanged() {
        SampleMigration sample = new SampleMigration()
                .table("users_user", "users.User", "id", "profile", "level")
                .row("users_user", 1, "100", 100)
                .row("users_user", 2, "900", 900)
                .row("users_user", 3, null, 5)
                .step(
                        "- change-table:",
                        "    table: users_user",
                        "    map:",
                        "      profile: {values: {100: user, 900: admin}, others: reject}",
                        "      level: {values: {100: 1, 900: 2}, others: clear}",
                        "    rename: {profile: user_type}");
        assertThat(sample.migrated())
                .containsExactly(
                        "users_user{id=1, user_type=user, level=1}",
                        "users_user{id=2, user_type=admin, level=2}",
                        "users_user{id=3, user_type=null, level=null}");
    }

    @Test
    void aRowWithAValueThatIsNotListedIsRefused() {
        SampleMigration sample = new SampleMigration()
                .table("users_user", "users.User", "id", "profile")
                .row("users_user", 1, "100")
                .row("users_user", 2, "200")
                .step("- change-table: {table: users_user, map: {profile: {values: {100: user}, others: reject}}}");
        assertThat(sample.migrated())
                .containsExactly(
                        "users_user{id=1, profile=user}",
                        "refused users_user{id=2, profile=200}: step.yaml, rule 1 (change-table): value-not-mapped, 200");
        assertThat(sample.tally().refused()).containsExactly(Map.entry("users_user", 1L));
    }

    @Test
    void aValueDependsOnAnotherColumn() {
        SampleMigration sample = new SampleMigration()
                .table("ledger_movement", "ledger.Movement", "id", "dc", "amount")
                .row("ledger_movement", 1, true, new java.math.BigDecimal("30.00"))
                .row("ledger_movement", 2, false, new java.math.BigDecimal("-70.10"))
                .row("ledger_movement", 3, 1, "5.50")
                .step("- change-table: {table: ledger_movement, set: {amount: 'dc ? -amount : amount'}, drop: [dc]}");
        assertThat(sample.migrated())
                .containsExactly(
                        "ledger_movement{id=1, amount=-30.00}",
                        "ledger_movement{id=2, amount=-70.10}",
                        "ledger_movement{id=3, amount=-5.50}");
    }

    @Test
    void columnsAreCombined() {
        SampleMigration sample = new SampleMigration()
                .table("blogs_entry", "blogs.Entry", "id", "title", "body", "day", "hour")
                .row("blogs_entry", 1, "News", "All is well", LocalDate.of(2019, 1, 2), LocalTime.of(8, 30))
                .step(
                        "- change-table:",
                        "    table: blogs_entry",
                        "    set: {body: \"title + '. ' + body\", written: day + hour}",
                        "    drop: [title, day, hour]");
        assertThat(sample.migrated())
                .containsExactly("blogs_entry{id=1, body=News. All is well, written=2019-01-02T08:30}");
    }

    @Test
    void oneRowBecomesTwo() {
        SampleMigration sample = new SampleMigration()
                .table("tickets_ticket", "tickets.Ticket", "id", "assigned_to_id")
                .table("votes_vote", "votes.Vote", "id", "user_id", "ticket_id")
                .row("votes_vote", 5, 1, 1)
                .row("tickets_ticket", 1, 3)
                .row("tickets_ticket", 2, null)
                .step(
                        "- make-rows:",
                        "    from: tickets_ticket",
                        "    into: votes_vote",
                        "    where: assigned_to_id != null",
                        "    set: {user_id: assigned_to_id, ticket_id: id, state: \"'author'\"}",
                        "    new-keys: id",
                        "- change-table: {table: tickets_ticket, drop: [assigned_to_id]}");
        assertThat(sample.migrated())
                .containsExactly(
                        "votes_vote{id=5, user_id=1, ticket_id=1}",
                        "tickets_ticket{id=1}",
                        "votes_vote{id=6, user_id=3, ticket_id=1, state=author}",
                        "tickets_ticket{id=2}");
        assertThat(sample.tally().made()).containsExactly(Map.entry("votes_vote", 1L));
    }

    @Test
    void rowsMoveIntoAnotherTableBehindItsRowsAndReferencesFollow() {
        SampleMigration sample = new SampleMigration()
                .table("blogs_entry", "blogs.Entry", "id", "body")
                .table("comments_comment", "comments.Comment", "id", "text")
                .table("notes_note", "notes.Note", "id", "owner_type_id@", "owner_id", "entry_id")
                .row("notes_note", 1, new ContentType("blogs.Entry"), 3, 4)
                .row("notes_note", 2, new ContentType("comments.Comment"), 3, null)
                .row("blogs_entry", 3, "three")
                .row("blogs_entry", 4, "four")
                .row("comments_comment", 10, "ten")
                .step(
                        "- make-rows:",
                        "    from: blogs_entry",
                        "    into: comments_comment",
                        "    set: {text: body}",
                        "    new-keys: id",
                        "    keep: false",
                        "    references: [notes_note.entry_id]");
        assertThat(sample.migrated())
                .containsExactly(
                        "notes_note{id=1, owner_type_id=comments.Comment, owner_id=11, entry_id=12}",
                        "notes_note{id=2, owner_type_id=comments.Comment, owner_id=3, entry_id=null}",
                        "comments_comment{id=11, text=three}",
                        "comments_comment{id=12, text=four}",
                        "comments_comment{id=10, text=ten}");
        assertThat(sample.migration().after().names()).containsExactly("comments_comment", "notes_note");
        assertThat(sample.tally().made()).isEmpty();
    }

    @Test
    void keysAreShiftedWhereverTheyStand() {
        assertThat(partners()
                        .step("- change-keys: {table: contacts_partner, shift: 200}")
                        .migrated())
                .containsExactly(
                        "contacts_partner{id=201, name=Ada, city=Liege}",
                        "contacts_partner{id=202, name=Bo, city=Eupen}",
                        "contacts_person{partner_ptr_id=201, prefix=Dr.}",
                        "notes_note{id=7, owner_type_id=contacts.Partner, owner_id=202, author_id=201}",
                        "notes_note{id=8, owner_type_id=contacts.Person, owner_id=201, author_id=null}");
    }

    @Test
    void keysComeAfterThoseOfAnotherTable() {
        assertThat(partners()
                        .step("- change-keys: {table: contacts_partner, after: notes_note}")
                        .migrated())
                .startsWith(
                        "contacts_partner{id=9, name=Ada, city=Liege}", "contacts_partner{id=10, name=Bo, city=Eupen}")
                .contains("notes_note{id=7, owner_type_id=contacts.Partner, owner_id=10, author_id=9}");
    }

    @Test
    void duplicatesAreMergedInAllTables() {
        SampleMigration sample = partners()
                .row("contacts_partner", 3, "Ada", "Liege")
                .row("contacts_person", 3, "Prof.")
                .row("notes_note", 9, PARTNER, 3, 3)
                .step("- change-keys: {table: contacts_partner, keys: {3: 1, 2: 4011}, on-conflict: merge}");
        assertThat(sample.migrated())
                .containsExactly(
                        "contacts_partner{id=1, name=Ada, city=Liege}",
                        "contacts_partner{id=4011, name=Bo, city=Eupen}",
                        "contacts_person{partner_ptr_id=1, prefix=Dr.}",
                        "notes_note{id=7, owner_type_id=contacts.Partner, owner_id=4011, author_id=1}",
                        "notes_note{id=8, owner_type_id=contacts.Person, owner_id=1, author_id=null}",
                        "notes_note{id=9, owner_type_id=contacts.Partner, owner_id=1, author_id=1}");
        assertThat(sample.tally().leftOut()).isEqualTo(Map.of("contacts_partner", 1L, "contacts_person", 1L));
    }

    @Test
    void aKeyWhoseNewOneIsTakenStaysWhereThatIsWanted() {
        assertThat(partners()
                        .step("- change-keys: {table: contacts_partner, keys: {1: 2, 2: 5}, on-conflict: skip}")
                        .migrated())
                .startsWith(
                        "contacts_partner{id=2, name=Ada, city=Liege}", "contacts_partner{id=5, name=Bo, city=Eupen}");
        assertThat(partners()
                        .row("contacts_partner", 5, "Cy", "")
                        .step("- change-keys: {table: contacts_partner, keys: {1: 2, 2: 5}, on-conflict: skip}")
                        .migrated())
                .startsWith(
                        "contacts_partner{id=1, name=Ada, city=Liege}", "contacts_partner{id=2, name=Bo, city=Eupen}");
    }

    @Test
    void aColumnMovesFromAnExtendingModelToItsParent() {
        assertThat(partners()
                        .step(
                                "- move-column: {column: prefix, from: contacts_person, to: contacts_partner, otherwise: \"''\"}")
                        .migrated())
                .startsWith(
                        "contacts_partner{id=1, name=Ada, city=Liege, prefix=Dr.}",
                        "contacts_partner{id=2, name=Bo, city=Eupen, prefix=}",
                        "contacts_person{partner_ptr_id=1}");
    }

    @Test
    void aColumnMovesFromAModelToOneThatExtendsIt() {
        assertThat(partners()
                        .step(
                                "- move-column: {column: city, from: contacts_partner, to: contacts_person, as: town, keep: true}")
                        .migrated())
                .startsWith(
                        "contacts_partner{id=1, name=Ada, city=Liege}",
                        "contacts_partner{id=2, name=Bo, city=Eupen}",
                        "contacts_person{partner_ptr_id=1, prefix=Dr., town=Liege}");
    }

    @Test
    void aModelBeginsToExtendAnotherOneAndStopsAgain() {
        SampleMigration sample = partners()
                .table("users_user", "users.User", "id", "username")
                .table("log_entry", "log.Entry", "id", "user_id")
                .target("users_user", "person_ptr_id", "person_ptr_id>contacts_person")
                .target("log_entry", "id", "user_id>users_user")
                .row("users_user", 1, "root")
                .row("log_entry", 1, 1)
                .step(
                        "- change-keys: {table: users_user, after: contacts_partner}",
                        "- make-rows: {from: users_user, into: contacts_partner, set: {id: id, name: username}}",
                        "- make-rows: {from: users_user, into: contacts_person, set: {partner_ptr_id: id}}",
                        "- extend-model: {table: users_user, parent: contacts.Person, key: id, pointer: person_ptr_id}");
        assertThat(sample.migrated())
                .contains(
                        "contacts_partner{id=3, name=root}",
                        "contacts_person{partner_ptr_id=3}",
                        "users_user{person_ptr_id=3, username=root}",
                        "log_entry{id=1, user_id=3}");
        assertThat(partners()
                        .step("- detach-model: {table: contacts_person, key: id}")
                        .migrated())
                .contains("contacts_person{id=1, prefix=Dr.}");
    }

    @Test
    void anApplicationIsDroppedWithReferencesToIt() {
        assertThat(partners().step("- drop-application: {application: notes}").migrated())
                .hasSize(3);
        SampleMigration sample = partners()
                .step(
                        "- detach-model: {table: contacts_person, key: id}",
                        "- move-table: {table: contacts_person, to: people_person, model: people.Person}",
                        "- drop-application: {application: contacts}");
        assertThat(sample.migrated())
                .containsExactly(
                        "people_person{id=1, prefix=Dr.}",
                        "notes_note{id=7, owner_type_id=null, owner_id=null, author_id=1}",
                        "notes_note{id=8, owner_type_id=people.Person, owner_id=1, author_id=null}");
    }

    @Test
    void aColumnIsWorkedOutFromOtherRows() {
        SampleMigration sample = new SampleMigration()
                .table("budget_entry", "budget.Entry", "id", "budget_id", "amount")
                .table("budget_budget", "budget.Budget", "id")
                .row("budget_entry", 1, 1, "10.50")
                .row("budget_entry", 2, 1, "0.50")
                .row("budget_entry", 3, 1, null)
                .row("budget_budget", 1)
                .row("budget_budget", 2)
                .step(
                        "- compute-column: {table: budget_budget, column: total, from: budget_entry, by: budget_id, take: sum, value: amount, otherwise: 0}",
                        "- compute-column: {table: budget_budget, column: entries, from: budget_entry, by: budget_id, take: count}",
                        "- compute-column: {table: budget_budget, column: most, from: budget_entry, by: budget_id, take: greatest, value: number(amount)}");
        assertThat(sample.migrated())
                .contains(
                        "budget_budget{id=1, total=11.00, entries=3, most=10.50}",
                        "budget_budget{id=2, total=0, entries=0, most=null}");
        assertThat(sample.readings()).isEqualTo(1);
    }

    @Test
    void rowsAreAdded() {
        SampleMigration sample = partners()
                .step(
                        "- add-rows:",
                        "    table: contacts_partner",
                        "    rows:",
                        "    - {id: 100, name: \"'The site itself'\"}",
                        "- add-rows: {table: system_config, model: system.Config, rows: [{id: 1, owner_type_id: \"model('contacts.Person')\"}]}");
        assertThat(sample.migrated())
                .endsWith(
                        "contacts_partner{id=100, name=The site itself}",
                        "system_config{id=1, owner_type_id=contacts.Person}");
        assertThat(sample.tally().made()).isEqualTo(Map.of("contacts_partner", 1L, "system_config", 1L));
    }

    @Test
    void aSingleTextIsThatOfTheSitesOwnLanguage() {
        SampleMigration sample = new SampleMigration()
                .table("countries_place", "countries.Place", "id", "name*")
                .table("old_town", "old.Town", "id", "town")
                .row("old_town", 4, "Eupen")
                .step(
                        "- make-rows: {from: old_town, into: countries_place, set: {id: id, name: town}, keep: false}",
                        "- add-rows: {table: countries_place, rows: [{id: 5, name: \"'Liege'\"}]}");
        assertThat(sample.migrated())
                .containsExactly(
                        "countries_place{id=4, name={en=Eupen, de=}}", "countries_place{id=5, name={en=Liege, de=}}");
    }

    @Test
    void aRowIsFoundByOtherColumnsOrMade() {
        SampleMigration sample = partners()
                .table("countries_place", "countries.Place", "id", "name*", "country_id")
                .row("countries_place", 30, texts("en", "Liege", "de", "Lüttich"), "BE")
                .row("contacts_partner", 3, "Cy", "lüttich")
                .row("contacts_partner", 4, "Di", null)
                .row("contacts_partner", 5, "Ed", "Eupen")
                .step(
                        "- look-up:",
                        "    table: contacts_partner",
                        "    column: city_id",
                        "    in: countries_place",
                        "    by: {name: city}",
                        "    ignore-case: true",
                        "    create: {country_id: \"'BE'\"}",
                        "- change-table: {table: contacts_partner, drop: [city]}");
        assertThat(sample.migrated())
                .contains(
                        "contacts_partner{id=1, name=Ada, city_id=30}",
                        "contacts_partner{id=2, name=Bo, city_id=31}",
                        "contacts_partner{id=3, name=Cy, city_id=30}",
                        "contacts_partner{id=4, name=Di, city_id=null}",
                        "contacts_partner{id=5, name=Ed, city_id=31}")
                .endsWith("countries_place{id=31, name={en=Eupen, de=}, country_id=BE}");
    }

    @Test
    void aRowThatIsNotFoundOrNotTheOnlyOneIsRefused() {
        SampleMigration sample = partners()
                .table("countries_place", "countries.Place", "id", "name")
                .row("countries_place", 30, "Liege")
                .row("countries_place", 31, "Liege")
                .step("- look-up: {table: contacts_partner, column: city_id, in: countries_place, by: {name: city}}");
        assertThat(sample.migrated())
                .startsWith(
                        "refused contacts_partner{id=1, name=Ada, city=Liege}: step.yaml, rule 1 (look-up): several-rows, name Liege",
                        "refused contacts_partner{id=2, name=Bo, city=Eupen}: step.yaml, rule 1 (look-up): row-not-found, name Eupen");
    }

    @Test
    void theLanguagesOfTheSiteChange() {
        SampleMigration sample = new SampleMigration()
                .languages("en", "de", "fr")
                .table("products_product", "products.Product", "id", "name*")
                .row("products_product", 1, texts("en", "Chair", "de", "Stuhl", "fr", "Chaise"))
                .step(
                        "- change-languages: {rename: {de: de_CH}, drop: [fr], add: {es: en, et: null}, order: [de_CH, en, es, et]}");
        assertThat(sample.migrated())
                .containsExactly("products_product{id=1, name={de_CH=Stuhl, en=Chair, es=Chair, et=}}");
        assertThat(sample.migration().after().languages()).containsExactly("de_CH", "en", "es", "et");
        assertThat(sample.tally().notes().toString()).contains("Texts in fr are left out");
    }

    @Test
    void textThatAJobMakesLaterIsEmptyAndTold() {
        SampleMigration sample = partners()
                .step("- fill-later: {table: notes_note, columns: {body_preview: \"''\"}, by: manage.py checkdata -f}");
        assertThat(sample.migrated())
                .contains("notes_note{id=7, owner_type_id=contacts.Partner, owner_id=2, author_id=1, body_preview=}");
        assertThat(sample.tally().notes().toString())
                .contains("Rows of notes_note get body_preview later: manage.py checkdata -f.]=2");
    }

    private static Translations texts(String... languagesAndTexts) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < languagesAndTexts.length; i += 2) {
            texts.put(languagesAndTexts[i], languagesAndTexts[i + 1]);
        }
        return new Translations(texts);
    }
}
