package io.waybill.match;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * A person's answer to a reject.
 *
 * @param keyCells the cells that identify the row
 * @param answer the value chosen, or {@link #DROP}
 */
public record Decision(List<String> keyCells, String answer) {
    /** The answer that the row is to be left out. */
    public static final String DROP = "drop";

    public Decision {
        keyCells = List.copyOf(keyCells);
        requireNonNull(answer, "answer");
        if (isDrop(answer)) {
            answer = DROP;
        }
    }

    /** Whether an answer says, in capitals or not, that the row is to be left out. */
    public static boolean isDrop(String answer) {
        return answer.strip().toLowerCase(Locale.ROOT).equals(DROP);
    }
}
