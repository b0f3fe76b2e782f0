package io.waybill.delivery.value;

/** A value that its column cannot hold. Cheap to throw, because a file may have a million of them. */
public final class BadValue extends Exception {
    private static final long serialVersionUID = 1;

    private final String rule;

    /**
     * @param rule short stable name, kebab-case
     * @param expected what was expected instead, as a phrase
     */
    public BadValue(String rule, String expected) {
        super(expected, null, false, false);
        this.rule = rule;
    }

    /** Short stable name of the rule that the value breaks. */
    public String rule() {
        return rule;
    }

    /** What was expected instead, as a phrase. */
    public String expected() {
        return getMessage();
    }
}
