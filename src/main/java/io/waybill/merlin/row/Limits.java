package io.waybill.merlin.row;

import io.waybill.merlin.value.TextRule;

/** The lengths of the target's columns. */
final class Limits {
    static final TextRule NAME = new TextRule(256);
    static final TextRule CODE = new TextRule(32);
    static final TextRule LADDER_NAME = new TextRule(128);

    private Limits() {}
}
