package io.waybill.merlin.feed;

import io.waybill.format.Fault;
import io.waybill.format.Position;

/**
 * A fault that makes a row a reject.
 *
 * @param field column by its name in the feed; empty for the whole row
 * @param rule short stable name of the rule that was broken
 * @param found what the row has there; null for nothing
 * @param expected what should be there, as a phrase
 * @param advice what to do, as a sentence; null for none
 * @param kind of thing that the column refers to, when it finds none or several, or perhaps another one; null for other faults
 * @param waits for how many other rejects of the drop, one after the other, when the fault is gone with them; 0 for a fault of the row itself
 */
record RowFault(String field, String rule, String found, String expected, String advice, String kind, int waits) {
    /** The fault with its place. */
    Fault fault(Position at) {
        return new Fault(at, null, field.isEmpty() ? null : field, rule, found, expected, advice);
    }

    /** The fault as a sentence, without its place. */
    String reason() {
        Position at = Position.of("");
        return fault(at).sentence().substring(at.toString().length() + 2);
    }

    /** The rule of the reject: it names the column when a reference finds none or several. */
    String rejectRule() {
        return kind == null || isOtherAddress() ? rule : RowDecisions.rule(field, rule.startsWith("ambiguous"));
    }

    /** Whether the row may be about a user of the target who has another address. */
    boolean isOtherAddress() {
        return rule.equals(RowDecisions.EMAIL_CHANGED) || rule.equals(RowDecisions.EMAIL_TAKEN);
    }
}
