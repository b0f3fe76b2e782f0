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
 * How a CSV file is written: spreadsheets and editors differ, and a person who saves a file cannot be asked.
 *
 * @param charset UTF-8, UTF-16LE, UTF-16BE, or one of a byte a character
 * @param byteOrderMark length of the byte order mark at the start, in bytes; 0 when there is none
 * @param delimiter one of {@code , ; tab |}
 * @param separatorLine whether the first line is Excel's {@code sep=;}, which is no row
 */
public record CsvDialect(Charset charset, int byteOrderMark, char delimiter, boolean separatorLine) {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset WINDOWS_1256 = Charset.forName("windows-1256");
    private static final Set<Charset> BY_MARK = Set.of(UTF_8, UTF_16LE, UTF_16BE);
    private static final int SAMPLE = 64 * 1024;

    public CsvDialect {
        requireNonNull(charset, "charset");
        if (!isReadable(charset)) {
            throw new IllegalArgumentException(charset + " is neither UTF-8 nor UTF-16 nor one byte a character");
        }
    }

    /** Whether text in this charset can be read: UTF-8, UTF-16LE, UTF-16BE, or one byte a character. */
    public static boolean isReadable(Charset charset) {
        return BY_MARK.contains(charset)
                || charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1;
    }

    /**
     * Finds out how this file is written. Charset: by byte order mark; else UTF-16 when every other byte of the start is
     * NUL, or a NUL or of Arabic script; else UTF-8 when the whole file is, or is for the greater part of what is not ASCII
     * (such a file is damaged, and its faults are told when it is read); else windows-1256 when most letters that are not ASCII
     * stand beside their like, as in Persian and Arabic words, else windows-1252. Delimiter: {@code sep=}, or the character that divides most
     * of the first rows into the same number of cells, quotes respected.
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
        return ofText(
                Utf8Share.of(file).mostly() ? UTF_8 : wordsBeyondAscii(head) ? WINDOWS_1256 : WINDOWS_1252, 0, head);
    }

    /**
     * The same file, read as its owner says it is written. A byte order mark is believed more than its owner.
     *
     * @param charset null to leave it as it was found
     * @param delimiter null to leave it as it was found
     * @throws IOException when it cannot be read
     */
    public static CsvDialect of(Path file, Charset charset, Character delimiter) throws IOException {
        CsvDialect found = of(file);
        CsvDialect read = found;
        if (charset != null && found.byteOrderMark == 0 && !charset.equals(found.charset)) {
            byte[] head;
            try (InputStream in = Files.newInputStream(file)) {
                head = in.readNBytes(SAMPLE);
            }
            read = ofText(charset, 0, head);
        }
        return delimiter == null
                ? read
                : new CsvDialect(read.charset, read.byteOrderMark, delimiter, read.separatorLine);
    }

    private static CsvDialect ofText(Charset charset, int byteOrderMark, byte[] head) {
        // The last character of the sample may be cut in two; it decides nothing.
        String text = new String(head, byteOrderMark, head.length - byteOrderMark, charset);
        DelimiterGuess guess = DelimiterGuess.of(text);
        return new CsvDialect(charset, byteOrderMark, guess.delimiter(), guess.separatorLine());
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
     * Latin text in UTF-16 has NUL as every second byte; a stray NUL or two elsewhere is damage, not UTF-16. Persian and Arabic text
     * has 6 there, and NUL in the delimiters and line ends between.
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

    /** Whether most bytes beyond ASCII have another one beside them. Western words have single accented letters among plain ones. */
    private static boolean wordsBeyondAscii(byte[] head) {
        int beyond = 0;
        int together = 0;
        for (int i = 0; i < head.length; i++) {
            if (head[i] < 0) {
                beyond++;
                if (i > 0 && head[i - 1] < 0 || i + 1 < head.length && head[i + 1] < 0) {
                    together++;
                }
            }
        }
        return together * 2 > beyond;
    }
}
