package io.waybill.intake;

import io.waybill.format.BrokenFileException;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.ReviewedPlan;
import io.waybill.model.Drop;

/** The result of a claim. */
sealed interface Claim {
    Drop drop();

    /** To be carried. */
    record Accepted(Drop drop) implements Claim {}

    /** A waybill carried these bytes before; this one has ended {@code unchanged}. */
    record CarriedBefore(Drop drop) implements Claim {}

    /** Refused before its content was looked at. */
    record Refused(Drop drop, BrokenFileException reason) implements Claim {}

    /**
     * Begun too often without ending.
     *
     * @param attempts how often
     */
    record Hopeless(Drop drop, int attempts) implements Claim {}

    /** Cancelled by somebody. */
    record Cancelled(Drop drop, LedgerEntry.Cancellation cancellation) implements Claim {}

    /** Held, and its plan was declined. */
    record Declined(Drop drop, ReviewedPlan.Verdict verdict) implements Claim {}

    /** Ended according to the ledger; only its files have not been moved yet. */
    record Ended(Drop drop, LedgerEntry page) implements Claim {}
}
