package io.waybill.desk.http;

import java.net.URLDecoder;
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
            String name = decoded(equals < 0 ? field : field.substring(0, equals));
            String value = equals < 0 ? "" : decoded(field.substring(equals + 1));
            fields.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        }
        return new Form(fields);
    }

    /** A value as it is written in an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RefusedException.badRequest(
                    "The address or the form has a % that is not followed by two hexadecimal digits.");
        }
    }
}
