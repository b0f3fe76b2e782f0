package io.waybill.format.django;

/** A JSON syntax error: nothing after it can be trusted. */
final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient Flaw flaw;

    SyntaxException(Flaw flaw) {
        super(flaw.rule(), null, false, false);
        this.flaw = flaw;
    }
}
