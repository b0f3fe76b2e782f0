package io.waybill.reject;

import static io.waybill.reject.LedgerForRejects.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.Position;
import io.waybill.match.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
class RejectsTest {
    private final Rejects rejects = new Rejects(LedgerForRejects.CLOCK);
    private LedgerForRejects ledger;
    private TestDatabase database;

    @BeforeEach
    void aLedger(TestDatabase database) {
        this.database = database;
        ledger = new LedgerForRejects(database);
    }

    @Test
    void aRejectComesBackFromTheLedgerAsItWentIn() {
        RejectedRow row = new RejectedRow(
                "grant",
                List.of("subject", "user", "data"),
                List.of("tripos/x", "user/é", "{\"a\": \"“b”, \\\"c\\\" {d}\"}"),
                List.of("tripos/x", "user/é"),
                new Position("perms.csv", 3, 0, 77),
                "subject-not-found",
                "It is not there.",
                List.of(
                        new Candidate("tripos/y", 0.91, "one letter differs"),
                        new Candidate("z", 0.6, "same full name")),
                null);

        ledger.inTransaction(connection -> {
            rejects.open(connection, 1, "timetable", List.of(row));
            return null;
        });

        assertThat(ofWaybill(1)).singleElement().satisfies(reject -> {
            assertThat(reject.row()).isEqualTo(row);
            assertThat(reject.state()).isEqualTo("open");
            assertThat(reject.closedBy()).isNull();
        });
    }

    @Test
    void whatTheDatabaseCannotKeepIsKeptAsAPicture() {
        ledger.inTransaction(connection -> {
            rejects.report(connection, 1, "timetable", List.of(row("a\0b", "\uD800x", "😀", 1, null)));
            return null;
        });

        assertThat(ofWaybill(1).get(0).row().cells()).containsExactly("a␀b", "\uFFFDx", "😀");
        assertThat(ofWaybill(1).get(0).state()).isEqualTo("reported");
    }

    @Test
    void theSameFileDroppedAgainOpensNothingTwice() {
        List<RejectedRow> rows =
                List.of(row("tripos/a", "user/a", "", 1, null), row("tripos/b", "user/b", "", 2, null));

        Settlement first = settle(1, List.of(), rows);
        Settlement second = settle(2, List.of(), rows);

        assertThat(first).isEqualTo(new Settlement(2, Map.of(), 0, 0, 0, 0, 0, List.of(), Set.of(1L)));
        assertThat(second).isEqualTo(new Settlement(0, Map.of(1L, 2L), 0, 0, 0, 0, 0, List.of(), Set.of(1L)));
        assertThat(open()).containsExactly("1|tripos/a", "1|tripos/b");
    }

    @Test
    void aDeliveredRowClosesItsRejectWithALinkAndUnsolvedOnesStayOnce() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null), row("tripos/b", "user/b", "", 2, null)));
        long a = id("tripos/a");
        long b = id("tripos/b");

        Settlement settlement = settle(
                2,
                List.of(new AnsweredRow(List.of("tripos/a", "user/a"), a, false)),
                List.of(new RejectedRow(
                        "grant",
                        List.of("subject", "user", "data"),
                        List.of("tripos/b", "user/b", ""),
                        List.of("tripos/b", "user/b"),
                        Position.ofLine("rejects.csv", 9),
                        "subject-not-found",
                        "Still not there.",
                        List.of(new Candidate("tripos/b2", 0.8, "one letter differs")),
                        b)));

        assertThat(settlement).isEqualTo(new Settlement(0, Map.of(1L, 1L), 0, 1, 0, 0, 0, List.of(), Set.of(1L)));
        assertThat(database.query("SELECT cells[1], state, closed_by, closed_at FROM waybill.rejects ORDER BY id"))
                .satisfiesExactly(
                        solved -> assertThat(solved).startsWith("tripos/a|solved|2|2026-02-01"),
                        kept -> assertThat(kept).isEqualTo("tripos/b|open|∅|∅"));
        Reject kept = ofWaybill(1).get(1);
        assertThat(kept.row().reason()).isEqualTo("Still not there.");
        assertThat(kept.row().candidates()).extracting(Candidate::value).containsExactly("tripos/b2");
        assertThat(kept.row().at()).isEqualTo(new Position("perms.csv", 2, 0, -1));
    }

    @Test
    void ofTwoRowsWithOneKeyTheOneThatIsDeliveredAnswersTheRejectOfBoth() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null)));

        Settlement settlement = settle(
                2,
                List.of(new AnsweredRow(List.of("tripos/a", "user/a"), id("tripos/a"), false)),
                List.of(row("tripos/a", "user/a", "other", 2, null)));

        assertThat(settlement).isEqualTo(new Settlement(0, Map.of(), 0, 1, 0, 0, 1, List.of(), Set.of(1L)));
        assertThat(open()).isEmpty();
    }

    @Test
    void aDroppedRowClosesItsRejectAsDropped() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null)));

        Settlement settlement =
                settle(2, List.of(new AnsweredRow(List.of("tripos/a", "user/a"), null, true)), List.of());

        assertThat(settlement.dropped()).isEqualTo(1);
        assertThat(database.query("SELECT state, closed_by FROM waybill.rejects"))
                .containsExactly("dropped|2");
    }

    @Test
    void aMendedRowThatIsDeliveredClosesTheRejectItCameFrom() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null)));

        Settlement settlement = settle(
                2, List.of(new AnsweredRow(List.of("tripos/mended", "user/a"), id("tripos/a"), false)), List.of());

        assertThat(settlement.solved()).isEqualTo(1);
        assertThat(open()).isEmpty();
    }

    @Test
    void aMendedRowThatStillFailsTakesThePlaceOfItsReject() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null)));
        long a = id("tripos/a");

        Settlement settlement = settle(2, List.of(), List.of(row("tripos/b", "user/a", "", 2, a)));

        assertThat(settlement).isEqualTo(new Settlement(0, Map.of(), 1, 0, 0, 0, 0, List.of(), Set.of(1L, 2L)));
        assertThat(open()).containsExactly("2|tripos/b");
        assertThat(database.query("SELECT state, closed_by FROM waybill.rejects WHERE id = " + a))
                .containsExactly("replaced|2");
    }

    @Test
    void aRowWithOtherDataTakesThePlaceOfItsRejectToo() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "old", 1, null)));

        settle(2, List.of(), List.of(row("tripos/a", "user/a", "new", 1, null)));

        assertThat(database.query("SELECT waybill, cells[3] FROM waybill.rejects WHERE state = 'open'"))
                .containsExactly("2|new");
    }

    @Test
    void twoRowsMendedToTheSameProblemAreOneOpenReject() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null), row("tripos/b", "user/a", "", 2, null)));

        settle(
                2,
                List.of(),
                List.of(
                        row("tripos/c", "user/a", "", 1, id("tripos/a")),
                        row("tripos/c", "user/a", "", 2, id("tripos/b"))));

        assertThat(open()).containsExactly("2|tripos/c");
    }

    @Test
    void ofRowsWithOneKeyThatSayDifferentThingsTheFirstIsARejectAndTheOthersAreNamed() {
        RejectedRow first = row("tripos/a", "user/a", "1", 1, null);
        RejectedRow second = row("tripos/a", "user/a", "2", 2, null);
        RejectedRow repeated = row("tripos/a", "user/a", "1", 3, null);

        Settlement settlement = settle(1, List.of(), List.of(first, second, repeated));
        Settlement again = settle(2, List.of(), List.of(first, second, repeated));

        assertThat(settlement.opened()).isEqualTo(1);
        assertThat(settlement.beside()).containsExactly(second, repeated);
        assertThat(again)
                .isEqualTo(new Settlement(0, Map.of(1L, 1L), 0, 0, 0, 0, 0, List.of(second, repeated), Set.of(1L)));
        assertThat(database.query("SELECT waybill, cells[3] FROM waybill.rejects WHERE state = 'open'"))
                .containsExactly("1|1");
    }

    @Test
    void aRowMendedToTheKeyOfAnotherThatSaysSomethingElseStaysTheRejectThatItWas() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "1", 1, null), row("tripos/b", "user/a", "2", 2, null)));
        RejectedRow moved = row("tripos/a", "user/a", "2", 2, id("tripos/b"));

        Settlement settlement = settle(2, List.of(), List.of(row("tripos/a", "user/a", "1", 1, id("tripos/a")), moved));

        assertThat(settlement.beside()).containsExactly(moved);
        assertThat(open()).containsExactly("1|tripos/a", "1|tripos/b");
    }

    @Test
    void aRowMendedToAnotherOpenProblemLeavesThatOne() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null), row("tripos/b", "user/a", "", 2, null)));

        settle(2, List.of(), List.of(row("tripos/b", "user/a", "", 1, id("tripos/a"))));

        assertThat(open()).containsExactly("1|tripos/b");
    }

    @Test
    void anOldCopyOfARejectsFileOpensNothingAgain() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null)));
        long a = id("tripos/a");
        settle(2, List.of(new AnsweredRow(List.of("tripos/mended", "user/a"), a, false)), List.of());

        Settlement settlement = settle(3, List.of(), List.of(row("tripos/a", "user/a", "", 2, a)));

        assertThat(settlement).isEqualTo(new Settlement(0, Map.of(), 0, 0, 0, 1, 0, List.of(), Set.of()));
        assertThat(open()).isEmpty();
    }

    @Test
    void theSameRejectInTwoFilesOfOneDropIsOneOpenReject() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null)));
        long a = id("tripos/a");

        settle(2, List.of(), List.of(row("tripos/a", "user/a", "", 2, a), row("tripos/a", "user/a", "", 2, a)));
        settle(
                3,
                List.of(new AnsweredRow(List.of("tripos/a", "user/a"), a, false)),
                List.of(row("tripos/a", "user/a", "", 2, a)));

        assertThat(open()).isEmpty();
        assertThat(database.query("SELECT state, closed_by FROM waybill.rejects"))
                .containsExactly("solved|3");
    }

    @Test
    void aRowWithoutItsRejectNumberIsKnownByItsKey() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null)));

        settle(2, List.of(new AnsweredRow(List.of("tripos/a", "user/a"), null, false)), List.of());

        assertThat(open()).isEmpty();
    }

    @Test
    void rejectsOfOtherKindsAndSystemsAreNotTouched() {
        ledger.inTransaction(connection -> {
            rejects.open(connection, 1, "lino", List.of(row("tripos/a", "user/a", "", 1, null)));
            return null;
        });

        settle(2, List.of(new AnsweredRow(List.of("tripos/a", "user/a"), null, false)), List.of());

        assertThat(open()).containsExactly("1|tripos/a");
        List<Reject> found = ledger.inTransaction(
                connection -> rejects.openOf(connection, "lino", "grant", List.of("tripos/a", "user/a")));
        assertThat(found).hasSize(1);
    }

    @Test
    void theWaybillsToWriteAgainAfterACrashAreKnown() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null)));
        settle(2, List.of(), List.of(row("tripos/b", "user/b", "", 1, null)));
        settle(3, List.of(new AnsweredRow(List.of("tripos/a", "user/a"), null, false)), List.of());

        Set<Long> touched = ledger.inTransaction(connection -> rejects.touchedBy(connection, 3));

        assertThat(touched).containsExactly(1L, 2L);
    }

    @Test
    void anUndoLeavesWhatAWaybillThatStandsHasMetAsWell() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null), row("tripos/b", "user/b", "", 2, null)));
        settle(2, List.of(), List.of(row("tripos/b", "user/b", "", 1, null)));

        assertThat(undo(1, 3)).isEqualTo(new Rejects.TakenBack(0, 1));
        assertThat(open()).containsExactly("1|tripos/b");
        assertThat(undo(2, 4)).isEqualTo(new Rejects.TakenBack(0, 0));
        assertThat(database.query("SELECT cells[1], state, closed_by FROM waybill.rejects ORDER BY id"))
                .containsExactly("tripos/a|withdrawn|3", "tripos/b|withdrawn|4");
    }

    @Test
    void whatAnUndoneWaybillHasBroughtIsNotOpenedAgainByTheUndoOfAnother() {
        settle(1, List.of(), List.of(row("tripos/a", "user/a", "", 1, null)));
        settle(2, List.of(new AnsweredRow(List.of("tripos/a", "user/a"), null, false)), List.of());

        undo(1, 3);
        undo(2, 4);

        assertThat(database.query("SELECT state, closed_by FROM waybill.rejects"))
                .containsExactly("withdrawn|4");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whenAllWaybillsAreUndoneInAnyOrderNothingIsOpen(long seed) {
        Random random = new Random(seed);
        List<Long> order = new ArrayList<>();
        for (long waybill = 1; waybill <= 4; waybill++) {
            List<AnsweredRow> answered = new ArrayList<>();
            List<RejectedRow> rejected = new ArrayList<>();
            for (String subject : List.of("tripos/a", "tripos/b", "tripos/c")) {
                switch (random.nextInt(4)) {
                    case 0 -> answered.add(new AnsweredRow(List.of(subject, "user/a"), null, random.nextBoolean()));
                    case 1 -> {}
                    default -> rejected.add(row(subject, "user/a", "" + random.nextInt(2), 1, null));
                }
            }
            settle(waybill, answered, rejected);
            order.add(waybill);
        }
        Collections.shuffle(order, random);

        order.forEach(waybill -> undo(waybill, 5));

        assertThat(open()).as("undone in the order " + order).isEmpty();
        assertThat(KeptCounts.kept(database)).isEqualTo(KeptCounts.counted(database));
    }

    private Rejects.TakenBack undo(long waybill, long undo) {
        database.run(
                "UPDATE waybill.waybills SET state = 'undone', undone_by = " + undo + " WHERE number = " + waybill);
        return ledger.inTransaction(connection -> rejects.takeBack(connection, "timetable", waybill, undo));
    }

    /** The server has no statistics of any of the tables: old and new counts may not be compared each with each. */
    @Test
    @Timeout(40)
    void ofManyRejectsThatComeAgainThoseAreWrittenOfWhichSomethingNewIsKnown() {
        List<RejectedRow> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rows.add(row("tripos/" + i, "user/a", "", i, null));
        }
        settle(1, List.of(), rows);
        List<String> before = places();
        RejectedRow changed = rows.get(7_000);
        rows.set(
                7_000,
                changed.with("The subject \\ is \"new\".", List.of(new Candidate("{a,\"b\"}", 0.7, "same name"))));

        Settlement settlement = settle(2, List.of(), rows);

        assertThat(settlement.kept()).isEqualTo(Map.of(1L, 10_000L));
        List<String> after = places();
        after.removeAll(before);
        assertThat(after).hasSize(3).allSatisfy(place -> assertThat(place).contains("7001"));
        assertThat(ofWaybill(1).get(7_000).row()).isEqualTo(rows.get(7_000));
        assertThat(KeptCounts.kept(database)).isEqualTo(KeptCounts.counted(database));
    }

    /** Where rejects and the counts of their causes lie in their tables: what is written lies elsewhere then. */
    private List<String> places() {
        return new ArrayList<>(database.query("SELECT 'reject', id, ctid FROM waybill.rejects"
                + " UNION ALL SELECT 'cause of ' || waybill, first, ctid FROM waybill.open_causes"));
    }

    private Settlement settle(long waybill, List<AnsweredRow> answered, List<RejectedRow> rejected) {
        return ledger.inTransaction(connection ->
                rejects.settle(connection, waybill, "timetable", "grant", new ArrayList<>(answered), rejected));
    }

    private List<Reject> ofWaybill(long waybill) {
        return ledger.inTransaction(connection -> rejects.ofWaybill(connection, waybill));
    }

    private List<String> open() {
        return database.query("SELECT waybill, cells[1] FROM waybill.rejects WHERE state = 'open' ORDER BY id");
    }

    private long id(String subject) {
        return database.number("SELECT id FROM waybill.rejects WHERE cells[1] = '" + subject + "'");
    }
}
