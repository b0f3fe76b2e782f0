package io.waybill.chaos;

/** Something that goes wrong while Waybill works. */
interface Fault {
    /**
     * Starts Waybill, lets it happen, and takes its cause away again; not what it has led to. Processes that still run go on.
     *
     * @throws Skipped where this machine does not allow it
     */
    void strike(Subject subject) throws Exception;

    /** It cannot be made to happen on this machine. */
    final class Skipped extends Exception {
        private static final long serialVersionUID = 1;

        Skipped(String sentence) {
            super(sentence);
        }
    }
}
