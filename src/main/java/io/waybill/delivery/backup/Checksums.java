package io.waybill.delivery.backup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@value #FILE} of a backup, in the form that {@code sha256sum -c SHA256SUMS} can verify. */
final class Checksums {
    static final String FILE = "SHA256SUMS";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^\\r\\n]+)");

    private Checksums() {}

    /** @param sums by the name of the file */
    static String text(Map<String, String> sums) {
        StringBuilder text = new StringBuilder();
        sums.forEach((file, sum) -> text.append(sum).append("  ").append(file).append('\n'));
        return text.toString();
    }

    /** @return null when the text does not have that form */
    static Map<String, String> of(String text) {
        Map<String, String> sums = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return null;
            }
            sums.put(matcher.group(2), matcher.group(1));
        }
        return sums;
    }
}
