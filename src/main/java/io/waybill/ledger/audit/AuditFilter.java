package io.waybill.ledger.audit;

import java.time.Instant;

/**
 * Which lines of the audit list are wanted; null stands for all.
 *
 * @param who account, exactly
 * @param act one of them
 * @param waybill number of the waybill that they are about
 * @param from the first moment
 * @param until the first moment after the last
 * @param below only lines that come after the one with this id: the page after that one
 */
public record AuditFilter(String who, Act act, Long waybill, Instant from, Instant until, Long below) {
    /** All lines. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

    /** The same from the first page on, or from another. */
    public AuditFilter below(Long id) {
        return new AuditFilter(who, act, waybill, from, until, id);
    }

    /** Whether lines are left out, besides those of other pages. */
    public boolean narrowed() {
        return who != null || act != null || waybill != null || from != null || until != null;
    }
}
