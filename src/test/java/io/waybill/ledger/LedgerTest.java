package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FailureSentence;
import io.waybill.model.FeedName;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import io.waybill.report.WaybillJson;
import io.waybill.report.WaybillText;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(TestPostgres.class)
class LedgerTest {
    private static final FeedName FEED = new FeedName("sample", "letters");
    private static final String BYTES = "a".repeat(64);
    private static final Instant CLAIMED_AT = Instant.parse("2026-03-04T10:15:30Z");

    private DataSource dataSource;
    private Ledger ledger;
    private LedgerReader reader;

    @BeforeEach
    void begin(TestDatabase database) {
        dataSource = database.dataSource();
        ledger = new Ledger(dataSource, Clock.fixed(CLAIMED_AT, ZoneOffset.UTC));
        reader = new LedgerReader(dataSource);
    }

    @Test
    void aClaimedDropIsOnItsPageWithAllThatWasAskedFor() {
        Drop drop = claimed(BYTES, new DropOptions(true, true, "t-1", "", Map.of("force-update", "true")));

        LedgerEntry page = reader.show(drop.number()).orElseThrow();

        assertThat(page.state()).isEqualTo(State.CLAIMED);
        assertThat(page.feed()).isEqualTo(FEED);
        assertThat(page.request().options())
                .containsOnly(
                        Map.entry("again", "true"), Map.entry("force-update", "true"), Map.entry("preview", "true"));
        assertThat(page.drop(drop.file())).isEqualTo(drop);
        assertThat(page.times().claimedAt()).isEqualTo(CLAIMED_AT);
        assertThat(page.run().version()).isEqualTo("9.9");
        assertThat(reader.byToken("t-1")).hasValue(drop.number());
        assertThat(reader.byToken("")).isEmpty();
        assertThat(reader.show(4711)).isEmpty();
    }

    @Test
    void aLookForWaybillsThatWaitIsOneStatement(TestDatabase database) {
        try (Target target = Target.open("sample", database.settings())) {
            for (Consumer<LedgerReader> look : List.<Consumer<LedgerReader>>of(
                    LedgerReader::waiting, LedgerReader::cancelled, looking -> looking.byToken("t-1"))) {
                look.accept(new LedgerReader(target.dataSource()));
                assertThat(
                                database.query(
                                        "SELECT query FROM pg_stat_activity"
                                                + " WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%waybill.waybills%'"))
                        .as("no transaction was begun, ended or set up around it")
                        .hasSize(1);
            }
        }
    }

    @Test
    void theStepsOfAWaybillStandInTheirOrder() {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        ledger.state(drop.number(), State.READING);
        ledger.state(drop.number(), State.STAGED);
        ledger.finish(drop.number(), State.PREVIEWED, "Nothing to say.");

        assertThat(reader.show(drop.number()).orElseThrow().times().steps())
                .extracting(LedgerEntry.Step::state)
                .containsExactly(State.CLAIMED, State.READING, State.STAGED, State.PREVIEWED);
    }

    @Test
    void aWaybillThatHasEndedStaysAsItEnded() {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        ledger.finish(drop.number(), State.REFUSED, "Broken.");

        assertThatThrownBy(() -> ledger.finish(drop.number(), State.DELIVERED, ""))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ledger.state(drop.number(), State.STAGED)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ledger.restart(drop.number(), true)).isInstanceOf(IllegalStateException.class);
        assertThat(reader.show(drop.number()).orElseThrow().message()).isEqualTo("Broken.");
    }

    @Test
    void whatTheDataSTransactionTakesBackTheLedgerTakesBackToo() throws SQLException {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        try (Connection transaction = transaction()) {
            ledger.results().tallies(transaction, drop.number(), List.of(tally(3, 2, 1)));
            ledger.finish(transaction, drop.number(), State.DELIVERED, "Done.");
            transaction.rollback();
        }

        LedgerEntry page = reader.show(drop.number()).orElseThrow();
        assertThat(page.state()).isEqualTo(State.CLAIMED);
        assertThat(page.results().counts()).isEmpty();
        assertThat(page.times().finishedAt()).isNull();
    }

    @Test
    void countsThatDoNotBalanceAreRefused() throws SQLException {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        try (Connection transaction = transaction()) {
            assertThatThrownBy(() -> ledger.results().tallies(transaction, drop.number(), List.of(tally(4, 2, 1))))
                    .isInstanceOf(SQLException.class)
                    .extracting(FailureSentence::of)
                    .asString()
                    .contains("constraint counts_balance", "table counts");
        }
    }

    @Test
    void aDeliveredWaybillShowsCountsNoticesComparisonAndFiles() throws SQLException {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        try (Connection transaction = transaction()) {
            Tally carriedOver = new Tally("letters.letter", Tally.Origin.TARGET, 5, 0, 4, 0, 0, 1, 0, 0, 0);
            ledger.results().tallies(transaction, drop.number(), List.of(tally(3, 2, 1), carriedOver));
            ledger.results().notices(transaction, drop.number(), List.of(new Notice("one", "First.", 1)));
            ledger.results().notices(transaction, drop.number(), List.of(new Notice("two", "Second.", 2)));
            ledger.results().comparison(transaction, drop.number(), "{\"users\": {\"before\": 3, \"after\": 1234}}");
            ledger.results()
                    .files(
                            transaction,
                            drop.number(),
                            List.of(new FileEntry(FileEntry.Role.OUTPUT, "outbox/sample/x.json", 5, BYTES)));
            ledger.finish(transaction, drop.number(), State.DELIVERED, "Done.");
            transaction.commit();
        }

        LedgerEntry page = reader.verified(drop.number());
        assertThat(page.results().rejected()).isEqualTo(1);
        assertThat(page.exitStatus()).isEqualTo(LedgerEntry.WITH_REJECTS);
        assertThat(page.results().notices()).extracting(Notice::rule).containsExactly("one", "two");
        assertThat(page.run().progress()).isEqualTo(100);
        WaybillText format = new WaybillText(ZoneOffset.UTC);
        assertThat(format.outcome(page))
                .isEqualTo("delivered, 3 read, 2 inserted, 1 rejected; of rows carried over 4 updated");
        assertThat(format.page(page))
                .startsWith("Waybill " + drop.number() + ": delivered\n")
                .contains(
                        "users: before 3, after 1,234",
                        "letters.letter     3         2",
                        "outbox/sample/x.json (5 bytes)");
        assertThat(new WaybillJson(ZoneOffset.UTC).page(page))
                .contains("\"state\" : \"delivered\"", "\"rejected\" : 1", "\"after\" : 1234");
    }

    @Test
    void theSameBytesAgainEndUnchangedAndPointToTheWaybillThatDeliveredThem() {
        Drop first = claimed(BYTES, DropOptions.NONE);
        assertThat(ledger.endIfCarriedBefore(first)).isFalse();
        ledger.finish(first.number(), State.DELIVERED, "");
        Drop second = claimed(BYTES, DropOptions.NONE);

        assertThat(ledger.endIfCarriedBefore(second)).isTrue();

        LedgerEntry page = reader.show(second.number()).orElseThrow();
        assertThat(page.state()).isEqualTo(State.UNCHANGED);
        assertThat(page.links().sameAs()).isEqualTo(first.number());
        assertThat(page.message())
                .contains("Waybill " + first.number() + " delivered these bytes on 2026-03-04 10:15", "--again");
        Drop third = claimed(BYTES, DropOptions.NONE);
        ledger.endIfCarriedBefore(third);
        assertThat(reader.show(third.number()).orElseThrow().links().sameAs()).isEqualTo(first.number());
    }

    @Test
    void theSameBytesAreCarriedAgainForAPreviewOnRequestAfterAFailureAndUnderAnotherConfiguration() {
        Drop failed = claimed(BYTES, DropOptions.NONE);
        ledger.finish(failed.number(), State.FAILED, "");
        Drop previewed = claimed(BYTES, new DropOptions(true, false, "", "", Map.of()));
        ledger.finish(previewed.number(), State.PREVIEWED, "");
        Drop first = claimed(BYTES, DropOptions.NONE);
        assertThat(ledger.endIfCarriedBefore(first)).isFalse();
        ledger.finish(first.number(), State.DELIVERED, "");

        assertThat(ledger.endIfCarriedBefore(claimed(BYTES, new DropOptions(true, false, "", "", Map.of()))))
                .isFalse();
        assertThat(ledger.endIfCarriedBefore(claimed(BYTES, new DropOptions(false, true, "", "", Map.of()))))
                .isFalse();
        Drop other = drop(ledger.nextNumber(), BYTES, DropOptions.NONE);
        ledger.claim(other, "another", "tester", "9.9");
        assertThat(ledger.endIfCarriedBefore(other)).isFalse();
    }

    @Test
    void ofManyDropsOfTheSameBytesAtTheSameTimeOneIsDelivered() throws Exception {
        int drops = 8;
        ExecutorService threads = Executors.newFixedThreadPool(drops);
        CountDownLatch allClaimed = new CountDownLatch(drops);
        List<Future<Boolean>> delivered = new ArrayList<>();
        for (int i = 0; i < drops; i++) {
            delivered.add(threads.submit(() -> {
                Drop drop = claimed(BYTES, DropOptions.NONE);
                boolean before = ledger.endIfCarriedBefore(drop);
                allClaimed.countDown();
                allClaimed.await(20, TimeUnit.SECONDS);
                try (Connection transaction = transaction()) {
                    boolean first = !before && ledger.stillFirst(transaction, drop);
                    if (first) {
                        ledger.finish(transaction, drop.number(), State.DELIVERED, "");
                    } else {
                        ledger.endIfCarriedBefore(transaction, drop);
                    }
                    transaction.commit();
                    return first;
                }
            }));
        }
        long count = 0;
        for (Future<Boolean> one : delivered) {
            count += one.get(30, TimeUnit.SECONDS) ? 1 : 0;
        }
        threads.shutdown();

        assertThat(count).isEqualTo(1);
        assertThat(reader.list(WaybillFilter.of("sample", null, State.UNCHANGED), 100, 0))
                .hasSize(drops - 1);
        assertThat(reader.list(WaybillFilter.of(null, "letters", State.DELIVERED), 100, 0))
                .hasSize(1);
    }

    @Test
    void aCancelledWaybillEndsWithoutHavingChangedAnythingWhateverItsRouteDoes() throws SQLException {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        assertThat(ledger.cancel(drop.number(), "ann", "wrong file")).isTrue();
        assertThat(ledger.cancel(drop.number(), "bob", "me too")).isFalse();
        assertThat(reader.cancelled()).contains(drop.number());
        assertThatThrownBy(() -> ledger.state(drop.number(), State.APPLYING)).hasMessageContaining("cancelled");
        assertThatThrownBy(() -> ledger.finish(drop.number(), State.DELIVERED, ""))
                .hasMessageContaining("cancelled");
        assertThat(ledger.forget(drop.number())).isFalse();
        assertThat(reader.show(drop.number()).orElseThrow().cancellation().by()).isEqualTo("ann");
        ledger.finish(drop.number(), State.REFUSED, "Cancelled.");
        assertThat(reader.cancelled()).doesNotContain(drop.number());
    }

    @Test
    void whoCancelsWhileADeliveryIsBeingCommittedComesTooLate() throws Exception {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection transaction = dataSource.getConnection()) {
            transaction.setAutoCommit(false);
            ledger.finish(transaction, drop.number(), State.DELIVERED, "");
            Future<Boolean> cancelled = thread.submit(() -> ledger.cancel(drop.number(), "ann", "wrong file"));
            assertThatThrownBy(() -> cancelled.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            transaction.commit();
            assertThat(cancelled.get(20, TimeUnit.SECONDS)).isFalse();
        } finally {
            thread.shutdown();
        }
        assertThat(reader.show(drop.number()).orElseThrow().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void whatWasDeclinedEndsByItselfAndIsNotCancelled() throws SQLException {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        long number = drop.number();
        Requests requests = new Requests(ledger, reader, "test");
        try (Connection transaction = dataSource.getConnection();
                Statement statement = transaction.createStatement()) {
            statement.execute("INSERT INTO waybill.plans VALUES (" + number
                    + ", 1, 'public', 'letter', 'letter', 'mirror'," + " '{}', '{}', '{}', 500, 0, 1, 0, 0, 0, 'f')");
            ledger.hold(transaction, number, "a limit");
        }
        assertThatThrownBy(() -> requests.cancel(number, "bob", "wrong file"))
                .hasMessageContaining("decline it instead");
        assertThat(reader.show(number).orElseThrow().declined()).isFalse();

        requests.decide(number, false, "ann", "wrong file", null);

        assertThat(reader.show(number).orElseThrow().declined()).isTrue();
        assertThatThrownBy(() -> requests.cancel(number, "bob", "wrong file"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("was declined by ann: it ends in a moment");
    }

    @Test
    void whoCancelsWhileACommitTakesLongIsToldSo() throws Exception {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        try (Connection transaction = dataSource.getConnection()) {
            transaction.setAutoCommit(false);
            ledger.finish(transaction, drop.number(), State.DELIVERED, "");
            assertThatThrownBy(() -> ledger.cancel(drop.number(), "ann", "wrong file"))
                    .isInstanceOf(RequestRefusedException.class)
                    .hasMessageContaining("is at its last step, which cannot be cancelled");
            transaction.rollback();
        }
        assertThat(ledger.cancel(drop.number(), "ann", "wrong file")).isTrue();
    }

    @Test
    void aDeliveryThatEndsWhileSomebodyCancelsItFindsThatOut() throws Exception {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection cancelling = dataSource.getConnection();
                Statement statement = cancelling.createStatement();
                Connection transaction = dataSource.getConnection()) {
            cancelling.setAutoCommit(false);
            statement.execute("UPDATE waybill.waybills SET cancelled_at = now(), cancelled_by = 'ann' WHERE number = "
                    + drop.number());
            transaction.setAutoCommit(false);
            Future<?> finished = thread.submit(() -> {
                ledger.finish(transaction, drop.number(), State.DELIVERED, "");
                return null;
            });
            assertThatThrownBy(() -> finished.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            cancelling.commit();
            assertThatThrownBy(() -> finished.get(20, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was cancelled");
            transaction.rollback();
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void waitingForPeopleIsNotPartOfWhatAWaybillTook() throws SQLException {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE waybill.steps SET at = '2026-01-01 10:00+00' WHERE waybill = " + drop.number());
            statement.execute(
                    "INSERT INTO waybill.steps VALUES (" + drop.number() + ", 2, 'held', '2026-01-01 10:01+00'), ("
                            + drop.number() + ", 3, 'claimed', '2026-01-01 12:01+00'), (" + drop.number()
                            + ", 4, 'held', '2026-01-01 12:02+00'), (" + drop.number()
                            + ", 5, 'claimed', '2026-01-01 12:32+00')");
        }
        Duration waited = Duration.ofMinutes(150);
        assertThat(reader.list(WaybillFilter.of("sample", null, null), 1, 0)
                        .get(0)
                        .times()
                        .waited())
                .isEqualTo(waited);
        assertThat(reader.show(drop.number()).orElseThrow().times().waited(Instant.now()))
                .isEqualTo(waited);
        try (Connection transaction = transaction()) {
            ledger.finish(transaction, drop.number(), State.DELIVERED, "");
            assertThat(values(
                            transaction,
                            "SELECT took = finished_at - claimed_at - interval '150 minutes' FROM waybill.waybills"
                                    + " WHERE number = " + drop.number()))
                    .isEqualTo("t");
        }
    }

    @Test
    void aHeldWaybillHasTakenTheTimeUntilItWasHeld() throws SQLException {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        String took =
                "SELECT took >= interval '1 hour' AND took < interval '61 minutes' FROM waybill.waybills WHERE number = "
                        + drop.number();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE waybill.waybills SET claimed_at = claimed_at - interval '3 hours' WHERE number = "
                    + drop.number());
            statement.execute("UPDATE waybill.steps SET state = 'held', at = at - interval '2 hours' WHERE waybill = "
                    + drop.number());
            assertThat(values(connection, took)).isNull();
            ledger.state(drop.number(), State.READING);
            ledger.hold(connection, drop.number(), "a limit");
            assertThat(values(connection, took)).isEqualTo("t");
            ledger.state(drop.number(), State.APPLYING);
            assertThat(values(connection, took)).as("it is under way").isNull();
        }
    }

    @Test
    void listsAreSortedByWhatWasCarriedOut() throws SQLException {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        String totals =
                "SELECT concat_ws(' ', all_read, all_inserted, all_rejected) FROM waybill.waybills WHERE number = "
                        + drop.number();
        for (State end : List.of(State.DELIVERED, State.REFUSED)) {
            try (Connection transaction = transaction()) {
                ledger.results().tallies(transaction, drop.number(), List.of(tally(3, 2, 1)));
                ledger.finish(transaction, drop.number(), end, "");
                assertThat(values(transaction, totals)).isEqualTo(end == State.DELIVERED ? "3 2 1" : "3 0 1");
                transaction.rollback();
            }
        }
        try (Connection transaction = transaction()) {
            ledger.results().tallies(transaction, drop.number(), List.of(tally(3, 2, 1)));
            ledger.hold(transaction, drop.number(), "a limit");
            assertThat(values(transaction, totals)).isEqualTo("3 2 1");
            transaction.rollback();
        }
    }

    private static String values(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aBegunAnewWaybillKeepsNothingOfTheAttemptThatWasCutOff() throws SQLException {
        Drop drop = claimed(BYTES, DropOptions.NONE);
        ledger.state(drop.number(), State.STAGED);
        ledger.progress(drop.number(), 55);
        ledger.files(drop.number(), List.of(new FileEntry(FileEntry.Role.OUTPUT, "outbox/x", 1, BYTES)));

        ledger.restart(drop.number(), true);

        LedgerEntry page = reader.show(drop.number()).orElseThrow();
        assertThat(page.run().attempts()).isEqualTo(2);
        assertThat(page.state()).isEqualTo(State.CLAIMED);
        assertThat(page.run().progress()).isZero();
        assertThat(page.results().files()).isEmpty();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidInOneSentence() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setURL("jdbc:postgresql://127.0.0.1:1/nothing");
        assertThatThrownBy(() -> new Ledger(nowhere, Clock.systemUTC()).nextNumber())
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("check that the server runs");
    }

    private Drop claimed(String sha256, DropOptions options) {
        Drop drop = drop(ledger.nextNumber(), sha256, options);
        ledger.claim(drop, "configuration", "tester", "9.9");
        return drop;
    }

    private static Drop drop(long number, String sha256, DropOptions options) {
        return new Drop(
                number,
                WaybillKind.DROP,
                FEED,
                Path.of("work", Long.toString(number), "x.txt"),
                "x.txt",
                10,
                sha256,
                options,
                CLAIMED_AT);
    }

    private static Tally tally(long read, long inserted, long rejected) {
        return new Tally("letters.letter", Tally.Origin.DROP, read, inserted, 0, 0, 0, 0, 0, rejected, 0);
    }

    private Connection transaction() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }
}
