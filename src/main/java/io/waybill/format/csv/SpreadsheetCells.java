package io.waybill.format.csv;

/**
 * Cells that are safe to open in a spreadsheet: what begins like a formula gets an apostrophe in front, and so does what
 * begins with an apostrophe itself, so that reading gives every cell back exactly. A cell that a person wrote is left as it
 * is unless it has the form that writing gives.
 */
public final class SpreadsheetCells {
    /** First characters that make a spreadsheet calculate (also their full-width forms), and the mark itself. */
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
