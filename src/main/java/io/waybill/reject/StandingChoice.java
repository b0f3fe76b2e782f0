package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What one person has chosen on the desk for open rejects of one cause.
 *
 * @param answer the chosen value, or {@code drop}; null when the rows were mended, or are to be tried again as they are
 * @param mended whether the rows were mended
 * @param by name of the account
 * @param rows for how many rejects
 * @param latest when the latest of them was chosen
 */
public record StandingChoice(String answer, boolean mended, String by, long rows, Instant latest) {
    public StandingChoice {
        requireNonNull(by, "by");
        requireNonNull(latest, "latest");
    }
}
