package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.model.Drop;
import io.waybill.model.DropContents;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which earlier drop a drop is measured by, and when the same bytes need not be carried again. */
@ExtendWith(TestPostgres.class)
class LookingBackTest {
    private static final FeedName LETTERS = new FeedName("sample", "letters");
    private static final FeedName PARCELS = new FeedName("sample", "parcels");
    private static final FeedName ELSEWHERE = new FeedName("other", "letters");
    private static final DropContents DUMP = DropContents.of("dump");
    private static final DropContents MENDING = DropContents.of(DropContents.REJECTS);
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final Instant BEGIN = Instant.parse("2026-03-04T10:15:30Z");

    private TestDatabase database;
    private int minute;

    @BeforeEach
    void begin(TestDatabase database) {
        this.database = database;
    }

    @Test
    void aDropIsMeasuredByTheLastOneOfItsKindAndNeverByMendedRejects() {
        long dump = delivered(LETTERS, A, DUMP, 500, 1);
        delivered(LETTERS, B, MENDING, 4, 4);
        delivered(LETTERS, B, DropContents.of("list"), 7, 1);
        delivered(PARCELS, B, DUMP, 9, 1);
        delivered(ELSEWHERE, B, DUMP, 9, 1);

        assertThat(measure(DUMP)).isEqualTo(new LedgerResults.LastDelivered(dump, Map.of("letter", 500L)));
        assertThat(measure(DropContents.of("list")).read()).containsEntry("letter", 7L);
        assertThat(measure(DropContents.of("dump", "list")).number()).isZero();
        assertThat(measure(MENDING))
                .as("mended rejects are measured by nothing")
                .matches(none -> none.number() == 0);
    }

    @Test
    void aDropThatWasUndoneOrPreviewedOrIsHeldOrWasRecognisedIsNoMeasure() {
        long dump = delivered(LETTERS, A, DUMP, 500, 1);
        undo(delivered(LETTERS, B, DUMP, 20, 480));
        ended(LETTERS, B, DUMP, 20, State.PREVIEWED, new DropOptions(true, false, "", "", Map.of()));
        ended(LETTERS, B, DUMP, 20, State.REFUSED, DropOptions.NONE);
        held(B, 20);
        assertThat(measure(DUMP).number()).isEqualTo(dump);

        long unchanged = ended(LETTERS, A, DUMP, 500, State.UNCHANGED, DropOptions.NONE);
        assertThat(measure(DUMP).number()).isEqualTo(unchanged);
    }

    @Test
    void theMeasureIsWhatWasDeliveredLastEvenIfItWasClaimedEarlier() throws SQLException {
        long held = held(B, 20);
        delivered(LETTERS, A, DUMP, 500, 1);
        try (Connection transaction = transaction()) {
            now().finish(transaction, held, State.DELIVERED, "");
            transaction.commit();
        }

        assertThat(measure(DUMP)).isEqualTo(new LedgerResults.LastDelivered(held, Map.of("letter", 20L)));
    }

    @Test
    void aDropWhoseChangesARestoreHasTakenBackIsNoMeasureUntilTheRestoreIsUndone() {
        long dump = delivered(LETTERS, A, DUMP, 500, 1);
        long half = delivered(LETTERS, B, DUMP, 250, 250);
        database.run("INSERT INTO waybill.backups VALUES ('b-1', " + half
                + ", 'backup/b-1', 1, '{letter}', '{500}', repeat('0', 64), now(), 'ann')");
        long third = delivered(LETTERS, "c".repeat(64), DUMP, 240, 10);
        assertThat(measure(DUMP).number()).isEqualTo(third);

        long restore = now().request(
                        WaybillKind.RESTORE,
                        LETTERS,
                        "restore of backup b-1",
                        null,
                        new DropOptions(false, true, "", "ann", Map.of(Requests.BACKUP, "b-1")),
                        "ann",
                        "9.9");
        now().finish(restore, State.DELIVERED, "");
        assertThat(measure(DUMP).number()).isEqualTo(dump);

        undo(restore);
        assertThat(measure(DUMP).number()).isEqualTo(third);

        long fourth = delivered(LETTERS, A, DUMP, 510, 1);
        assertThat(measure(DUMP).number()).isEqualTo(fourth);
    }

    @Test
    void dropsFromBeforeContentsWereRecordedStillCount() {
        long old = delivered(LETTERS, A, DropContents.UNKNOWN, 500, 1);

        assertThat(measure(DUMP).number()).isEqualTo(old);
    }

    @Test
    void theSameBytesAreCarriedAgainOnceAnotherDropHasChangedTheTarget() {
        delivered(LETTERS, A, DUMP, 500, 1);
        assertThat(carriedBefore(A)).isTrue();
        delivered(LETTERS, "c".repeat(64), MENDING, 4, 4);
        delivered(LETTERS, "c".repeat(64), DUMP, 500, 0);
        delivered(ELSEWHERE, "c".repeat(64), DUMP, 500, 9);
        assertThat(carriedBefore(A)).as("none of them makes a difference").isTrue();

        delivered(LETTERS, B, DUMP, 500, 1);

        assertThat(carriedBefore(A)).as("the target is as B says").isFalse();
        assertThat(carriedBefore(B)).isTrue();
        delivered(LETTERS, A, DUMP, 500, 1);
        assertThat(carriedBefore(A)).isTrue();
        assertThat(carriedBefore(B)).isFalse();
        delivered(PARCELS, "d".repeat(64), DUMP, 500, 1);
        assertThat(carriedBefore(A)).as("another feed of the system").isFalse();
    }

    @Test
    void theSameBytesAreCarriedAgainWhileARowOfThemWaitsAsAReject() {
        long first = delivered(LETTERS, A, DUMP, 500, 1);
        count(first, "letter", "drop", 3);
        long reject = reject(first);
        assertThat(carriedBefore(A)).isFalse();

        long second = delivered(LETTERS, A, DUMP, 500, 0);
        count(second, "letter", "drop", 3);
        database.run("INSERT INTO waybill.kept_rejects VALUES (" + second + ", " + reject + ")");
        assertThat(carriedBefore(A)).as("the reject of the first waits still").isFalse();

        long mending = delivered(LETTERS, B, MENDING, 1, 1);
        database.run("UPDATE waybill.rejects SET state = 'solved', closed_by = " + mending
                + ", closed_at = now() WHERE id = " + reject);
        assertThat(carriedBefore(A)).isTrue();
    }

    @Test
    void aRejectOfARowThatTheTargetHadDoesNotMakeTheSameBytesNew() {
        long first = delivered(LETTERS, A, DUMP, 500, 1);
        count(first, "tag", "target", 3);
        reject(first);

        assertThat(carriedBefore(A)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverHappenedBeforeTheLedgerRemembersWhatAPersonWould(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            events.add(happens(random, events));
            assertThat(measure(DUMP).number()).as("%s", events).isEqualTo(expectedMeasure(events));
            assertThat(carriedBefore(A)).as("%s", events).isEqualTo(expectedCarried(events));
        }
    }

    private static final class Event {
        private final long number;
        private final String bytes;
        private final DropContents contents;
        private final boolean undo;
        private final boolean changes;
        private boolean undone;

        Event(long number, String bytes, DropContents contents, boolean undo, boolean changes) {
            this.number = number;
            this.bytes = bytes;
            this.contents = contents;
            this.undo = undo;
            this.changes = changes;
        }

        @Override
        public String toString() {
            return number
                    + (undo ? " undo" : " " + bytes.charAt(0) + " " + contents.word())
                    + (changes ? " changes" : "")
                    + (undone ? " undone" : "");
        }
    }

    private Event happens(Random random, List<Event> events) {
        List<Event> undoable =
                events.stream().filter(event -> !event.undo && !event.undone).toList();
        if (random.nextInt(5) == 0 && !undoable.isEmpty()) {
            Event taken = undoable.get(random.nextInt(undoable.size()));
            taken.undone = true;
            return new Event(undo(taken.number), "", DropContents.UNKNOWN, true, true);
        }
        boolean changes = random.nextBoolean();
        boolean mending = random.nextInt(3) == 0;
        String bytes = mending ? "c".repeat(64) : random.nextBoolean() ? A : B;
        DropContents contents = mending ? MENDING : DUMP;
        return new Event(delivered(LETTERS, bytes, contents, 100, changes ? 1 : 0), bytes, contents, false, changes);
    }

    private static long expectedMeasure(List<Event> events) {
        return events.stream()
                .filter(event -> !event.undone && event.contents.equals(DUMP))
                .mapToLong(event -> event.number)
                .reduce(0, (earlier, later) -> later);
    }

    private static boolean expectedCarried(List<Event> events) {
        boolean carried = false;
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.undone) {
                continue;
            }
            if (event.bytes.equals(A)) {
                carried = true;
            } else if (event.undo || event.changes && !event.contents.isMending()) {
                carried = false;
            }
        }
        return carried;
    }

    private long delivered(FeedName feed, String bytes, DropContents contents, long read, long changed) {
        long number = ended(feed, bytes, contents, read, State.DELIVERED, DropOptions.NONE);
        database.run(
                "INSERT INTO waybill.plans VALUES (" + number + ", 1, 'public', 'letter', 'letter', 'mirror', '{}',"
                        + " '{}', '{}', 500, 0, " + changed + ", 0, 0, 0, 'f')");
        return number;
    }

    private long ended(
            FeedName feed, String bytes, DropContents contents, long read, State state, DropOptions options) {
        return inTransaction((ledger, transaction) -> {
            long number = claimed(ledger, feed, bytes, options);
            ledger.results().contents(transaction, number, contents);
            ledger.results().tallies(transaction, number, List.of(tally(read)));
            ledger.finish(transaction, number, state, "");
            return number;
        });
    }

    private long held(String bytes, long read) {
        return inTransaction((ledger, transaction) -> {
            long number = claimed(ledger, LETTERS, bytes, DropOptions.NONE);
            ledger.results().contents(transaction, number, DUMP);
            ledger.results().tallies(transaction, number, List.of(tally(read)));
            ledger.hold(transaction, number, "Too few.");
            return number;
        });
    }

    private long undo(long number) {
        return inTransaction((ledger, transaction) -> {
            long undo = ledger.request(
                    WaybillKind.UNDO, LETTERS, "undo of " + number, number, DropOptions.NONE, "ann", "9.9");
            ledger.undone(transaction, number, undo);
            ledger.finish(transaction, undo, State.DELIVERED, "");
            return undo;
        });
    }

    private void count(long waybill, String subject, String origin, long rejected) {
        database.run(
                "DELETE FROM waybill.counts WHERE waybill = " + waybill + " AND subject = '" + subject + "'",
                "INSERT INTO waybill.counts VALUES (" + waybill + ", '" + subject + "', '" + origin + "', " + rejected
                        + ", 0, 0, 0, 0, 0, 0, " + rejected + ", 0)");
    }

    private long reject(long waybill) {
        database.run(
                "INSERT INTO waybill.rejects (waybill, system, kind, header, cells, key_cells, cause, file, line,"
                        + " byte_offset, rule, reason, candidates, state) VALUES (" + waybill
                        + ", 'sample', 'letter', '{to}', '{x}', '{x}', '{x}', 'x.txt', 2, 3, 'unknown', 'Nobody.', '[]', 'open')");
        return database.number("SELECT max(id) FROM waybill.rejects");
    }

    private boolean carriedBefore(String bytes) {
        return inTransaction((ledger, transaction) -> {
            Drop drop = drop(ledger.nextNumber(), LETTERS, bytes, DropOptions.NONE);
            ledger.claim(drop, "configuration", "tester", "9.9");
            boolean first = ledger.stillFirst(transaction, drop);
            ledger.forget(drop.number());
            return !first;
        });
    }

    private LedgerResults.LastDelivered measure(DropContents contents) {
        return inTransaction((ledger, transaction) -> ledger.results().lastDelivered(transaction, LETTERS, contents));
    }

    private static long claimed(Ledger ledger, FeedName feed, String bytes, DropOptions options) {
        Drop drop = drop(ledger.nextNumber(), feed, bytes, options);
        ledger.claim(drop, "configuration", "tester", "9.9");
        return drop.number();
    }

    private static Drop drop(long number, FeedName feed, String bytes, DropOptions options) {
        return new Drop(number, WaybillKind.DROP, feed, Path.of("x.txt"), "x.txt", 10, bytes, options, BEGIN);
    }

    private static Tally tally(long read) {
        return new Tally("letter", Tally.Origin.DROP, read, 0, 0, 0, 0, read, 0, 0, 0);
    }

    /** The ledger a minute later than before. */
    private Ledger now() {
        return new Ledger(database.dataSource(), Clock.fixed(BEGIN.plusSeconds(60L * ++minute), ZoneOffset.UTC));
    }

    private interface Work<T> {
        T with(Ledger ledger, Connection transaction) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection transaction = transaction()) {
            T result = work.with(now(), transaction);
            transaction.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }
}
