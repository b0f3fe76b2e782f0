package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * How a CSV file is written. Programs differ in this, and the file itself does not say it.
 *
 * @param charset UTF-8, UTF-16LE, UTF-16BE, or one with one byte per character
 * @param byteOrderMark length of the byte order mark at the start, in bytes; 0 when there is none
 * @param delimiter one of {@code , ; tab |}
 * @param separatorLine whether the first line is Excel's {@code sep=;}, which is not a row
 * @param guess how the charset was guessed; null when the file, or its owner, says it
 */
public record CsvDialect(
        Charset charset, int byteOrderMark, char delimiter, boolean separatorLine, EncodingGuess guess) {
    private static final Set<Charset> BY_MARK = Set.of(UTF_8, UTF_16LE, UTF_16BE);
    private static final int SAMPLE = 64 * 1024;

    public CsvDialect {
        requireNonNull(charset, "charset");
        if (!isReadable(charset)) {
            throw new IllegalArgumentException(
                    charset + " is neither UTF-8 nor UTF-16 nor a charset with one byte per character");
        }
    }

    /** Whether text in this charset can be read: UTF-8, UTF-16LE, UTF-16BE, or one byte per character. */
    public static boolean isReadable(Charset charset) {
        return BY_MARK.contains(charset)
                || charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1;
    }

    /**
     * Detects how a file is written. Charset: by its byte order mark; otherwise UTF-16 if every other byte at the start
     * is NUL, or NUL or the high byte of Arabic script; otherwise UTF-8 if the whole file is UTF-8, or most of what is
     * not ASCII (such a file is damaged, and reading it reports the faults); otherwise the one in which its words look most like
     * words ({@link EncodingGuess}). Delimiter: as given
     * by {@code sep=}, otherwise the character that divides most of the first rows into the same number of cells,
     * respecting quotes.
     *
     * @throws IOException when it cannot be read
     */
    public static CsvDialect of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(SAMPLE);
        }
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return ofText(UTF_8, 3, head);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return ofText(UTF_16LE, 2, head);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return ofText(UTF_16BE, 2, head);
        }
        if (alternatesWithNul(head, 1)) {
            return ofText(UTF_16LE, 0, head);
        }
        if (alternatesWithNul(head, 0)) {
            return ofText(UTF_16BE, 0, head);
        }
        if (Utf8Share.of(file).mostly()) {
            return ofText(UTF_8, 0, head);
        }
        EncodingGuess guess = EncodingGuess.of(file);
        return ofText(guess.charset(), 0, head).guessed(guess);
    }

    /**
     * Detects how a file is written, but follows what its owner says. Only a byte order mark is trusted more.
     *
     * @param charset null to use the detected one
     * @param delimiter null to use the detected one
     * @throws IOException when it cannot be read
     */
    public static CsvDialect of(Path file, Charset charset, Character delimiter) throws IOException {
        CsvDialect found = of(file);
        CsvDialect read = found;
        if (charset != null && charset.equals(found.charset)) {
            read = found.guessed(null);
        } else if (charset != null && found.byteOrderMark == 0) {
            byte[] head;
            try (InputStream in = Files.newInputStream(file)) {
                head = in.readNBytes(SAMPLE);
            }
            read = ofText(charset, 0, head);
        }
        return delimiter == null
                ? read
                : new CsvDialect(read.charset, read.byteOrderMark, delimiter, read.separatorLine, read.guess);
    }

    private CsvDialect guessed(EncodingGuess how) {
        return new CsvDialect(charset, byteOrderMark, delimiter, separatorLine, how);
    }

    private static CsvDialect ofText(Charset charset, int byteOrderMark, byte[] head) {
        // The last character of the sample may be cut off; this has no influence.
        String text = new String(head, byteOrderMark, head.length - byteOrderMark, charset);
        DelimiterGuess guess = DelimiterGuess.of(text);
        return new CsvDialect(charset, byteOrderMark, guess.delimiter(), guess.separatorLine(), null);
    }

    private static boolean startsWith(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the bytes look like UTF-16. In Latin text every second byte is NUL; one or two stray NULs are damage. In
     * Persian and Arabic text these bytes are 6, and NUL for delimiters and line ends.
     */
    private static boolean alternatesWithNul(byte[] head, int where) {
        int pairs = head.length / 2;
        int there = 0;
        int arabic = 0;
        int elsewhere = 0;
        for (int i = 0; i < pairs * 2; i++) {
            if (head[i] == 0) {
                if (i % 2 == where) {
                    there++;
                } else {
                    elsewhere++;
                }
            } else if (head[i] == 6 && i % 2 == where) {
                arabic++;
            }
        }
        boolean alternates = there * 10 >= pairs * 4 || there > 0 && (there + arabic) * 10 >= pairs * 9;
        return pairs >= 2 && alternates && elsewhere * 10 <= pairs;
    }
}
