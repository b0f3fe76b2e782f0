package io.waybill.timetable.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.RequestRefusedException;
import io.waybill.ledger.ReviewedPlan;
import io.waybill.model.FileEntry;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import io.waybill.system.demo.MendedRejects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plans that wait for a person, and deliveries that are taken back. */
@ExtendWith(TestPostgres.class)
class HeldAndUndoneTest {
    private static final int SUBJECTS = 200;

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
                .thing(1000, null, "user", "undefined")
                .user(1001, 1000, "ann", "kept")
                .grant(1, 1001, 10)
                .grant(2, 1001, 11));
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

    @Test
    void aFileThatWouldDeleteHalfOfATableIsHeldAndAppliedOnceSomebodyApproves() throws IOException {
        Map<String, List<String>> before = play.versions();

        LedgerEntry held = waybill.drop("live", "half.dump", live(SUBJECTS / 2).bytes());

        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.exitStatus()).isEqualTo(4);
        assertThat(held.message())
                .isEqualTo("This would delete 100 of 205 things (49 %); the limit is 30 %."
                        + " Nothing has been changed.");
        assertThat(play.versions()).isEqualTo(before);
        assertThat(waybill.data().held(held.number()).resolve("original/half.dump"))
                .exists();
        assertThat(waybill.data().work(held.number())).doesNotExist();

        LedgerEntry delivered = waybill.decided(held, true);

        assertThat(delivered.state()).isEqualTo(State.DELIVERED);
        assertThat(delivered.plan().fingerprint()).isEqualTo(held.plan().fingerprint());
        assertThat(delivered.plan().verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.by()).isEqualTo("ann");
            assertThat(verdict.reason()).isEqualTo("as agreed");
        });
        assertThat(waybill.data().held(held.number())).doesNotExist();
        assertThat(play.contents().get("thing")).hasSize(105);
        assertThatThrownBy(() -> waybill.requests().decide(held.number(), true, "ann", "", null))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("is not held but delivered");
    }

    @Test
    void whatWasApprovedComesBackForReviewWhenTheTargetHasMoved() throws IOException {
        LedgerEntry held = waybill.drop("live", "half.dump", live(SUBJECTS / 2).bytes());
        database.run(
                "UPDATE timetables_thing SET fullname = 'Changed meanwhile' WHERE id = 10",
                "DELETE FROM timetables_thing WHERE id = 200");

        LedgerEntry again = waybill.decided(held, true);

        assertThat(again.state()).isEqualTo(State.HELD);
        assertThat(again.message())
                .startsWith(
                        "The target has changed since this plan was approved: 1 change is new and 1 of those approved"
                                + " is no longer needed.");
        assertThat(waybill.changes(again))
                .filteredOn(change -> change.endsWith(" fresh"))
                .singleElement()
                .asString()
                .contains("UPDATE timetables_thing 10 ")
                .contains("before=Changed meanwhile, after=Name of tripos/nst/IA/s0");
        assertThat(again.plan().fingerprint()).isNotEqualTo(held.plan().fingerprint());
        assertThatThrownBy(() -> waybill.requests()
                        .decide(held.number(), true, "ann", "", held.plan().fingerprint()))
                .hasMessageContaining("has a new plan since you looked at it");

        assertThat(waybill.decided(again, true).state()).isEqualTo(State.DELIVERED);
        assertThat(play.contents().get("thing")).hasSize(105);
    }

    @Test
    void aDeclinedWaybillChangesNothingAndItsFileGoesToTheErrorFolder() throws IOException {
        Map<String, List<String>> before = play.versions();
        LedgerEntry held = waybill.drop("live", "half.dump", live(SUBJECTS / 2).bytes());

        LedgerEntry declined = waybill.decided(held, false);

        assertThat(declined.state()).isEqualTo(State.REFUSED);
        assertThat(declined.message()).isEqualTo("Declined by ann: as agreed. Nothing was changed.");
        assertThat(play.versions()).isEqualTo(before);
        assertThat(waybill.error(declined, "half.dump")).exists();
        assertThat(waybill.data().held(held.number())).doesNotExist();
    }

    @Test
    void aPreviewShowsTheVeryChangesThatTheRealRunMakes() throws IOException {
        Map<String, List<String>> before = play.versions();
        String sequences =
                database.value("SELECT string_agg(last_value::text, ' ' ORDER BY sequencename) FROM pg_sequences"
                        + " WHERE schemaname = 'public'");
        Records changed = live(SUBJECTS - 10).thing(5000, 3, "tripos/nst/IA/new", "subject");
        changed.fields("thing", 20).put("fullname", "Another name");

        LedgerEntry preview = waybill.preview("live", "changed.dump", changed.bytes());

        assertThat(preview.state()).isEqualTo(State.PREVIEWED);
        assertThat(play.versions()).isEqualTo(before);
        assertThat(database.value("SELECT string_agg(last_value::text, ' ' ORDER BY sequencename) FROM pg_sequences"
                        + " WHERE schemaname = 'public'"))
                .isEqualTo(sequences);

        LedgerEntry real = waybill.drop("live", "changed.dump", changed.bytes());

        assertThat(real.state()).isEqualTo(State.DELIVERED);
        assertThat(waybill.changes(real)).isEqualTo(waybill.changes(preview)).hasSize(12);
        assertThat(real.plan().tables()).isEqualTo(preview.plan().tables());
        assertThat(real.results().counts()).isEqualTo(preview.results().counts());
    }

    @Test
    void aPreviewSaysThatTheDropWouldBeHeld() throws IOException {
        LedgerEntry preview =
                waybill.preview("live", "half.dump", live(SUBJECTS / 2).bytes());

        assertThat(preview.state()).isEqualTo(State.PREVIEWED);
        assertThat(preview.message()).contains("It would be held: This would delete 100 of 205 things");
        assertThat(preview.plan().guards()).anyMatch(ReviewedPlan.GuardLine::tripped);
    }

    @Test
    void anUndoneDeliveryLeavesEverythingAsItWasAndCanBeDeliveredAgain() throws IOException {
        Map<String, List<String>> before = play.contents();
        Records changed = live(SUBJECTS - 10)
                .thing(5000, 3, "tripos/nst/IA/new", "subject")
                .series(1, "Lectures", "{}")
                .event(1, 1, null)
                .home(1, 10, 1);
        changed.fields("thing", 20).put("fullname", "Another name");
        LedgerEntry delivered = waybill.drop("live", "changed.dump", changed.bytes());
        Map<String, List<String>> after = play.contents();
        assertThat(delivered.state()).isEqualTo(State.DELIVERED);

        LedgerEntry preview = waybill.undone(delivered, true);

        assertThat(preview.state()).isEqualTo(State.PREVIEWED);
        assertThat(play.contents()).isEqualTo(after);

        LedgerEntry undo = waybill.undone(delivered, false);

        assertThat(undo.state()).isEqualTo(State.DELIVERED);
        assertThat(undo.kind()).isEqualTo(WaybillKind.UNDO);
        assertThat(undo.links().refersTo()).isEqualTo(delivered.number());
        assertThat(undo.plan().tables())
                .extracting("inserted", "updated", "deleted")
                .isEqualTo(preview.plan().tables().stream()
                        .map(table ->
                                org.assertj.core.groups.Tuple.tuple(table.inserted(), table.updated(), table.deleted()))
                        .toList());
        assertThat(play.contents()).isEqualTo(before);
        assertThat(waybill.page(delivered.number()).state()).isEqualTo(State.UNDONE);
        assertThat(waybill.page(delivered.number()).links().undoneBy()).isEqualTo(undo.number());
        assertThat(waybill.requests().undo(delivered.number(), false, "ann", ""))
                .isEmpty();
        assertThatThrownBy(() -> waybill.requests().undo(undo.number(), false, "ann", ""))
                .hasMessageContaining("it is an undo itself");

        LedgerEntry again = waybill.drop("live", "changed.dump", changed.bytes());

        assertThat(again.state()).isEqualTo(State.DELIVERED);
        assertThat(play.contents()).isEqualTo(after);
    }

    @Test
    void anUndoListsTheRowsThatHaveChangedSinceAndTouchesNothing() throws IOException {
        Records changed = live(SUBJECTS).thing(5000, 3, "tripos/nst/IA/new", "subject");
        changed.fields("thing", 20).put("fullname", "Another name");
        LedgerEntry delivered = waybill.drop("live", "changed.dump", changed.bytes());
        database.run(
                "UPDATE timetables_thing SET data = 'mine' WHERE id = 20",
                "DELETE FROM timetables_thing WHERE id = 5000");
        Map<String, List<String>> before = play.versions();

        LedgerEntry undo = waybill.undone(delivered, false);

        assertThat(undo.state()).isEqualTo(State.REFUSED);
        assertThat(play.versions()).isEqualTo(before);
        assertThat(waybill.errorText(undo, "reason.txt"))
                .contains("timetables_thing 20, field data: found mine, expected what waybill " + delivered.number()
                        + " left there: empty.")
                .contains("timetables_thing 5000, found no row with this key any more");
        assertThat(waybill.page(delivered.number()).state()).isEqualTo(State.DELIVERED);
        assertThat(TestWaybill.paths(undo, FileEntry.Role.ORIGINAL)).isEmpty();
    }

    @Test
    void anUndoRefusesToLeaveAReferenceDangling() throws IOException {
        LedgerEntry delivered = waybill.drop(
                "live",
                "changed.dump",
                live(SUBJECTS).thing(5000, 3, "tripos/nst/IA/new", "subject").bytes());
        database.run("INSERT INTO timetables_thingtag (id, thing_id, targetthing_id, annotation)"
                + " SELECT 900, id, 5000, 'admin' FROM timetables_thing WHERE fullpath = 'user/ann'");
        Map<String, List<String>> before = play.versions();

        LedgerEntry undo = waybill.undone(delivered, false);

        assertThat(undo.state()).isEqualTo(State.REFUSED);
        assertThat(undo.message()).contains("row 900 of timetables_thingtag refers to it");
        assertThat(play.versions()).isEqualTo(before);
    }

    @Test
    void rejectsAndDecisionsAreAsTheyWereOnceTheirWaybillIsTakenBack() throws IOException {
        LedgerEntry first =
                waybill.drop("permissions", "perms.csv", "tripos/nst/IA/s1x,user/bob,\ntripos/nst/IA/s2,user/bob,\n");
        assertThat(first.results().rejected()).isEqualTo(1);
        String rejects = waybill.errorText(first, "rejects.csv");
        List<String> grants = play.grants();
        Path chosen = folder.resolve("rejects.csv");
        MendedRejects.write(waybill.error(first, "rejects.csv"), chosen);
        LedgerEntry mended = waybill.drop("permissions", "rejects.csv", Files.readAllBytes(chosen));
        assertThat(mended.results().rejected()).isZero();
        assertThat(Files.exists(waybill.error(first, "rejects.csv"))).isFalse();
        assertThat(database.number("SELECT count(*) FROM waybill.decisions")).isEqualTo(1);

        LedgerEntry undo = waybill.undone(mended, false);

        assertThat(undo.state()).isEqualTo(State.DELIVERED);
        assertThat(play.grants()).isEqualTo(grants);
        assertThat(waybill.errorText(first, "rejects.csv")).isEqualTo(rejects);
        assertThat(database.number("SELECT count(*) FROM waybill.decisions")).isZero();
    }

    @Test
    void onlyWhatHasChangedTheTargetCanBeTakenBack() throws IOException {
        LedgerEntry preview =
                waybill.preview("live", "half.dump", live(SUBJECTS / 2).bytes());
        LedgerEntry held = waybill.drop("live", "half.dump", live(SUBJECTS / 2).bytes());

        assertThatThrownBy(() -> waybill.requests().undo(preview.number(), false, "ann", ""))
                .hasMessageContaining("it is previewed and has changed nothing");
        assertThatThrownBy(() -> waybill.requests().undo(held.number(), false, "ann", ""))
                .hasMessageContaining("it is held and has changed nothing. Decline it instead.");
        assertThatThrownBy(() -> waybill.requests().undo(999_999, false, "ann", ""))
                .hasMessageContaining("There is no waybill 999999");
        assertThatThrownBy(() -> waybill.requests().decide(held.number(), true, " ", "", null))
                .hasMessageContaining("A name of at most 100 characters is needed");
        waybill.decided(held, false);
    }
}
