package io.waybill.lino.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.format.BrokenFileException;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.Translations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rules and steps go together: one after the other in one run is the same as in several runs. */
class CompositionTest {
    private static final String[] MODELS = {"contacts.Partner", "contacts.Person", "notes.Note", "users.User"};

    /** Rules of which each fits what the others leave of the tables, in any order; a group in one text stays together. */
    private static final List<String> RULES = List.of(
            "- change-table: {table: contacts_partner, set: {rank: 'coalesce(rank, 0) + 1', remark: \"concat(remark, '!')\"}}",
            "- change-table: {table: contacts_person, set: {age: age * 2, first: 'age > 40 ? 1 / (age - 42) : null'}}",
            "- change-table: {table: notes_note, map: {state: {values: {10: 20, 20: 30}}}}",
            "- skip-rows: {table: notes_note, where: 'id / 7 == round(id / 7, 0)'}",
            "- change-keys: {table: contacts_partner, shift: 13}",
            "- change-keys: {table: contacts_partner, keys: {1: 2, 2: 3, 15: 14, 16: 900}, on-conflict: merge}",
            "- change-keys: {table: contacts_partner, keys: {3: 2, 4: 501, 17: 18}, on-conflict: skip}",
            "- change-keys: {table: notes_note, after: users_user}",
            "- compute-column: {table: contacts_partner, column: notes, from: notes_note, by: partner_id, take: sum, value: id}",
            "- compute-column: {table: contacts_partner, column: rank, from: contacts_person, by: partner_ptr_id, take: count}",
            "- look-up: {table: users_user, column: partner_id, in: contacts_partner, by: {remark: username}, create: {rank: 5}}",
            "- make-rows: {from: users_user, into: notes_note, where: id > 3, set: {author_id: id, state: \"'10'\"}, new-keys: id}",
            "- make-rows: {from: notes_note, into: users_user, where: state == '30', set: {username: text(id)}, new-keys: id, keep: false}",
            "- add-rows: {table: users_user, rows: [{id: 9999, username: \"'anonymous'\"}]}",
            "- move-table: {table: notes_note, to: memos_memo, model: memos.Memo}\n"
                    + "- change-table: {table: memos_memo, set: {state: \"coalesce(state, '10')\"}, rename: {author_id: writer_id}}\n"
                    + "- change-table: {table: memos_memo, rename: {writer_id: author_id}}\n"
                    + "- move-table: {table: memos_memo, to: notes_note, model: notes.Note}",
            "- move-column: {column: age, from: contacts_person, to: contacts_partner}\n"
                    + "- move-column: {column: age, from: contacts_partner, to: contacts_person}",
            "- detach-model: {table: contacts_person, key: id}\n"
                    + "- extend-model: {table: contacts_person, parent: contacts.Partner, key: id, pointer: partner_ptr_id}",
            "- change-languages: {drop: [de], add: {fr: de}}\n- change-languages: {rename: {fr: de}}",
            "- fill-later: {table: notes_note, columns: {preview: \"''\"}, by: checkdata}");

    private static SampleMigration site(Random random) {
        SampleMigration site = new SampleMigration()
                .table("contacts_partner", "contacts.Partner", "id", "name*", "remark", "rank")
                .child(
                        "contacts_person",
                        "contacts.Person",
                        "partner_ptr_id",
                        "contacts.Partner",
                        "partner_ptr_id",
                        "age")
                .table(
                        "notes_note",
                        "notes.Note",
                        "id",
                        "owner_type_id@",
                        "owner_id",
                        "partner_id",
                        "author_id",
                        "state")
                .table("users_user", "users.User", "id", "username", "partner_id")
                .target("contacts_partner", "id")
                .target("contacts_person", "partner_ptr_id", "partner_ptr_id>contacts_partner")
                .target("notes_note", "id", "partner_id>contacts_person", "author_id>users_user")
                .target("users_user", "id", "partner_id>contacts_partner");
        int partners = 1 + random.nextInt(20);
        for (int i = 1; i <= partners; i++) {
            Map<String, String> texts = new TreeMap<>(Map.of("en", "E" + i, "de", random.nextBoolean() ? "" : "D" + i));
            site.row(
                    "contacts_partner",
                    i,
                    new Translations(texts),
                    "r" + random.nextInt(9),
                    random.nextBoolean() ? null : i);
            if (random.nextBoolean()) {
                site.row("contacts_person", i, 20 + random.nextInt(30));
            }
        }
        for (int i = 1; i <= random.nextInt(10); i++) {
            site.row(
                    "users_user",
                    i,
                    "r" + random.nextInt(12),
                    random.nextBoolean() ? null : 1 + random.nextInt(partners));
        }
        for (int i = 1; i <= random.nextInt(30); i++) {
            boolean owned = random.nextBoolean();
            site.row(
                    "notes_note",
                    i,
                    owned ? new ContentType(MODELS[random.nextInt(MODELS.length)]) : null,
                    owned ? (Object) (1 + random.nextInt(20)) : null,
                    random.nextBoolean() ? null : 1 + random.nextInt(partners),
                    random.nextBoolean() ? null : 1 + random.nextInt(9),
                    String.valueOf(10 * (1 + random.nextInt(4))));
        }
        return site;
    }

    @Test
    void rulesInOneRunAreTheSameAsARunForEach() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<String> rules = new ArrayList<>(RULES);
            Collections.shuffle(rules, random);
            rules = rules.subList(0, 1 + random.nextInt(7));
            SampleMigration once = site(new Random(seed));
            SampleMigration each = site(new Random(seed));
            List<String> refused = new ArrayList<>();
            for (String rule : rules) {
                once.step(rule);
                List<String> shown = new ArrayList<>();
                each = each.step(rule).next(shown);
                shown.stream().filter(row -> row.startsWith("refused")).forEach(refused::add);
            }
            List<String> migrated = once.migrated();
            // A row that a later rule refuses has been seen by the surveys of earlier ones; in runs of their own it has
            // not.
            if (refused.isEmpty()) {
                assertThat(sorted(migrated)).as("seed %d: %s", seed, rules).isEqualTo(sorted(each.migrated()));
            }
            balances(once, migrated);
        }
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    /** Rows that come out = read - left out - refused + made. */
    private static void balances(SampleMigration run, List<String> migrated) {
        MigrationTally tally = run.tally();
        long out = migrated.stream().filter(row -> !row.startsWith("refused")).count();
        assertThat(out).isEqualTo(sum(tally.read()) - sum(tally.leftOut()) - sum(tally.refused()) + sum(tally.made()));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void theOrderOfTheTablesInTheDumpDoesNotMatter() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<String> rules = new ArrayList<>(RULES);
            Collections.shuffle(rules, random);
            SampleMigration straight = site(new Random(seed));
            SampleMigration otherwise = site(new Random(seed)).tablesInAnotherOrder(random);
            for (String rule : rules.subList(0, 6)) {
                straight.step(rule);
                otherwise.step(rule);
            }
            assertThat(sorted(otherwise.migrated()))
                    .as("seed %d: %s", seed, rules.subList(0, 6))
                    .isEqualTo(sorted(straight.migrated()));
        }
    }

    @Test
    void stepsThatChangeTheSameTableGoTogether() {
        SampleMigration sample = new SampleMigration()
                .table("aids_aid", "aids.Aid", "id", "kind", "amount")
                .row("aids_aid", 1, "A", "10.00")
                .step("- change-table: {table: aids_aid, rename: {kind: aid_type}, set: {currency: \"'EUR'\"}}")
                .step(
                        "- change-table: {table: aids_aid, map: {aid_type: {values: {A: '1'}}}, set: {total: \"amount + ' ' + currency\"}, drop: [amount, currency]}");
        assertThat(sample.migrated()).containsExactly("aids_aid{id=1, aid_type=1, total=10.00 EUR}");
    }

    @Test
    void keysChangeInColumnsThatLaterStepsRenameMoveOrCopy() {
        SampleMigration sample = new SampleMigration()
                .table("contacts_partner", "contacts.Partner", "id")
                .table("old_invoice", "old.Invoice", "id", "partner_id")
                .table("tickets_ticket", "tickets.Ticket", "id", "assigned_to_id")
                .target("contacts_partner", "id")
                .target("new_invoice", "id", "customer_id>contacts_partner")
                .target("votes_vote", "id", "user_id>contacts_partner")
                .row("contacts_partner", 1)
                .row("old_invoice", 5, 1)
                .row("tickets_ticket", 6, 1)
                .step("- change-keys: {table: contacts_partner, shift: 200}")
                .step(
                        "- change-table: {table: old_invoice, rename: {partner_id: customer_id}}",
                        "- move-table: {table: old_invoice, to: new_invoice}")
                .step(
                        "- make-rows: {from: tickets_ticket, into: votes_vote, model: votes.Vote, set: {id: id, user_id: assigned_to_id}}",
                        "- change-table: {table: tickets_ticket, drop: [assigned_to_id]}");
        assertThat(sample.migrated())
                .containsExactly(
                        "contacts_partner{id=201}",
                        "new_invoice{id=5, customer_id=201}",
                        "tickets_ticket{id=6}",
                        "votes_vote{id=6, user_id=201}");
    }

    @Test
    void aColumnWithoutAForeignKeyFollowsWhereTheRuleNamesIt() {
        SampleMigration sample = new SampleMigration()
                .table("contacts_partner", "contacts.Partner", "id")
                .table("topics_interest", "topics.Interest", "id", "partner_id")
                .target("contacts_partner", "id")
                .row("contacts_partner", 1)
                .row("topics_interest", 1, 1)
                .row("topics_interest", 2, "1")
                .step(
                        "- change-keys: {table: contacts_partner, keys: {1: 4011}, references: [topics_interest.partner_id]}");
        assertThat(sample.migrated())
                .containsExactly(
                        "contacts_partner{id=4011}",
                        "topics_interest{id=1, partner_id=4011}",
                        "topics_interest{id=2, partner_id=4011}");
    }

    @Test
    void aTakenKeyRefusesTheMigrationUnlessTheRuleSaysWhatToDo() {
        SampleMigration sample = site(new Random(1)).step("- change-keys: {table: contacts_partner, keys: {1: 2}}");
        assertThatThrownBy(sample::migrated)
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContainingAll(
                        "step.yaml, line 5, column 49",
                        "the new key 2 of 1, which another row of contacts_partner has",
                        "on-conflict: merge");
    }

    @Test
    void whatIsToldOfARowThatIsRefusedIsForgotten() {
        SampleMigration sample = new SampleMigration()
                .table("a_b", "a.B", "id", "name")
                .row("a_b", 1, "x")
                .row("a_b", 0, "x")
                .step(
                        "- make-rows: {from: a_b, into: a_c, model: a.C, set: {id: id}}",
                        "- fill-later: {table: a_b, columns: {preview: \"''\"}, by: checkdata}",
                        "- change-table: {table: a_b, set: {share: 10 / id}}");
        assertThat(sample.migrated())
                .containsExactly(
                        "a_b{id=1, name=x, preview=, share=10}",
                        "a_c{id=1}",
                        "refused a_b{id=0, name=x}: step.yaml, rule 3 (change-table): division-by-zero, 10 / 0");
        assertThat(sample.tally().notes().values()).containsExactly(1L);
    }

    @Test
    void rulesThatRememberTooMuchAreRefused() {
        SampleMigration sample = site(new Random(3)).memory(500).step(RULES.get(9));
        assertThatThrownBy(sample::migrated)
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("expected less");
    }

    @Test
    void independentSurveysShareAReadingAndDependentOnesFollowEachOther() {
        assertThat(site(new Random(0))
                        .step(RULES.get(0), RULES.get(4))
                        .migration()
                        .readings())
                .isZero();
        assertThat(site(new Random(0))
                        .step(RULES.get(7), RULES.get(9))
                        .migration()
                        .readings())
                .isEqualTo(1);
        assertThat(site(new Random(0))
                        .step(RULES.get(7), RULES.get(8))
                        .migration()
                        .readings())
                .isEqualTo(2);
    }

    @Test
    void aModelThatNobodyHasIsReportedWithItsPlaceBeforeAnyRow() {
        SampleMigration sample = new SampleMigration()
                .table("notes_note", "notes.Note", "id", "owner_type_id@")
                .table("contacts_partner", "contacts.Partner", "id")
                .models("contacts.company")
                .step(
                        "- move-table: {table: contacts_partner, to: people_partner, model: people.Partner}",
                        "- change-table: {table: notes_note, where: \"owner_type_id == model('contacts.Partner')\","
                                + " set: {owner_type_id: \"model('people.Partner')\"}}",
                        "- skip-rows: {table: notes_note, where: \"owner_type_id == model('contacts.Company')\"}",
                        "- skip-rows: {table: notes_note, where: \"owner_type_id == model('contacts.Parner')\"}");
        assertThatThrownBy(sample::migration)
                .isInstanceOfSatisfying(
                        BrokenFileException.class,
                        broken -> assertThat(broken.faults())
                                .singleElement()
                                .satisfies(fault -> assertThat(fault.sentence())
                                        .startsWith(
                                                "step.yaml, line 8, column 59: rule 4 (skip-rows), found contacts.Parner,"
                                                        + " expected a model that the dump or the target has")
                                        .contains("contacts.Partner")));
    }
}
