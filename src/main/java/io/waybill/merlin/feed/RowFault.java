package io.waybill.merlin.feed;

import io.waybill.format.Fault;
import io.waybill.format.Position;

/**
 * Why a row is a reject.
 *
 * @param field as its feed calls it; empty for the whole row
 * @param kind what a column names that is not there, or is there several times; null when it is something else
 */
record RowFault(String field, String rule, String found, String expected, String advice, String kind) {
    Fault fault(Position at) {
        return new Fault(at, null, field.isEmpty() ? null : field, rule, found, expected, advice);
    }

    /** As a sentence, without the place. */
    String reason() {
        Position at = Position.of("");
        return fault(at).sentence().substring(at.toString().length() + 2);
    }

    /** The rule under which the reject is told. */
    String toldRule() {
        return kind == null ? rule : RowDecisions.rule(field, rule.startsWith("ambiguous"));
    }
}
