package io.waybill.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of several answers about one row the latest is listed, with a text or without, unless somebody has taken it away. */
@ExtendWith(TestPostgres.class)
class KeptAnswersTest {
    private final TestDatabase database;
    private final KeptAnswers answers;

    KeptAnswersTest(TestDatabase database) {
        this.database = database;
        answers = new KeptAnswers(database.dataSource(), Clock.systemUTC());
    }

    @BeforeEach
    void answer() {
        database.run("TRUNCATE waybill.waybills CASCADE");
        database.run(
                "INSERT INTO waybill.waybills (number, system, feed, state, preview, file_name, file_size, file_sha256,"
                        + " configuration, options, token, waybill_version, claimed_by, requested_by, claimed_at)"
                        + " SELECT n, 'park', 'trees', 'delivered', false, 'f', 1, repeat('0', 64), '', '{}', '', 'x', 'x', 'x', now()"
                        + " FROM generate_series(1, 3) AS n");
        decide("Oak", 1, "first", null);
        decide("Oak", 2, "second", null);
        decide("Elm", 1, "third", null);
        decide("Elm", 3, "fourth", "now()");
        decide("Ash", 3, "fifth", null);
    }

    private void decide(String key, int waybill, String answer, String removed) {
        database.run(
                "INSERT INTO waybill.decisions (system, kind, key_cells, answer, decided_by, decided_at, waybill, removed_by,"
                        + " removed_at) VALUES ('park', 'tree', ARRAY['" + key + "', 'x'], '" + answer
                        + "', 'Ann', now() + " + waybill
                        + " * interval '1 hour', " + waybill + ", " + (removed == null ? "NULL" : "'Bob'") + ", "
                        + removed + ")");
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
        database.run("DELETE FROM waybill.decisions WHERE waybill = 2");
        assertThat(listed(null, 10, 0, 2)).containsExactly("fifth", "first");
        assertThat(listed("oak", 10, 0, 1)).containsExactly("first");
    }
}
