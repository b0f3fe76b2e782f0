package io.waybill.ledger.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * An entry before it is in the list.
 *
 * @param id the same for an entry that is handed over twice
 * @param at when it was done
 */
public record AuditEntry(UUID id, Instant at, Actor actor, Deed deed) {
    public AuditEntry {
        requireNonNull(id, "id");
        requireNonNull(at, "at");
        requireNonNull(actor, "actor");
        requireNonNull(deed, "deed");
    }

    /** A new one. */
    public static AuditEntry of(Instant at, Actor actor, Deed deed) {
        return new AuditEntry(UUID.randomUUID(), at, actor, deed);
    }
}
