package io.waybill.lino.repair;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows in the text form of COPY. */
final class CopyLines {
    private final StringBuilder text = new StringBuilder();

    /**
     * Adds a row.
     *
     * @param row its place in the dump
     * @param values their texts; null for NULL
     */
    void add(long row, List<String> values) {
        text.append(row);
        for (String value : values) {
            text.append('\t');
            if (value == null) {
                text.append("\\N");
            } else {
                escape(value);
            }
        }
        text.append('\n');
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

    int length() {
        return text.length();
    }

    /** What was added since the last call, as UTF-8. */
    byte[] take() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return bytes;
    }
}
