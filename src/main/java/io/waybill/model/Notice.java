package io.waybill.model;

import static java.util.Objects.requireNonNull;

/**
 * Something an operator should know although nothing was refused: a duplicate left out, a grant on something that is not a subject.
 *
 * @param rule short stable name, kebab-case
 * @param sentence what happened, with figures and keys; no personal values
 * @param count how many records it is about
 */
public record Notice(String rule, String sentence, long count) {
    public Notice {
        requireNonNull(rule, "rule");
        requireNonNull(sentence, "sentence");
    }
}
