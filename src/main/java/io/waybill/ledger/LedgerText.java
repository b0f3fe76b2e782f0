package io.waybill.ledger;

/** Text that PostgreSQL can store. */
final class LedgerText {
    private LedgerText() {}

    /** A text column cannot hold NUL, and a message may quote a broken file: each NUL becomes U+FFFD. */
    static String withoutNul(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
