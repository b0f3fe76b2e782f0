package io.waybill.delivery.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Converts between PostgreSQL's arrays, <code>{1,NULL,"a b"}</code>, and Django's text for them, a JSON list in a
 * string: {@code ["1", null, "a b"]}. For arrays whose elements are separated by commas.
 */
final class ArrayLiteral {
    private static final JsonFactory JSON = new JsonFactory();

    private ArrayLiteral() {}

    /** @return null when a list cannot express it, because the array does not begin at 1 */
    static String toJson(String literal) {
        if (!literal.startsWith("{")) {
            return null;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator list = JSON.createGenerator(text)) {
            int at = 0;
            while (at < literal.length()) {
                char c = literal.charAt(at);
                switch (c) {
                    case '{' -> list.writeStartArray();
                    case '}' -> list.writeEndArray();
                    case ',' -> {}
                    default -> {
                        int end = c == '"' ? endOfQuoted(literal, at) : endOfPlain(literal, at);
                        String element = literal.substring(at, end);
                        if (element.equals("NULL")) {
                            list.writeNull();
                        } else {
                            list.writeString(c == '"' ? unquoted(element) : element);
                        }
                        at = end - 1;
                    }
                }
                at++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return text.toString();
    }

    /** @return null when the text is not a JSON list, but PostgreSQL's own form */
    static String fromJson(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 16);
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                if (token != JsonToken.END_ARRAY && !literal.isEmpty() && literal.charAt(literal.length() - 1) != '{') {
                    literal.append(',');
                }
                switch (token) {
                    case START_ARRAY -> {
                        depth++;
                        literal.append('{');
                    }
                    case END_ARRAY -> {
                        depth--;
                        literal.append('}');
                    }
                    case VALUE_NULL -> literal.append("NULL");
                    case START_OBJECT, END_OBJECT, FIELD_NAME -> {
                        return null;
                    }
                    default -> quote(parser.getText(), literal);
                }
            } while (depth > 0 && parser.nextToken() != null);
            return depth == 0 && parser.nextToken() == null ? literal.toString() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static int endOfPlain(String literal, int start) {
        int end = start;
        while (literal.charAt(end) != ',' && literal.charAt(end) != '}') {
            end++;
        }
        return end;
    }

    /** @return behind the closing quote */
    private static int endOfQuoted(String literal, int start) {
        int end = start + 1;
        while (literal.charAt(end) != '"') {
            end += literal.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private static String unquoted(String element) {
        return element.substring(1, element.length() - 1).replaceAll("(?s)\\\\(.)", "$1");
    }

    private static void quote(String element, StringBuilder literal) {
        literal.append('"');
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\');
            }
            literal.append(c);
        }
        literal.append('"');
    }
}
