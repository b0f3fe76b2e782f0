package io.waybill.model;

import java.util.Locale;

/** Where a waybill stands on its way (design: states of a waybill). */
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

    /** Whether nothing more happens to such a waybill by itself. */
    public boolean terminal() {
        return terminal;
    }

    /** The word that people and the ledger use: {@code delivered}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such state */
    public static State ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
