package io.waybill.model;

/** The process ends; nothing is wrong with the drop, which is taken up again at the next start. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoppedException() {
        super("Waybill is stopping.");
    }
}
