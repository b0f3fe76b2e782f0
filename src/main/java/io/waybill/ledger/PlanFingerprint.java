package io.waybill.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Identifies a plan: 16 hex digits computed from the fingerprints of its tables. {@code waiting.sql} computes the same. */
public final class PlanFingerprint {
    private static final int BYTES = 8;

    private PlanFingerprint() {}

    /**
     * The fingerprint of a plan.
     *
     * @param tables fingerprints of its tables, in the plan's order
     */
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
