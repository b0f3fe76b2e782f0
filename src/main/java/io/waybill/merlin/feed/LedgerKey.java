package io.waybill.merlin.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Texts that identify rows, short enough for the ledger's indexes: long ones are replaced by their beginning and digest. */
final class LedgerKey {
    /** Most bytes of a cell; a row has at most three key cells. */
    private static final int CELL = 300;
    /** Most bytes of the text of a whole row. */
    private static final int ROW = 1_400;

    private static final int BEGINNING = 40;

    private LedgerKey() {}

    static String cell(String text) {
        return within(text, CELL);
    }

    static String row(String text) {
        return within(text, ROW);
    }

    private static String within(String text, int most) {
        if (text.length() * 3 <= most) {
            return text;
        }
        byte[] bytes = text.getBytes(UTF_8);
        return bytes.length <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, BEGINNING)) + "… " + digest(bytes);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
