package io.waybill.merlin.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Texts by which rows are known again, short enough for the ledger's indexes: a long one by its beginning and its digest. */
final class KnownBy {
    /** Bytes of a cell; the keys of a row are three at most. */
    private static final int CELL = 300;
    /** Bytes of all that a row says. */
    private static final int ROW = 1_400;

    private static final int BEGINNING = 40;

    private KnownBy() {}

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
