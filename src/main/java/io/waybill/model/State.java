package io.waybill.model;

import java.util.Locale;

/**
 * The state of a waybill: {@code claimed → reading → staged → planned → (held →) applying → delivered}, or one of the other ends.
 * See docs/architecture.md.
 */
public enum State {
    CLAIMED(false),
    READING(false),
    STAGED(false),
    PLANNED(false),
    HELD(false),
    APPLYING(false),
    DELIVERED(true),
    PREVIEWED(true),
    UNCHANGED(true),
    REFUSED(true),
    FAILED(true),
    UNDONE(true);

    private final boolean terminal;

    State(boolean terminal) {
        this.terminal = terminal;
    }

    /** Whether a waybill in this state has ended. */
    public boolean terminal() {
        return terminal;
    }

    /** Whether its plan, if it has one, is no more than a plan: nothing in the target was changed by it. */
    public boolean changedNothing() {
        return this != APPLYING && this != DELIVERED && this != UNDONE;
    }

    /** The word that people and the ledger use: {@code delivered}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state with this word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static State ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
