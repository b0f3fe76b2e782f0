package io.waybill.lino.record;

/** A value of a dump that its column of the target cannot hold. Cheap to throw, because a dump may have a million of them. */
final class UnfitValue extends Exception {
    private static final long serialVersionUID = 1;

    private final String rule;

    /**
     * @param rule short stable name, kebab-case
     * @param expected what was expected instead, as a phrase
     */
    UnfitValue(String rule, String expected) {
        super(expected, null, false, false);
        this.rule = rule;
    }

    String rule() {
        return rule;
    }

    String expected() {
        return getMessage();
    }
}
