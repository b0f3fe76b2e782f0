package io.waybill.merlin.recognise;

import io.waybill.merlin.value.MatchingKey;
import java.util.regex.Pattern;

/** A form of a header that ignores capitals, spaces, separators and the difference between Arabic and Persian letters. */
final class HeaderKey {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s_.:*-]+");

    private HeaderKey() {}

    static String of(String header) {
        return SEPARATORS.matcher(MatchingKey.of(header)).replaceAll("");
    }
}
