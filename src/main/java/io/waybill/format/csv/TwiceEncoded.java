package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Text that was saved in UTF-8 twice: a program took the bytes of UTF-8 for characters of a code page of Windows, and saved these, so that
 * {@code é} has become {@code Ã©}. Recognised by runs of characters beyond ASCII that become letters when this is taken back.
 *
 * @param charset the code page that the bytes were taken for
 * @param twice how many runs became letters
 * @param runs how many runs there are
 * @param line of the first run that became letters
 * @param shown a letter and what it has become
 */
public record TwiceEncoded(Charset charset, long twice, long runs, long line, String shown) {
    /** The one that is by far the most frequent, and those of other scripts. */
    private static final List<String> POSSIBLE =
            List.of("windows-1252", "windows-1256", "windows-1251", "windows-1250", "windows-1254");

    /** Of Arabic and Cyrillic: two letters in a row may also be a short word of the language. */
    private static final List<String> WITH_SHORT_WORDS = List.of("windows-1256", "windows-1251");

    private static final int LONGEST_RUN = 64;

    /**
     * Reads a whole file.
     *
     * @return empty when nothing looks as if it had been saved twice
     * @throws IOException when it cannot be read
     */
    public static Optional<TwiceEncoded> of(Path file, CsvDialect dialect) throws IOException {
        if (dialect.charset().newEncoder().maxBytesPerChar() == 1) {
            return Optional.empty();
        }
        Runs runs = new Runs();
        try (InputStream in = Files.newInputStream(file);
                Reader text = new BufferedReader(new InputStreamReader(in, dialect.charset()))) {
            in.skipNBytes(dialect.byteOrderMark());
            char[] buffer = new char[LONGEST_RUN * LONGEST_RUN];
            for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
                runs.read(buffer, read);
            }
        }
        return runs.found();
    }

    /** What was found. */
    public String sentence(String file) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d words of %s with letters beyond ASCII look as if they had been saved in UTF-8 twice: %s (the first in line %d)."
                        + " Export the file again from where it comes from; what has been opened as %s and saved is damaged for good.",
                twice,
                runs,
                file,
                shown,
                line,
                charset.name());
    }

    /** Whether most of the text is like this. */
    public boolean mostly() {
        return twice * 2 >= runs;
    }

    /** One code page, and what it finds. */
    private static final class Page {
        private static final int BEYOND = 0x2200;

        private final Charset charset;
        private final int least;
        private final short[] bytes = new short[BEYOND];
        private final CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        private final ByteBuffer run = ByteBuffer.allocate(LONGEST_RUN);
        private final CharBuffer letters = CharBuffer.allocate(LONGEST_RUN);
        private long twice;
        private long firstLine;
        private String shown;

        Page(Charset charset) {
            this.charset = charset;
            this.least = WITH_SHORT_WORDS.contains(charset.name()) ? 2 : 1;
            for (int b = 0x80; b <= 0xFF; b++) {
                char c = charset.decode(ByteBuffer.wrap(new byte[] {(byte) b})).get(0);
                if (c < BEYOND) {
                    bytes[c] = (short) b;
                }
            }
            for (int b = 0x80; b <= 0x9F; b++) {
                // As programs read a byte without a character, and as ISO 8859 has it.
                bytes[b] = (short) b;
            }
        }

        void look(char[] chars, int length, long line) {
            run.clear();
            for (int i = 0; i < length; i++) {
                int b = chars[i] < BEYOND ? bytes[chars[i]] : 0;
                if (b == 0) {
                    return;
                }
                run.put((byte) b);
            }
            letters.clear();
            CoderResult result = decoder.reset().decode(run.flip(), letters, true);
            letters.flip();
            if (result.isError() || letters.length() < least || !isText(letters)) {
                return;
            }
            if (twice++ == 0) {
                firstLine = line;
                int one = String.valueOf(letters.get(0)).getBytes(UTF_8).length;
                shown = letters.get(0) + " is written as " + new String(chars, 0, one);
            }
        }

        /** Letters of the scripts that these programs meet, and the punctuation of texts. */
        private static boolean isText(CharSequence decoded) {
            boolean begins =
                    Character.isLetter(decoded.charAt(0)) || decoded.charAt(0) < 0xC0 || decoded.charAt(0) > 0x2000;
            return begins
                    && decoded.chars()
                            .allMatch(c -> c >= 0xA0 && c <= 0x17F
                                    || c >= 0x384 && c <= 0x3CE
                                    || c >= 0x400 && c <= 0x45F
                                    || c >= 0x5D0 && c <= 0x5EA
                                    || c >= 0x60C && c <= 0x6D5
                                    || c >= 0x6F0 && c <= 0x6F9
                                    || c >= 0x200B && c <= 0x2026
                                    || c == 0x20AC);
        }
    }

    /** Finds the runs of characters beyond ASCII and asks each code page what it makes of them. */
    private static final class Runs {
        private final List<Page> pages = new ArrayList<>();
        private final char[] run = new char[LONGEST_RUN];
        private int length;
        private long all;
        private long line = 1;
        private boolean afterReturn;

        Runs() {
            POSSIBLE.stream().filter(Charset::isSupported).forEach(name -> pages.add(new Page(Charset.forName(name))));
        }

        void read(char[] text, int count) {
            for (int i = 0; i < count; i++) {
                char c = text[i];
                if (c < 0x80 || length == LONGEST_RUN) {
                    end();
                }
                if (c >= 0x80) {
                    run[length++] = c;
                } else {
                    line += c == '\r' || c == '\n' && !afterReturn ? 1 : 0;
                    afterReturn = c == '\r';
                }
            }
        }

        private void end() {
            if (length > 0) {
                all++;
                pages.forEach(page -> page.look(run, length, line));
                length = 0;
            }
        }

        Optional<TwiceEncoded> found() {
            end();
            Page best = pages.get(0);
            for (Page page : pages) {
                best = page.twice > best.twice ? page : best;
            }
            TwiceEncoded found = new TwiceEncoded(best.charset, best.twice, all, best.firstLine, best.shown);
            // In another code page than the usual one, a few runs may be words of their language.
            boolean sure = best.twice > 0 && (best == pages.get(0) || found.mostly());
            return sure ? Optional.of(found) : Optional.empty();
        }
    }
}
