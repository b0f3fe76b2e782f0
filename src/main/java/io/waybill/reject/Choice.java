package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What a person decided on the desk about an open reject.
 *
 * @param answer the chosen value, or {@code drop}; null when the row is to be tried again, unchanged or mended
 * @param cells the mended row; null when it is unchanged
 * @param by name of the account
 * @param at when
 */
public record Choice(String answer, List<String> cells, String by, Instant at) {
    public Choice {
        cells = cells == null ? null : List.copyOf(cells);
        requireNonNull(by, "by");
        requireNonNull(at, "at");
    }
}
