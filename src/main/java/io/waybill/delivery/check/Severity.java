package io.waybill.delivery.check;

import java.util.Locale;

/** What becomes of a delivery whose check finds something. */
public enum Severity {
    /** it is rolled back */
    ERROR,
    /** it is told on the waybill */
    WARNING;

    /** The word that people and the ledger use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
