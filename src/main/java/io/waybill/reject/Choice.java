package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What a person chose for a reject.
 *
 * @param answer the value chosen, or {@code drop}; null when the row is to be tried as it stands, or as mended
 * @param cells the row as mended; null when it is as it was
 * @param by name of the account
 */
public record Choice(String answer, List<String> cells, String by, Instant at) {
    public Choice {
        cells = cells == null ? null : List.copyOf(cells);
        requireNonNull(by, "by");
        requireNonNull(at, "at");
    }
}
