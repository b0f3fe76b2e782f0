package io.waybill.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text files that people write for Waybill: settings, mapping files, checks. */
public final class PlainText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PlainText() {}

    /**
     * Reads a file in UTF-8, without the byte order mark that some editors write at its start.
     *
     * @throws IOException when it cannot be read or is not UTF-8; then the message says what to do
     */
    public static String read(Path file) throws IOException {
        try {
            return withoutMark(Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw new IOException("it is not text in UTF-8: save it in that encoding", e);
        }
    }

    /** The same text without a byte order mark at its start. */
    public static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }
}
