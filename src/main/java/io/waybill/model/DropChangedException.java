package io.waybill.model;

/** Thrown when a file was written to or replaced while it was being read: nothing is delivered, and it is read again. */
public final class DropChangedException extends RuntimeException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    /** @param name the name of the file */
    public DropChangedException(String name) {
        super(name + " was written to while it was being read.");
    }
}
