package io.waybill.model;

/** A file was written to, or another one put into its place, while it was read: nothing of it is delivered, it is read again. */
public final class DropChangedException extends RuntimeException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    /** @param name of the file */
    public DropChangedException(String name) {
        super(name + " was written to while it was read.");
    }
}
