package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Explains what a file is that does not begin like a JSON list in UTF-8. */
final class FileStart {
    private static final String AGAIN = "Save the file as UTF-8 without a byte order mark, or dump the data again.";

    private FileStart() {}

    /** @throws SyntaxException when the file starts with a byte order mark or is UTF-16 or UTF-32 */
    static void refuseOtherEncodings(byte[] b, int limit) {
        if (starts(b, limit, 0xEF, 0xBB, 0xBF)) {
            throw refused("byte-order-mark", "a UTF-8 byte order mark", AGAIN);
        }
        if (starts(b, limit, 0xFF, 0xFE) || starts(b, limit, 0xFE, 0xFF)) {
            throw refused("utf-16", "a UTF-16 byte order mark", AGAIN);
        }
        if (limit > 1 && (b[0] == 0 || b[1] == 0)) {
            throw refused("utf-16", "a NUL byte, as in UTF-16 or UTF-32 text", AGAIN);
        }
        if (starts(b, limit, 0x1F, 0x8B)) {
            throw refused("compressed", "a gzip file", "Unpack it first (gunzip).");
        }
        if (starts(b, limit, 0xFD, '7', 'z', 'X', 'Z')) {
            throw refused("compressed", "an xz file", "Unpack it first (unxz).");
        }
        if (starts(b, limit, 'P', 'K', 3, 4)) {
            throw refused("compressed", "a zip file", "Unpack it first (unzip).");
        }
    }

    /** @param at the first byte that is not white space */
    static Flaw notAList(byte[] b, int limit, int at) {
        String rule = b[at] == '{' || b[at] == '"' ? "not-a-list" : "not-json";
        String found = b[at] == '{'
                ? "a JSON object"
                : new String(b, at, Math.min(24, limit - at), ISO_8859_1) + (limit - at > 24 ? "…" : "");
        return new Flaw(at, rule, found, "a JSON list: [", "Is this the output of dumpdata?");
    }

    private static SyntaxException refused(String rule, String found, String advice) {
        return new SyntaxException(new Flaw(0, rule, found, "a JSON list in UTF-8", advice));
    }

    private static boolean starts(byte[] b, int limit, int... with) {
        if (limit < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((b[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
