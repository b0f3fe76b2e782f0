package io.waybill.model;

import java.util.Locale;

/** What a waybill is of. */
public enum WaybillKind {
    /** a dropped file */
    DROP,
    /** taking back what another waybill changed */
    UNDO,
    /** bringing back what a backup holds */
    RESTORE;

    /** The word that people and the ledger use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such kind */
    public static WaybillKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
