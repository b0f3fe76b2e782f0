package io.waybill.desk.page;

import io.waybill.match.Candidate;
import io.waybill.reject.UndeliveredChoices;
import java.util.List;
import java.util.Optional;

/**
 * Which value a form of candidates begins with: what is chosen already; otherwise the first candidate, but only if it can hardly be wrong.
 */
final class Preselection {
    /** In hundredths: below this no candidate is ticked beforehand. */
    static final int SCORE = 95;
    /** In hundredths: nor if the next one is as close as this. */
    static final int LEAD = 5;

    private Preselection() {}

    /**
     * The value.
     *
     * @param candidates the best first
     * @param standing what is chosen for the rows
     * @param rows how many rows the form is for
     * @return empty when a person has to look
     */
    static Optional<String> of(List<Candidate> candidates, UndeliveredChoices standing, long rows) {
        if (!standing.isEmpty()) {
            return standing.answerOfAll(rows);
        }
        if (candidates.isEmpty() || hundredths(candidates.get(0)) < SCORE) {
            return Optional.empty();
        }
        return close(candidates)
                ? Optional.empty()
                : Optional.of(candidates.get(0).value());
    }

    /** Whether the next candidate is so close to the best that a person has to look. */
    static boolean close(List<Candidate> candidates) {
        return candidates.size() > 1 && hundredths(candidates.get(0)) - hundredths(candidates.get(1)) <= LEAD;
    }

    private static long hundredths(Candidate candidate) {
        return Math.round(candidate.score() * 100);
    }
}
