package io.waybill.format.django;

/**
 * The scanner reached the end of the buffer. Thrown once per buffer to leave the scan: the element is scanned again
 * from its start when more has been read, which costs less than checking for the end at every byte.
 */
final class BufferEndException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BufferEndException() {
        super(null, null, false, false);
    }
}
