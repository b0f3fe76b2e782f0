package io.waybill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestClock;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** For how much longer a drop is under way: its step by what is measured, all of it by the drops before. */
@ExtendWith(TestPostgres.class)
class ProgressTextTest {
    private static final FeedName LETTERS = new FeedName("sample", "letters");
    private static final FeedName PARCELS = new FeedName("sample", "parcels");
    private static final long SIZE = 1_000_000;
    private static final List<State> WAY = List.of(State.READING, State.STAGED, State.PLANNED, State.APPLYING);
    private static final String NOTHING = "";

    private final TestClock clock = new TestClock(Instant.parse("2026-03-04T10:15:30Z"));
    private TestDatabase database;
    private Ledger ledger;

    @BeforeEach
    void begin(TestDatabase fresh) {
        database = fresh;
        ledger = new Ledger(database.dataSource(), clock);
    }

    @Test
    void theWholeTakesAsLongAsTheMedianOfTheDropsBefore() throws SQLException {
        ended(LETTERS, SIZE, State.DELIVERED, 10, 20, 5, 40);
        ended(LETTERS, SIZE, State.PREVIEWED, 12, 22, 5, 42);
        ended(LETTERS, SIZE, State.DELIVERED, 100, 20, 900, 400);

        long number = claimed(LETTERS, SIZE);
        assertThat(toGo(number, 0, 0)).isEqualTo("whole 79 s");
        ledger.state(number, State.READING);
        assertThat(toGo(number, 4, 0)).isEqualTo("whole 75 s");
        assertThat(toGo(number, 4, 50)).isEqualTo("step 8 s, whole 75 s");
        assertThat(toGo(number, 12, 50)).as("slower than usual").isEqualTo("step 20 s, whole 87 s");
        ledger.state(number, State.STAGED);
        assertThat(toGo(number, 25, 0)).as("a little longer than usual").isEqualTo("whole 47 s");
        assertThat(toGo(number, 25, 0)).as("for how long it hangs is not known").isEqualTo(NOTHING);
        ledger.state(number, State.PLANNED);
        ledger.state(number, State.APPLYING);
        assertThat(toGo(number, 30, 0)).isEqualTo("whole 12 s");
        assertThat(toGo(number, 10, 80)).as("its last step is all of it").isEqualTo("step 10 s");
    }

    @Test
    void aFileOfAnotherSizeTakesTimeInProportion() throws SQLException {
        ended(LETTERS, SIZE, State.DELIVERED, 10, 20, 10, 40);

        assertThat(toGo(claimed(LETTERS, 2 * SIZE), 0, 0)).isEqualTo("whole 160 s");
        assertThat(toGo(claimed(LETTERS, SIZE / 2), 0, 0)).isEqualTo("whole 40 s");
        assertThat(toGo(claimed(LETTERS, 2 * SIZE + 2), 0, 0)).isEqualTo(NOTHING);
        assertThat(toGo(claimed(LETTERS, SIZE / 2 - 1), 0, 0)).isEqualTo(NOTHING);
    }

    @Test
    void whatWentAnotherWaySaysNothingOfIt() throws SQLException {
        assertThat(toGo(claimed(LETTERS, SIZE), 0, 0))
                .as("there is none before")
                .isEqualTo(NOTHING);
        ended(PARCELS, SIZE, State.DELIVERED, 10, 20, 10, 40);
        ended(LETTERS, SIZE, State.FAILED, 10, 20, 10, 40);
        long twice = ended(LETTERS, SIZE, State.DELIVERED, 10, 20, 10, 40);
        database.run("UPDATE waybill.waybills SET attempts = 2 WHERE number = " + twice);
        held();
        long earlier = claimed(LETTERS, SIZE);
        assertThat(toGo(earlier, 0, 0)).isEqualTo(NOTHING);

        ended(LETTERS, SIZE, State.UNCHANGED, 10, 20);
        assertThat(toGo(earlier, 0, 0)).as("what came later").isEqualTo(NOTHING);
        assertThat(toGo(claimed(LETTERS, SIZE), 0, 0)).isEqualTo("whole 30 s");
        assertThat(toGo(claimed(LETTERS, 0), 0, 0)).isEqualTo(NOTHING);
    }

    /** What is said after some seconds in a state, of which a share is done. */
    private String toGo(long number, int seconds, int percent) {
        ledger.progress(number, percent);
        clock.advance(Duration.ofSeconds(seconds));
        LedgerReader reader = new LedgerReader(database.dataSource());
        LedgerEntry page = reader.show(number).orElseThrow();
        ProgressText said = ProgressText.of(page, reader.usualTimes(page), clock.instant());
        return said.toGo().map(step -> "step " + step.toSeconds() + " s").orElse("")
                + (said.toGo().isPresent() && said.allToGo().isPresent() ? ", " : "")
                + said.allToGo().map(all -> "whole " + all.toSeconds() + " s").orElse("");
    }

    private long ended(FeedName feed, long size, State end, int... seconds) throws SQLException {
        long number = passed(feed, size, seconds);
        try (Connection connection = database.dataSource().getConnection()) {
            ledger.finish(connection, number, end, "");
        }
        return number;
    }

    private void held() throws SQLException {
        long number = passed(LETTERS, SIZE, 10, 20, 10, 40);
        try (Connection connection = database.dataSource().getConnection()) {
            ledger.hold(connection, number, "Too few.");
            clock.advance(Duration.ofHours(1));
            ledger.state(number, State.APPLYING);
            ledger.finish(connection, number, State.DELIVERED, "");
        }
    }

    /** One that was in each state of its way for some seconds. */
    private long passed(FeedName feed, long size, int... seconds) {
        long number = claimed(feed, size);
        for (int i = 0; i < seconds.length; i++) {
            ledger.state(number, WAY.get(i));
            clock.advance(Duration.ofSeconds(seconds[i]));
        }
        return number;
    }

    private long claimed(FeedName feed, long size) {
        Drop drop = new Drop(
                ledger.nextNumber(),
                WaybillKind.DROP,
                feed,
                Path.of("x.txt"),
                "x.txt",
                size,
                "a".repeat(64),
                DropOptions.NONE,
                clock.instant());
        ledger.claim(drop, "configuration", "tester", "9.9");
        return drop.number();
    }
}
