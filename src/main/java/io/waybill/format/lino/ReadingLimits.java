package io.waybill.format.lino;

/**
 * How much a dump may ask of its reader. What goes beyond is a fault, so that no file can exhaust memory or stack.
 *
 * @param depth of brackets within brackets
 * @param textBytes bytes of one string in the file
 * @param items of one list
 * @param arguments values of one row
 * @param digits of one number
 * @param rowBytes bytes of one row in the file
 * @param fileBytes bytes of one file
 */
public record ReadingLimits(
        int depth, int textBytes, int items, int arguments, int digits, long rowBytes, long fileBytes) {
    private static final int MIB = 1 << 20;

    /** Far more than any dump of a site needs: strings of 64 MiB, rows of 128 MiB, files of 4 GiB. */
    public static final ReadingLimits USUAL =
            new ReadingLimits(8, 64 * MIB, 64, 1_000, 30, 128L * MIB, 4L * 1_024 * MIB);
}
