package io.waybill.format.django;

/**
 * The scanner came to the end of what is in memory. Thrown once per buffer as a jump out of the scan: the element is
 * scanned again from its start when more has been read, which costs less than looking for the end at every byte.
 */
final class BufferEndException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BufferEndException() {
        super(null, null, false, false);
    }
}
