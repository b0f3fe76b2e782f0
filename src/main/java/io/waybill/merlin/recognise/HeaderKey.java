package io.waybill.merlin.recognise;

import io.waybill.merlin.value.MatchingKey;
import java.util.regex.Pattern;

/** By what a header is known: capitals, spaces, separators and the Arabic or Persian spelling do not count. */
final class HeaderKey {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s_.:*-]+");

    private HeaderKey() {}

    static String of(String header) {
        return SEPARATORS.matcher(MatchingKey.of(header)).replaceAll("");
    }
}
