package io.waybill.match;

import static java.util.Objects.requireNonNull;

/**
 * A suggested match for a reject.
 *
 * @param value what could be meant instead, e.g. a path
 * @param score 0 to 1, in hundredths; 1 is equality
 * @param why the reason for the score in plain words, e.g. {@code differs only in capitals}
 */
public record Candidate(String value, double score, String why) {
    public Candidate {
        requireNonNull(value, "value");
        requireNonNull(why, "why");
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score of " + score + " is not between 0 and 1");
        }
        score = Math.round(score * 100) / 100.0;
    }
}
