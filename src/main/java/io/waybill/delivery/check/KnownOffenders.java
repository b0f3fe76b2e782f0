package io.waybill.delivery.check;

/**
 * What a check finds without a delivery, to be distinguished from what it finds because of it.
 *
 * @param array digests of the rows, as an array of PostgreSQL
 */
record KnownOffenders(String array) {
    /** Nothing is known: whatever a check finds is because of the delivery. */
    static final KnownOffenders NONE = new KnownOffenders("{}");

    /** More are not compared: the text of the array would become very long. */
    private static final long MOST = 1_000_000;

    /** @param digests null for none */
    static KnownOffenders of(long offenders, String digests) {
        return digests == null || offenders > MOST ? NONE : new KnownOffenders(digests);
    }
}
