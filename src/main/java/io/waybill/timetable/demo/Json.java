package io.waybill.timetable.demo;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Locale;

/** JSON text in ASCII, the way the application's own dumps are. */
final class Json {
    private Json() {}

    static String text(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (char c : JsonStringEncoder.getInstance().quoteAsString(value)) {
            if (c < 0x7F) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return text.append('"').toString();
    }
}
