package io.waybill.desk.http;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form encoding of fields in addresses and in bodies: {@code name=value&…}. */
public final class UrlEncoded {
    private static final int MOST = 20_000;

    private UrlEncoded() {}

    /** @throws RefusedException when it is not of that form, or has too many fields */
    static Form parse(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int count = 0;
        for (String field : text.split("&")) {
            if (field.isEmpty()) {
                continue;
            }
            if (++count > MOST) {
                throw RefusedException.badRequest("There are more than " + MOST + " fields.");
            }
            int equals = field.indexOf('=');
            String name = decoded((equals < 0 ? field : field.substring(0, equals)).replace('+', ' '));
            String value = equals < 0 ? "" : decoded(field.substring(equals + 1).replace('+', ' '));
            fields.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        }
        return new Form(fields);
    }

    /** A value as it is written in an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * A name or value without its encoding: UTF-8, each byte as it is or as {@code %} with two hexadecimal digits.
     *
     * @throws RefusedException when it is encoded otherwise, or has a character that no value can have
     */
    static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (character == '%') {
                bytes.write(hexadecimal(text, i + 1));
                i += 3;
            } else {
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(character);
            }
        }
        return SentText.of(bytes.toByteArray());
    }

    private static int hexadecimal(String text, int at) {
        int high = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f') {
            throw RefusedException.badRequest(
                    "The address or the form has a % that is not followed by two hexadecimal digits.");
        }
        return 16 * high + low;
    }
}
