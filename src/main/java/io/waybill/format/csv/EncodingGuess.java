package io.waybill.format.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The encoding of a text that does not say it and is not Unicode: one byte for each character, and only its words tell which character
 * that is. The encoding is chosen in which most of them look like words ({@link CodePage}).
 *
 * @param charset the one that was chosen
 * @param sample how some bytes are read, for somebody who knows the text
 * @param line of the first byte beyond ASCII
 * @param words how many words have such bytes
 * @param mixed how many of them then have letters of two scripts
 * @param mixedLine line of the first of these; 0 when there is none
 * @param odd how many of them then look like no words
 */
public record EncodingGuess(
        Charset charset, String sample, long line, long words, long mixed, long mixedLine, long odd) {
    private static final String WESTERN = "windows-1252";
    private static final String TURKISH = "windows-1254";
    /** Bytes that are ğ, ı, ş in Turkish and ð, ý, þ in Icelandic, small and capital: only in these do the two differ. */
    private static final int[] TURKISH_OR_ICELANDIC = {0xF0, 0xFD, 0xFE, 0xD0, 0xDD, 0xDE};
    /** Of Icelandic alone: á, é, í, ó, ú, æ, small and capital. */
    private static final int[] ICELANDIC = {0xE1, 0xE9, 0xED, 0xF3, 0xFA, 0xE6, 0xC1, 0xC9, 0xCD, 0xD3, 0xDA, 0xC6};

    /** The first is taken when nothing tells them apart. */
    private static final List<String> POSSIBLE = List.of(
            WESTERN,
            TURKISH,
            "windows-1256",
            "windows-1255",
            "windows-1251",
            "windows-1253",
            "windows-1250",
            "ISO-8859-2",
            "KOI8-R",
            "ISO-8859-5",
            "IBM866",
            "IBM850",
            "x-MacRoman");

    private static final Map<String, String> KNOWN_AS = Map.ofEntries(
            Map.entry(WESTERN, "Western European"),
            Map.entry(TURKISH, "Turkish"),
            Map.entry("windows-1256", "Arabic and Persian"),
            Map.entry("windows-1255", "Hebrew"),
            Map.entry("windows-1253", "Greek"),
            Map.entry("windows-1251", "Cyrillic"),
            Map.entry("windows-1250", "Central European"),
            Map.entry("ISO-8859-2", "Central European"),
            Map.entry("KOI8-R", "Cyrillic"),
            Map.entry("IBM866", "Cyrillic of DOS"),
            Map.entry("IBM850", "Western European of DOS"),
            Map.entry("ISO-8859-5", "Cyrillic"),
            Map.entry("x-MacRoman", "Western European of old Macs"));

    /** One damaged byte is no reason to take another encoding than the usual one. */
    private static final int LEAST_BETTER = 2;
    /** One word of so many may look like none. */
    private static final int MOST_ODD = 5;

    private static final int LONGEST_WORD = 64;
    private static final int BUFFER = 64 * 1024;
    private static final int SAMPLES = 4;

    /**
     * Reads a whole file.
     *
     * @throws IOException when it cannot be read
     */
    static EncodingGuess of(Path file) throws IOException {
        Words words = new Words();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                words.read(buffer, read);
            }
        }
        return words.guess();
    }

    /** What was guessed, and how somebody sees whether it is right. */
    public String sentence(String file) {
        return String.format(
                Locale.ROOT,
                "%s does not say its encoding, and it is not UTF-8. It was read as %s%s: %s (the first in line %d).",
                file,
                charset.name(),
                Optional.ofNullable(KNOWN_AS.get(charset.name()))
                        .map(what -> " (" + what + ")")
                        .orElse(""),
                sample,
                line);
    }

    /** Why the guess is probably wrong; empty when nothing speaks against it. */
    public Optional<String> doubt(String file) {
        if (mixed > 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%,d of %,d words of %s would have letters of two scripts if it were %s, the first in line %d.",
                    mixed,
                    words,
                    file,
                    charset.name(),
                    mixedLine));
        }
        return odd * MOST_ODD > words
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%,d of %,d words of %s would look like none if it were %s.",
                        odd,
                        words,
                        file,
                        charset.name()))
                : Optional.empty();
    }

    /** Finds the words with bytes beyond ASCII and asks each code page what it makes of them. */
    private static final class Words {
        private final List<CodePage> pages = POSSIBLE.stream()
                .filter(Charset::isSupported)
                .map(name -> new CodePage(Charset.forName(name)))
                .collect(Collectors.toCollection(ArrayList::new));
        private final long[] seen = new long[256];
        private final byte[] word = new byte[LONGEST_WORD];
        private int length;
        private boolean beyondAscii;
        private long words;
        private long line = 1;
        private long firstLine;
        private boolean afterReturn;

        void read(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                byte b = bytes[i];
                boolean inWord = b < 0 || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
                if (!inWord || length == LONGEST_WORD) {
                    end();
                }
                if (inWord) {
                    word[length++] = b;
                    beyondAscii |= b < 0;
                    seen[b & 0xFF]++;
                    if (b < 0 && firstLine == 0) {
                        firstLine = line;
                    }
                } else {
                    line += b == '\r' || b == '\n' && !afterReturn ? 1 : 0;
                    afterReturn = b == '\r';
                }
            }
        }

        private void end() {
            if (beyondAscii) {
                words++;
                for (CodePage page : pages) {
                    page.look(word, length, line);
                }
            }
            length = 0;
            beyondAscii = false;
        }

        EncodingGuess guess() {
            end();
            CodePage western = pages.get(0);
            CodePage best = western;
            for (CodePage page : pages) {
                best = page.score() > best.score() ? page : best;
            }
            if (best.score() < western.score() + LEAST_BETTER) {
                best = western;
            }
            if (best.charset().name().equals(WESTERN) && any(TURKISH_OR_ICELANDIC) && !any(ICELANDIC)) {
                best = pages.stream()
                        .filter(page -> page.charset().name().equals(TURKISH))
                        .findFirst()
                        .orElse(best);
            }
            return new EncodingGuess(
                    best.charset(), sample(best), firstLine, words, best.mixed(), best.mixedLine(), best.odd());
        }

        private boolean any(int... bytes) {
            return Arrays.stream(bytes).anyMatch(b -> seen[b] > 0);
        }

        /** The letters that occur most often: no word of the text, which may be somebody's name. */
        private String sample(CodePage page) {
            Map<Integer, Long> often = new LinkedHashMap<>();
            for (int b = 0x80; b < seen.length; b++) {
                if (seen[b] > 0) {
                    often.put(b, seen[b]);
                }
            }
            Stream<Integer> bytes = often.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                    .limit(SAMPLES)
                    .map(Map.Entry::getKey);
            return bytes.map(b -> String.format("byte %02X as %s", b, page.shown(b)))
                    .collect(Collectors.joining(", "));
        }
    }
}
