package io.waybill.timetable;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Computes the {@code pathid} of a Thing: the SHA-1 of its fullpath as URL-safe, padded Base64. */
public final class PathId {
    private PathId() {}

    /** @return 28 characters */
    public static String of(String fullpath) {
        return of(fullpath.getBytes(UTF_8));
    }

    /** @param fullpath its bytes in UTF-8 */
    public static String of(byte[] fullpath) {
        try {
            return Base64.getUrlEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(fullpath));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }
}
