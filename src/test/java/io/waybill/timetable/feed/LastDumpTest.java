package io.waybill.timetable.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.ReviewedPlan.GuardLine;
import io.waybill.model.State;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A dump is measured by the last dump, whatever else came into the same folder in between. */
@ExtendWith(TestPostgres.class)
class LastDumpTest {
    private static final String THINGS = "timetables.thing";
    private static final int SUBJECTS = 200;
    private static final int STEPS = 12;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static PlayTables play;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException {
        database = own;
        play = new PlayTables(database);
        play.create();
        waybill = TestWaybill.startOnly("timetable", folder, database);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void playAsItWas() throws IOException {
        play.begin(live(SUBJECTS)
                .thing(900, 3, "tripos/nst/IA/old", "subject")
                .thing(901, 3, "tripos/nst/IA/older", "subject")
                .thing(1000, null, "user", "undefined")
                .user(1001, 1000, "ann", "kept")
                .grant(1, 1001, 900)
                .grant(2, 1001, 901));
    }

    private static Records live(int subjects) {
        Records records = new Records()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/nst", "tripos")
                .thing(3, 2, "tripos/nst/IA", "part");
        for (int i = 0; i < subjects; i++) {
            records.thing(10 + i, 3, "tripos/nst/IA/s" + i, "subject");
        }
        return records;
    }

    private static final String MENDED =
            "subject,user,data,rule,decision\ntripos/nst/IA/old,user/ann,,subject-not-found,tripos/nst/IA/s7\n";
    private static final String MENDED_LATER =
            "subject,user,data,rule,decision\ntripos/nst/IA/older,user/ann,,subject-not-found,tripos/nst/IA/s8\n";

    @Test
    void halfADumpAfterMendedRejectsIsStillMeasuredByTheDumpBefore() throws IOException {
        LedgerEntry first = waybill.drop("live", "first.dump", live(SUBJECTS).bytes());
        LedgerEntry mending = waybill.drop("live", "rejects.csv", MENDED);
        assertThat(mending.state()).as(mending.message()).isEqualTo(State.DELIVERED);
        assertThat(play.grants()).contains("user/ann|tripos/nst/IA/s7");

        LedgerEntry half = waybill.drop("live", "half.dump", live(SUBJECTS / 2).bytes());

        assertThat(half.state()).isEqualTo(State.HELD);
        assertThat(shrinkage(half))
                .singleElement()
                .asString()
                .startsWith("The file has 103 things, 100 fewer than the one of waybill " + first.number() + ",");
        waybill.decided(half, false);
    }

    @Test
    void mendedRejectsAreNotMeasuredAndAWholeDumpAfterThemIsOrdinary() throws IOException {
        waybill.drop("live", "first.dump", live(SUBJECTS).bytes());
        LedgerEntry mending = waybill.drop("live", "rejects.csv", MENDED);
        assertThat(mending.plan().guards()).noneMatch(GuardLine::tripped);
        waybill.drop("live", "rejects 2.csv", MENDED_LATER);

        LedgerEntry whole = waybill.drop(
                "live",
                "whole.dump",
                live(SUBJECTS).thing(5000, 3, "tripos/nst/IA/new", "subject").bytes());

        assertThat(whole.state()).as(whole.message()).isEqualTo(State.DELIVERED);
        assertThat(shrinkage(whole)).isEmpty();
    }

    @Test
    void anApprovedHalfIsTheMeasureUntilItIsUndone() throws IOException {
        waybill.drop("live", "first.dump", live(SUBJECTS).bytes());
        LedgerEntry half = waybill.decided(
                waybill.drop("live", "half.dump", live(SUBJECTS / 2).bytes()), true);
        assertThat(half.state()).isEqualTo(State.DELIVERED);
        waybill.preview("live", "tenth.dump", live(SUBJECTS / 10).bytes());

        LedgerEntry like =
                waybill.preview("live", "like.dump", live(SUBJECTS / 2 - 1).bytes());
        assertThat(shrinkage(like))
                .singleElement()
                .asString()
                .contains("1 fewer than the one of waybill " + half.number());

        assertThat(waybill.undone(half, false).state()).isEqualTo(State.DELIVERED);
        LedgerEntry again =
                waybill.preview("live", "like.dump", live(SUBJECTS / 2 - 1).bytes());
        assertThat(shrinkage(again)).singleElement().asString().contains("101 fewer than");
    }

    @Test
    void aDumpThatIsAsBeforeTheLastOneBringsPlayBackAndIsRecognisedOnlyThen() throws IOException {
        Records changed = live(SUBJECTS);
        changed.fields("thing", 20).put("fullname", "Another name");
        byte[] one = live(SUBJECTS).bytes();
        waybill.drop("live", "scheduled-1.dump", one);
        waybill.drop("live", "rejects.csv", MENDED);
        assertThat(waybill.drop("live", "scheduled-2.dump", one).links().sameAs())
                .as("mended rejects do not make the dump a new one")
                .isNotNull();
        waybill.drop("live", "scheduled-3.dump", changed.bytes());
        assertThat(name(20)).isEqualTo("Another name");

        LedgerEntry back = waybill.drop("live", "scheduled-4.dump", one);

        assertThat(back.state()).as(back.message()).isEqualTo(State.DELIVERED);
        assertThat(name(20)).isEqualTo("Name of tripos/nst/IA/s10");
        assertThat(waybill.drop("live", "scheduled-5.dump", one).links().sameAs())
                .isEqualTo(back.number());
    }

    /** Whatever comes in between: the measure is the newest dump that was delivered, that is not undone, and that is no mending. */
    @Test
    void inAnyOrderOfDumpsMendingsPreviewsDecisionsAndUndosTheLastDumpIsTheMeasure() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Records whole = live(SUBJECTS);
        whole.fields("thing", 10).put("fullname", "seed " + seed);
        LedgerEntry first = waybill.drop("live", "0.dump", whole.bytes());
        Deque<Dump> delivered = new ArrayDeque<>(List.of(new Dump(first, SUBJECTS)));
        for (int step = 1; step <= STEPS; step++) {
            String said = "seed " + seed + ", step " + step;
            switch (random.nextInt(5)) {
                case 0 -> waybill.drop("live", "rejects.csv", random.nextBoolean() ? MENDED : MENDED_LATER);
                case 1 -> {
                    boolean all = delivered.size() == 1;
                    if (!all && waybill.undone(delivered.peek().page, false).state() == State.DELIVERED) {
                        delivered.pop();
                    }
                }
                default -> {
                    int subjects = SUBJECTS / 2 + random.nextInt(SUBJECTS / 2);
                    boolean preview = random.nextInt(3) == 0;
                    Records records = live(subjects);
                    records.fields("thing", 10).put("fullname", said);
                    LedgerEntry page = preview
                            ? waybill.preview("live", step + ".dump", records.bytes())
                            : waybill.drop("live", step + ".dump", records.bytes());
                    Dump measure = delivered.peek();
                    assertThat(shrinkage(page))
                            .as(said)
                            .extracting(sentence -> sentence.split(", which")[0])
                            .isEqualTo(
                                    subjects >= measure.subjects
                                            ? List.of()
                                            : List.of("The file has " + (subjects + 3) + " things, "
                                                    + (measure.subjects - subjects) + " fewer than the one of waybill "
                                                    + measure.page.number()));
                    if (page.state() == State.HELD) {
                        page = waybill.decided(page, random.nextBoolean());
                    }
                    if (page.state() == State.DELIVERED) {
                        delivered.push(new Dump(page, subjects));
                    }
                }
            }
        }
    }

    private record Dump(LedgerEntry page, int subjects) {}

    private static String name(long key) {
        return database.value("SELECT fullname FROM timetables_thing WHERE id = " + key);
    }

    private static List<String> shrinkage(LedgerEntry page) {
        return page.plan().guards().stream()
                .filter(guard ->
                        guard.guard().equals("shrinkage") && guard.subject().equals(THINGS))
                .map(GuardLine::sentence)
                .toList();
    }
}
