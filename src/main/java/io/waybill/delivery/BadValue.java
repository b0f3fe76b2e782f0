package io.waybill.delivery;

/** A value that its column cannot hold. Cheap to throw, because a file may have a million of them. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1;

    private final String rule;

    /**
     * @param rule short stable name, kebab-case
     * @param expected what was expected instead, as a phrase
     */
    BadValue(String rule, String expected) {
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
