package io.waybill.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells one plan from another: 16 hex digits over the fingerprints of its tables, as {@code waiting.sql} has it, too. */
public final class PlanFingerprint {
    private static final int BYTES = 8;

    private PlanFingerprint() {}

    /** @param tables fingerprints of the plan's tables, in its order */
    public static String of(List<String> tables) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5")
                    .digest(String.join("/", tables).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }
}
