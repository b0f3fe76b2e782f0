package io.waybill.delivery.guard;

/**
 * One limit compared with one measurement.
 *
 * @param guard its name in the mapping file: {@code deletes}; {@code deletes-by-content} where rows were recognised by their contents
 * @param subject what was measured: a table, a kind of record
 * @param measured how many
 * @param ofAll of how many in all; 0 when a share does not apply
 * @param limit how much may pass
 * @param tripped whether the limit is exceeded
 * @param sentence what was found, with the figures
 */
public record GuardResult(
        String guard, String subject, long measured, long ofAll, Limit limit, boolean tripped, String sentence) {
    /** A change that always waits for approval. */
    public static GuardResult privilege(String subject, String sentence) {
        return always("privilege", subject, sentence);
    }

    /**
     * What always waits for approval, whatever the figures are.
     *
     * @param guard its name on the waybill
     */
    public static GuardResult always(String guard, String subject, String sentence) {
        return new GuardResult(guard, subject, 1, 0, new Limit(null, 0L), true, sentence);
    }

    /** The same, with another sentence after its own. */
    GuardResult with(String more) {
        return new GuardResult(guard, subject, measured, ofAll, limit, tripped, sentence + more);
    }

    /** How far the limit is exceeded, for showing the worst first. */
    double excess() {
        double byShare = limit.share() == null || ofAll == 0 ? 0 : measured / (limit.share() * ofAll + 1);
        double byRows = limit.rows() == null ? 0 : measured / (limit.rows() + 1.0);
        return Math.max(byShare, byRows);
    }
}
