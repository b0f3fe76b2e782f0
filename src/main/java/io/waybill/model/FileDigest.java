package io.waybill.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Size and SHA-256 of a file, read as a stream.
 *
 * @param size bytes that were read
 * @param sha256 lower-case hex
 */
public record FileDigest(long size, String sha256) {
    /** The digest of an empty file. */
    public static final FileDigest NOTHING =
            new FileDigest(0, HexFormat.of().formatHex(sha256Algorithm().digest()));

    private static final int BUFFER = 1 << 16;

    /**
     * Reads a file and computes its digest.
     *
     * @throws IOException when it cannot be read
     */
    public static FileDigest of(Path file) throws IOException {
        Sum sum = new Sum();
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                sum.add(buffer, 0, read);
            }
        }
        return sum.end();
    }

    /** The digest of a file that is being written. */
    public static final class Sum {
        private final MessageDigest digest = sha256Algorithm();
        private long size;

        /** Adds the next bytes of the file. */
        public void add(byte[] bytes, int from, int length) {
            digest.update(bytes, from, length);
            size += length;
        }

        /** The digest of everything that was added; call it last. */
        public FileDigest end() {
            return new FileDigest(size, HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** A new SHA-256 computation. */
    public static MessageDigest sha256Algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
