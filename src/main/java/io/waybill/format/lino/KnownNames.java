package io.waybill.format.lino;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * Names that were read before, so that a name that a file repeats in every row is made once. Keeps a limited number of them, whatever the
 * file has.
 */
final class KnownNames {
    /** A power of two. */
    private static final int PLACES = 4_096;

    private final byte[][] spellings = new byte[PLACES][];
    private final String[] names = new String[PLACES];

    /** The name that these bytes spell; they are ASCII, and at least one. */
    String name(byte[] bytes, int from, int length) {
        int last = from + length - 1;
        int place = length;
        place = place * 31 + bytes[from];
        place = place * 31 + bytes[from + length / 2];
        place = place * 31 + bytes[Math.max(from, last - 1)];
        place = place * 31 + bytes[last] & PLACES - 1;
        byte[] known = spellings[place];
        if (known == null || !Arrays.equals(known, 0, known.length, bytes, from, from + length)) {
            spellings[place] = Arrays.copyOfRange(bytes, from, from + length);
            names[place] = new String(bytes, from, length, ISO_8859_1);
        }
        return names[place];
    }
}
