package io.waybill.format.csv;

import io.waybill.format.JsonCheck;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Recognises what spreadsheets do to cells by themselves when a file is opened and saved: numbers lose leading zeros and digits, dates
 * get another form, characters that an encoding lacks become question marks. A change that a person may have meant is none of these.
 */
public final class SpreadsheetChange {
    private static final int LONGEST_CELL = 32_767;

    /** What spreadsheets of other languages write for true and false. */
    private static final Map<String, String> TRUTH = Map.ofEntries(
            Map.entry("true", "true"),
            Map.entry("wahr", "true"),
            Map.entry("vrai", "true"),
            Map.entry("verdadero", "true"),
            Map.entry("vero", "true"),
            Map.entry("waar", "true"),
            Map.entry("false", "false"),
            Map.entry("falsch", "false"),
            Map.entry("faux", "false"),
            Map.entry("falso", "false"),
            Map.entry("onwaar", "false"));

    private static final List<Charset> ENCODINGS = Stream.of(
                    "UTF-8",
                    "windows-1252",
                    "windows-1250",
                    "windows-1251",
                    "windows-1256",
                    "x-MacRoman",
                    "IBM437",
                    "IBM850")
            .filter(Charset::isSupported)
            .map(Charset::forName)
            .toList();

    private SpreadsheetChange() {}

    /**
     * How a spreadsheet has changed a cell, as a phrase for a list: {@code leading zeros}.
     *
     * @param original the cell as it was written into the file
     * @param returned the cell as it came back, which is another text
     * @return empty when a person may have meant the change
     */
    public static Optional<String> between(String original, String returned) {
        return damage(original, returned).or(() -> rewriting(original, returned));
    }

    /** The same, without changes that a person may have made to correct a wrong cell: only what destroys a text. */
    public static Optional<String> damage(String original, String returned) {
        if (DamagedText.isError(returned.strip()) && !DamagedText.isError(original.strip())) {
            return Optional.of("an error of the spreadsheet");
        }
        if (original.isBlank() || returned.isBlank()) {
            return Optional.empty();
        }
        if (original.length() > LONGEST_CELL && returned.equals(original.substring(0, LONGEST_CELL))) {
            return Optional.of("cut at " + LONGEST_CELL + " characters");
        }
        if (isLostInEncoding(original, returned) || isMisread(original, returned)) {
            return Optional.of("characters that another encoding changes");
        }
        return Optional.empty();
    }

    private static Optional<String> rewriting(String original, String returned) {
        if (original.isBlank() || returned.isBlank()) {
            return Optional.empty();
        }
        if (plain(original).equals(plain(returned))) {
            return Optional.of("white space");
        }
        if (unquoted(returned).equals(original) || isTypographic(original, returned)) {
            return Optional.of("quotes");
        }
        String truth = TRUTH.get(original.strip().toLowerCase(Locale.ROOT));
        if (truth != null && truth.equals(TRUTH.get(returned.strip().toLowerCase(Locale.ROOT)))) {
            return Optional.of("another form of true or false");
        }
        Optional<String> number = SpreadsheetNumber.change(plain(original), plain(returned));
        return number.isPresent() ? number : SpreadsheetDate.change(plain(original), plain(returned));
    }

    /** Question marks in place of characters outside ASCII. */
    private static boolean isLostInEncoding(String original, String returned) {
        int[] before = original.codePoints().toArray();
        if (returned.codePointCount(0, returned.length()) == before.length) {
            return isLost(before, returned.codePoints().toArray());
        }
        return original.length() == returned.length()
                && isLost(original.chars().toArray(), returned.chars().toArray());
    }

    private static boolean isLost(int[] before, int[] after) {
        boolean lost = false;
        for (int i = 0; i < before.length; i++) {
            if (before[i] != after[i]) {
                if (before[i] < 0x80 || after[i] != '?' && after[i] != '\uFFFD') {
                    return false;
                }
                lost = true;
            }
        }
        return lost;
    }

    /** Whether its bytes in one encoding were read in another. */
    private static boolean isMisread(String original, String returned) {
        if (original.chars().allMatch(c -> c < 0x80) || returned.chars().allMatch(c -> c < 0x80)) {
            return false;
        }
        for (Charset written : ENCODINGS) {
            if (written.newEncoder().canEncode(original)) {
                byte[] bytes = original.getBytes(written);
                for (Charset read : ENCODINGS) {
                    if (!read.equals(written) && new String(bytes, read).equals(returned)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** One quote in place of two, without quotes around all of it. */
    private static String unquoted(String returned) {
        String text = returned.strip();
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            String inner = text.substring(1, text.length() - 1);
            if (!inner.isEmpty()) {
                return inner.replace("\"\"", "\"");
            }
        }
        return returned.replace("\"\"", "\"");
    }

    /** Typographic quotes in what was JSON. */
    private static boolean isTypographic(String original, String returned) {
        return (original.startsWith("{") || original.startsWith("["))
                && JsonCheck.isJson(original)
                && JsonCheck.straight(returned).equals(original);
    }

    private static String plain(String cell) {
        return cell.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\u00A0', ' ')
                .replace('\u202F', ' ')
                .strip();
    }
}
