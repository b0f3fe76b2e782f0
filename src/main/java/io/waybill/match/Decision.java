package io.waybill.match;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * A person's answer to a reject.
 *
 * @param keyCells the cells by which the row is known again
 * @param answer the value chosen, or {@link #DROP}
 */
public record Decision(List<String> keyCells, String answer) {
    /** The answer that the row is not wanted. */
    public static final String DROP = "drop";

    public Decision {
        keyCells = List.copyOf(keyCells);
        requireNonNull(answer, "answer");
        if (isDrop(answer)) {
            answer = DROP;
        }
    }

    /** Whether this answer says that the row is not wanted, in any case. */
    public static boolean isDrop(String answer) {
        return answer.strip().toLowerCase(Locale.ROOT).equals(DROP);
    }
}
