package io.waybill.format.csv;

/**
 * Makes cells safe to open in a spreadsheet: a cell that begins like a formula gets an apostrophe in front. So does one
 * that begins with an apostrophe itself, so that reading restores every cell exactly. Reading changes a cell that a
 * person wrote only if it looks as if it had been written here.
 */
public final class SpreadsheetCells {
    /**
     * First characters that make a spreadsheet treat a cell as a formula (also in full-width form), and the apostrophe
     * itself.
     */
    private static final String SPECIAL = "=+-@\t\r\n＝＋－＠'";

    private static final char MARK = '\'';

    private SpreadsheetCells() {}

    /** The cell as it is written. */
    public static String safe(String cell) {
        return special(cell, 0) ? MARK + cell : cell;
    }

    /** The cell as it was before {@link #safe}. */
    public static String restored(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == MARK && special(cell, 1) ? cell.substring(1) : cell;
    }

    private static boolean special(String cell, int at) {
        return cell.length() > at && SPECIAL.indexOf(cell.charAt(at)) >= 0;
    }
}
