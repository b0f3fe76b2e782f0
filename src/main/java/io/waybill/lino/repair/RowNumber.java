package io.waybill.lino.repair;

/**
 * A row and its dump, as one number that travels with the row through the database.
 *
 * @param pass that selected it, from 0
 * @param file number of the file among those of all dumps, from 0
 * @param number of the row in the file or of its line, from 0
 */
record RowNumber(int pass, int file, long number) {
    private static final int NUMBER_BITS = 40;
    private static final int FILE_BITS = 13;
    /** How many files all dumps of a plan may have together. */
    static final int MOST_FILES = 1 << FILE_BITS;

    RowNumber {
        if (pass < 0 || file < 0 || file >= MOST_FILES || number < 0 || number >= 1L << NUMBER_BITS) {
            throw new IllegalArgumentException("no row of pass " + pass + ", file " + file + ", number " + number);
        }
    }

    /** As one number; {@link #PASS} finds the pass in it. */
    long packed() {
        return ((long) pass << FILE_BITS | file) << NUMBER_BITS | number;
    }

    static RowNumber of(long packed) {
        return new RowNumber(
                (int) (packed >>> NUMBER_BITS + FILE_BITS),
                (int) (packed >>> NUMBER_BITS) & MOST_FILES - 1,
                packed & (1L << NUMBER_BITS) - 1);
    }

    /** By how many bits the packed number is shifted to leave the pass. */
    static final int PASS = NUMBER_BITS + FILE_BITS;
}
