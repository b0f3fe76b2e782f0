package io.waybill.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Checks texts of cells that should be JSON, and recognises what programs for people do to them. */
public final class JsonCheck {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String SINGLE_QUOTES = "\u2018\u2019\u201A\u201B\u2039\u203A\u2032\uFF07";
    private static final String QUOTES = "\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033\uFF02";

    private JsonCheck() {}

    /**
     * What to do about a text that is not JSON.
     *
     * @param text one JSON value, if it is right
     * @return a sentence without any of the text's values; empty when it is JSON
     */
    public static Optional<String> advice(String text) {
        int character = fault(text);
        return character == 0
                ? Optional.empty()
                : damage(text).or(() -> Optional.of("Look at character " + character + " of the cell."));
    }

    /**
     * What to do about a text that was JSON before a program for people changed its quotes.
     *
     * @return a sentence without any of the text's values; empty when it is JSON, or no JSON for another reason
     */
    public static Optional<String> damage(String text) {
        if (isJson(text)) {
            return Optional.empty();
        }
        if (isJson(straight(text)) || isJson(straight(text, QUOTES + SINGLE_QUOTES))) {
            return Optional.of(
                    "Its quotes are typographic (\u201D), as word processors write them: write straight ones (\").");
        }
        if (isJson(text.replace("\"\"", "\""))) {
            return Optional.of("Its quotes are doubled: write each of them once.");
        }
        if (isJson(text.replace('\'', '"'))) {
            return Optional.of("Its quotes are single ones: JSON has double ones (\").");
        }
        return Optional.empty();
    }

    /** Whether a text is one JSON value. */
    public static boolean isJson(String text) {
        return fault(text) == 0;
    }

    /** The text with straight double quotes in place of typographic ones. */
    public static String straight(String text) {
        return straight(text, QUOTES);
    }

    private static String straight(String text, String quotes) {
        StringBuilder straight = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (quotes.indexOf(text.charAt(i)) >= 0) {
                straight.setCharAt(i, '"');
            }
        }
        return straight.toString();
    }

    /** The 1-based character at which it ceases to be JSON; 0 when it is JSON. */
    private static int fault(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return 1;
            }
            parser.skipChildren();
            if (parser.currentToken() == null) {
                return text.length() + 1;
            }
            return parser.nextToken() == null
                    ? 0
                    : at(parser.currentTokenLocation().getCharOffset());
        } catch (JsonProcessingException e) {
            return e.getLocation() == null ? 1 : at(e.getLocation().getCharOffset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int at(long offset) {
        return (int) Math.max(1, offset + 1);
    }
}
