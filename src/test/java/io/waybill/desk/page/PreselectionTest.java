package io.waybill.desk.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.match.Candidate;
import io.waybill.reject.StandingChoice;
import io.waybill.reject.UndeliveredChoices;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PreselectionTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static Candidate candidate(String value, int score) {
        return new Candidate(value, score / 100.0, "why");
    }

    private static StandingChoice chosen(String answer, boolean mended, String by, long rows) {
        return new StandingChoice(answer, mended, by, rows, NOON);
    }

    @Property
    void theFirstIsTickedOnlyIfItIsNearlyCertainAndFarAhead(
            @ForAll @IntRange(max = 100) int first, @ForAll @IntRange(max = 100) int second) {
        List<Candidate> candidates =
                List.of(candidate("a", Math.max(first, second)), candidate("b", Math.min(first, second)));
        boolean certain = Math.max(first, second) >= 95 && Math.abs(first - second) > 5;
        assertThat(Preselection.of(candidates, UndeliveredChoices.NONE, 1))
                .isEqualTo(certain ? Optional.of("a") : Optional.empty());
    }

    @Property
    void whatIsChosenIsTickedWhateverTheScoresAre(
            @ForAll @IntRange(max = 100) int first, @ForAll @IntRange(max = 100) int second) {
        List<Candidate> candidates = List.of(candidate("a", first), candidate("b", second));
        UndeliveredChoices standing =
                new UndeliveredChoices(List.of(chosen("b", false, "ann", 2), chosen("b", false, "bob", 1)));
        assertThat(Preselection.of(candidates, standing, 3)).contains("b");
        assertThat(Preselection.of(candidates, standing, 4))
                .as("one row has no answer yet")
                .isEmpty();
    }

    @Test
    void whereAnswersDifferOrRowsAreMendedNothingIsTicked() {
        List<Candidate> candidates = List.of(candidate("a", 99));
        assertThat(Preselection.of(candidates, UndeliveredChoices.NONE, 2)).contains("a");
        assertThat(Preselection.of(
                        candidates,
                        new UndeliveredChoices(List.of(chosen("a", false, "ann", 1), chosen("b", false, "ann", 1))),
                        2))
                .isEmpty();
        assertThat(Preselection.of(
                        candidates,
                        new UndeliveredChoices(List.of(chosen("a", false, "ann", 1), chosen(null, true, "ann", 1))),
                        2))
                .isEmpty();
        assertThat(Preselection.of(List.of(), UndeliveredChoices.NONE, 2)).isEmpty();
    }

    @Test
    void aStampIsTheMomentOfTheLatestChoiceToTheMicrosecond() {
        Instant moment = Instant.parse("2026-11-20T12:00:00.123456Z");
        UndeliveredChoices standing = new UndeliveredChoices(
                List.of(new StandingChoice("a", false, "ann", 1, moment), chosen("b", false, "bob", 1)));
        assertThat(UndeliveredChoices.moment(standing.stamp())).isEqualTo(moment);
        assertThat(standing.ofOthers("ann").choices())
                .extracting(StandingChoice::by)
                .containsExactly("bob");
        assertThat(UndeliveredChoices.NONE.stamp()).isZero();
    }
}
