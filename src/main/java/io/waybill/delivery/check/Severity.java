package io.waybill.delivery.check;

import java.util.Locale;

/** What happens to a delivery whose check finds something. */
public enum Severity {
    /** it is rolled back */
    ERROR,
    /** it is delivered; the waybill shows the result */
    WARNING;

    /** The word used by people and in the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
