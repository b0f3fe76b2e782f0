package io.waybill.system;

import static java.util.Objects.requireNonNull;

/**
 * What a system's configuration leads to, where that cannot be seen from any one line of it.
 *
 * @param sentence for an operator
 * @param usual false when somebody has probably forgotten something
 */
public record Remark(String sentence, boolean usual) {
    public Remark {
        requireNonNull(sentence, "sentence");
    }
}
