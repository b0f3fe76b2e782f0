package io.waybill.match;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * An answer that decides such rows of later drops, too.
 *
 * @param system whose rows they are
 * @param kind of the rows
 * @param keyCells the cells that identify them
 * @param answer the value chosen, or {@code drop}
 * @param by who gave it
 * @param at when
 * @param waybill that brought it
 * @param rows how many rows of later drops it has decided; drops that were undone do not count
 * @param lastWaybill the latest whose rows it has decided; null for none
 */
public record KeptAnswer(
        String system,
        String kind,
        List<String> keyCells,
        String answer,
        String by,
        Instant at,
        long waybill,
        long rows,
        Long lastWaybill) {
    public KeptAnswer {
        requireNonNull(system, "system");
        requireNonNull(kind, "kind");
        keyCells = List.copyOf(keyCells);
        requireNonNull(answer, "answer");
        requireNonNull(by, "by");
        requireNonNull(at, "at");
    }
}
