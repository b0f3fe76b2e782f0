package io.waybill.model;

import java.util.Locale;

/** What a waybill carries. */
public enum WaybillKind {
    /** a dropped file */
    DROP,
    /** the undo of what another waybill changed */
    UNDO,
    /** the restore of a backup */
    RESTORE;

    /** The word that people and the ledger use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind with this word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static WaybillKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
