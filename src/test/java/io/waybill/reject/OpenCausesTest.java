package io.waybill.reject;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
class OpenCausesTest {
    private static final int STEPS = 40;
    private static final Instant SEEN = Instant.parse("2100-01-01T00:00:00Z");

    private final Rejects rejects = new Rejects(LedgerForRejects.CLOCK);
    private TestDatabase database;
    private LedgerForRejects ledger;
    private Choices choices;

    @BeforeEach
    void ledger(TestDatabase database) {
        this.database = database;
        ledger = new LedgerForRejects(database);
        choices = new Choices(database.dataSource(), LedgerForRejects.CLOCK);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keptCountsAreThoseOfTheRejectsAfterAnySequenceOfDropsAnswersAndUndos(long seed) throws Exception {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            String done = step(random);
            assertThat(KeptCounts.kept(database))
                    .as("seed " + seed + ", step " + step + ": " + done)
                    .isEqualTo(KeptCounts.counted(database));
        }
        assertThat(database.number("SELECT count(*) FROM waybill.open_causes")).isPositive();
    }

    @Test
    void whatAnOlderVersionHasLeftIsCountedWhenItIsBroughtUpToDate() throws Exception {
        Random random = new Random(6);
        for (int step = 0; step < STEPS; step++) {
            step(random);
        }
        List<String> kept = KeptCounts.kept(database);
        // As it was before counts were kept.
        database.run(
                "DROP TABLE waybill.open_causes, waybill.open_choices",
                "DROP INDEX waybill.decisions_by_key, waybill.decisions_of_waybill",
                "ALTER TABLE waybill.decisions DROP latest",
                "CREATE INDEX decisions_latest ON waybill.decisions (key_hash)",
                "DROP INDEX waybill.waybills_by_feed, waybill.waybills_by_file, waybill.waybills_by_requester",
                "ALTER TABLE waybill.waybills DROP all_read, DROP all_inserted, DROP all_updated, DROP all_deleted,"
                        + " DROP all_unchanged, DROP all_filtered, DROP all_rejected, DROP took",
                "CREATE INDEX counts_of_waybill ON waybill.counts (waybill)",
                "INSERT INTO waybill.counts VALUES (1, 'a', 'drop', 5, 2, 0, 0, 0, 2, 0, 1, 0), (2, 'a', 'target', 5, 5, 0, 0, 0, 0, 0, 0, 1)",
                "UPDATE waybill.waybills SET state = 'refused' WHERE number = 1",
                "UPDATE waybill.waybills SET finished_at = claimed_at + interval '1 hour' WHERE number = 2",
                "INSERT INTO waybill.steps VALUES (2, 1, 'held', now()), (2, 2, 'applying', now() + interval '20 minutes')",
                "DROP TABLE waybill.unvalidated_keys",
                "ALTER TABLE waybill.rejects DROP waits",
                "DROP FUNCTION waybill.shows",
                "DELETE FROM waybill.flyway_schema_history WHERE version IN ('13', '14', '15', '16')");

        try (Target target = Target.open("timetable", database.settings())) {
            target.migrate();
        }

        assertThat(KeptCounts.kept(database)).isEqualTo(kept).isEqualTo(KeptCounts.counted(database));
        assertThat(database.query(
                        "SELECT all_read, all_inserted, all_deleted, all_unchanged, all_rejected, took FROM waybill.waybills"
                                + " WHERE number <= 3 ORDER BY number"))
                .containsExactly("5|0|0|0|1|∅", "0|5|1|0|0|00:40:00", "0|0|0|0|0|∅");
    }

    private String step(Random random) throws SQLException {
        long waybill = 1 + random.nextInt(4);
        String by = random.nextBoolean() ? "ann" : "bob";
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                List<RejectedRow> rows = new ArrayList<>();
                List<AnsweredRow> answered = new ArrayList<>();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    String subject = "tripos/" + random.nextInt(3);
                    String user = "user/" + random.nextInt(5);
                    if (random.nextInt(3) == 0) {
                        answered.add(new AnsweredRow(List.of(subject, user), null, random.nextBoolean()));
                    } else {
                        rows.add(LedgerForRejects.row(subject, user, "" + random.nextInt(2), i + 1, null));
                    }
                }
                ledger.inTransaction(
                        connection -> rejects.settle(connection, waybill, "timetable", "grant", answered, rows));
                return "drop";
            }
            case 3 -> {
                ledger.inTransaction(connection -> rejects.takeBack(connection, "timetable", waybill, 5));
                return "undo";
            }
            case 4 -> {
                choices.tryAgain("timetable", "grant", "subject-not-found", List.of("tripos/1"), by);
                return "try again";
            }
            default -> {
                return choose(random, by);
            }
        }
    }

    private String choose(Random random, String by) throws SQLException {
        List<String> open = database.query("SELECT id FROM waybill.rejects WHERE state = 'open' ORDER BY id");
        if (open.isEmpty()) {
            return "nothing";
        }
        long id = Long.parseLong(open.get(random.nextInt(open.size())));
        Long waybill = random.nextBoolean() ? null : 1L + random.nextInt(4);
        ChoiceScope scope = random.nextBoolean() ? ChoiceScope.of(id) : new ChoiceScope(id, waybill, null);
        Instant seen = random.nextBoolean() ? SEEN : null;
        switch (random.nextInt(4)) {
            case 0 -> choices.choose(scope, random.nextBoolean() ? "tripos/new" : "drop", by, seen);
            case 1 -> choices.unchoose(scope, by, seen);
            case 2 -> choices.mend(id, List.of("tripos/9", "user/1", "x"), by, seen);
            default -> choices.chooseBest(Map.of(id, "tripos/new"), waybill, 0.9, by);
        }
        return "choose for " + id;
    }
}
