package io.waybill.intake;

import io.waybill.format.BrokenFileException;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.ReviewedPlan;
import io.waybill.model.Drop;

/** What a claim has come to. */
sealed interface Claim {
    Drop drop();

    /** To be carried. */
    record Accepted(Drop drop) implements Claim {}

    /** A waybill carried these bytes before; this one has ended {@code unchanged}. */
    record CarriedBefore(Drop drop) implements Claim {}

    /** Refused before its content was looked at. */
    record Refused(Drop drop, BrokenFileException reason) implements Claim {}

    /** Begun too often without coming to an end. */
    record Hopeless(Drop drop, int attempts) implements Claim {}

    /** It was held, and somebody has declined its plan. */
    record Declined(Drop drop, ReviewedPlan.Verdict verdict) implements Claim {}

    /** Its end stands in the ledger; only its files are not yet where they belong. */
    record Ended(Drop drop, LedgerEntry page) implements Claim {}
}
