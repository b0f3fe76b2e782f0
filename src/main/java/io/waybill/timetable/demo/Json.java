package io.waybill.timetable.demo;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.HexFormat;

/** JSON text in ASCII, the way the application's own dumps are. */
final class Json {
    private Json() {}

    static String text(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (char c : JsonStringEncoder.getInstance().quoteAsString(value)) {
            if (c < 0x7F) {
                text.append(c);
            } else {
                text.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return text.append('"').toString();
    }
}
