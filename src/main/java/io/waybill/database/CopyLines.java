package io.waybill.database;

import java.nio.charset.StandardCharsets;

/** Rows on their way to the server, in the text form of COPY (PostgreSQL's manual, COPY, "Text Format"). */
public final class CopyLines {
    private final StringBuilder text = new StringBuilder();
    private boolean inRow;

    /**
     * Adds the next value of the row in hand.
     *
     * @param value as its text; null for NULL
     */
    public void value(Object value) {
        if (inRow) {
            text.append('\t');
        }
        inRow = true;
        if (value == null) {
            text.append("\\N");
        } else {
            escape(value.toString());
        }
    }

    /** Ends the row in hand, which has at least one value. */
    public void endRow() {
        text.append('\n');
        inRow = false;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }

    /** How many characters were added since the last {@link #take}. */
    public int length() {
        return text.length();
    }

    /** What was added since the last call, as UTF-8. */
    public byte[] take() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return bytes;
    }
}
