package io.waybill.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of several answers about one row the latest is listed, with a text or without, unless somebody has taken it away. */
@ExtendWith(TestPostgres.class)
class KeptAnswersTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-02-01T12:00:00Z"), ZoneOffset.UTC);
    private static final int STEPS = 40;

    private final TestDatabase database;
    private final KeptAnswers answers;

    KeptAnswersTest(TestDatabase database) {
        this.database = database;
        answers = new KeptAnswers(database.dataSource(), Clock.systemUTC());
    }

    @BeforeEach
    void answer() throws Exception {
        database.run("TRUNCATE waybill.waybills CASCADE");
        database.run(
                "INSERT INTO waybill.waybills (number, system, feed, state, preview, file_name, file_size, file_sha256,"
                        + " configuration, options, token, waybill_version, claimed_by, requested_by, claimed_at)"
                        + " SELECT n, 'park', 'trees', 'delivered', false, 'f', 1, repeat('0', 64), '', '{}', '', 'x', 'x', 'x', now()"
                        + " FROM generate_series(1, 3) AS n");
        decide("Oak", 1, "first");
        decide("Oak", 2, "second");
        decide("Elm", 1, "third");
        decide("Elm", 3, "fourth");
        answers.remove("park", "tree", List.of("Elm", "x"), 3, "Bob");
        decide("Ash", 3, "fifth");
    }

    private void decide(String key, long waybill, String answer) throws Exception {
        DecisionStore store = new DecisionStore(Clock.offset(NOON, Duration.ofHours(waybill)));
        inTransaction(connection -> store.remember(
                connection, waybill, "park", "tree", "Ann", List.of(new Decision(List.of(key, "x"), answer))));
    }

    private void forget(long waybill) throws Exception {
        inTransaction(connection -> new DecisionStore(NOON).forget(connection, waybill));
    }

    private interface Work {
        void with(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            work.with(connection);
            connection.commit();
        }
    }

    private List<String> listed(String text, int limit, long from, long all) throws Exception {
        KeptAnswers.Page page = answers.page(text, limit, from);
        assertThat(page.all()).isEqualTo(all);
        return page.answers().stream().map(KeptAnswer::answer).toList();
    }

    @Test
    void theLatestAnswerAboutARowIsListed() throws Exception {
        assertThat(listed(null, 10, 0, 2)).containsExactly("fifth", "second");
        assertThat(listed(null, 1, 1, 2)).containsExactly("second");
    }

    @Test
    void aTextIsFoundInTheKeyTheAnswerAndTheNameOfWhatIsStillKept() throws Exception {
        assertThat(listed("OAK", 10, 0, 1)).containsExactly("second");
        assertThat(listed("fif", 10, 0, 1)).containsExactly("fifth");
        assertThat(listed("ann", 1, 0, 2)).containsExactly("fifth");
        assertThat(answers.page("first", 10, 0).answers()).as("replaced").isEmpty();
        assertThat(answers.page("third", 10, 0).answers())
                .as("the later one is removed")
                .isEmpty();
        assertThat(answers.page("fourth", 10, 0).answers()).as("removed").isEmpty();
    }

    @Test
    void whatIsUndoneUncoversTheAnswerBefore() throws Exception {
        forget(2);
        assertThat(listed(null, 10, 0, 2)).containsExactly("fifth", "first");
        assertThat(listed("oak", 10, 0, 1)).containsExactly("first");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theLatestIsMarkedAfterAnySequenceOfAnswersRemovalsAndUndos(long seed) throws Exception {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            long waybill = 1 + random.nextInt(3);
            String key = random.nextBoolean() ? "Oak" : "Yew";
            switch (random.nextInt(4)) {
                case 0 -> forget(waybill);
                case 1 -> answers.remove("park", "tree", List.of(key, "x"), waybill, "Bob");
                default -> decide(key, waybill, "answer " + step);
            }
            assertThat(
                            database.query(
                                    "SELECT key_cells, waybill FROM waybill.decisions WHERE latest ORDER BY key_cells, waybill"))
                    .as("seed " + seed + ", step " + step)
                    .isEqualTo(
                            database.query(
                                    "SELECT key_cells, max(waybill) FROM waybill.decisions GROUP BY key_cells ORDER BY key_cells"));
        }
    }
}
