package io.waybill.lino.repair;

import java.util.Locale;
import java.util.Map;

/** Why a selected row could not be restored. */
enum Reason {
    /** what it refers to is neither in the target nor restored */
    DANGLING_FK("dangling-reference"),
    /** another row has a value that may occur only once */
    DUPLICATE_UNIQUE("duplicate-value"),
    /** a value is missing that the target needs */
    NOT_NULL("missing-value"),
    /** a value is of another type than its column */
    TYPE("wrong-value"),
    /** a text is too long for its column */
    LENGTH("value-too-long"),
    /** a rule of the table is not kept */
    CHECK("check-constraint"),
    /** the row of the model that its own extends is neither in the target nor restored */
    MTI_PARENT_MISSING("parent-missing"),
    /** the target does not know a model that it names */
    CONTENT_TYPE("unknown-content-type"),
    /** what it refers to generically is neither in the target nor restored */
    GENERIC_REF("dangling-generic-reference"),
    /** the dump has another row with its key before it */
    DUPLICATE_IN_DUMP("duplicate-key");

    private static final Map<String, Reason> OF_RULES = Map.of("missing-value", NOT_NULL, "value-too-long", LENGTH);

    private final String rule;

    Reason(String rule) {
        this.rule = rule;
    }

    /** Short stable name, as on the waybill. */
    String rule() {
        return rule;
    }

    /** As programs read it in the report of a repair. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason behind a rule that a single value does not keep. */
    static Reason ofRule(String rule) {
        return OF_RULES.getOrDefault(rule, TYPE);
    }
}
