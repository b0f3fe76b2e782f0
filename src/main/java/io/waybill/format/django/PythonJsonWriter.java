package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON byte for byte as Python 2's {@code json.dump(…, sort_keys=True, indent=4)} does: a space after the comma
 * at the end of a line, keys in code point order, everything beyond ASCII (and DEL) escaped in lower-case hex, floats
 * as {@code repr} shows them, NaN and Infinity bare.
 */
public final class PythonJsonWriter {
    private static final int BUFFER = 64 << 10;
    private static final String INDENT = "    ";
    private static final String HEX = "0123456789abcdef";

    private final OutputStream out;
    private final StringBuilder text = new StringBuilder(BUFFER);
    private boolean any;

    /** @param out not closed */
    public PythonJsonWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes the next element of the outermost list. */
    public void element(Object value) throws IOException {
        text.append(any ? ", \n" : "[\n").append(INDENT);
        any = true;
        value(value, 1);
        if (text.length() > BUFFER / 2) {
            flush();
        }
    }

    /** Ends the outermost list, and its line. */
    public void finish() throws IOException {
        text.append(any ? "\n]\n" : "[]\n");
        flush();
    }

    /** Writes one value and a newline, instead of a list of elements. */
    public void only(Object value) throws IOException {
        value(value, 0);
        text.append('\n');
        flush();
    }

    private void flush() throws IOException {
        out.write(text.toString().getBytes(US_ASCII));
        text.setLength(0);
    }

    private void value(Object value, int depth) {
        if (value instanceof String) {
            string(text, (String) value);
        } else if (value instanceof Map) {
            object((Map<?, ?>) value, depth);
        } else if (value instanceof List) {
            list((List<?>) value, depth);
        } else if (value instanceof Double) {
            text.append(repr((Double) value));
        } else {
            // null, true, false and integers are written as Java writes them
            text.append(value);
        }
    }

    private void object(Map<?, ?> object, int depth) {
        if (object.isEmpty()) {
            text.append("{}");
            return;
        }
        Map<String, Object> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
        object.forEach((name, value) -> sorted.put((String) name, value));
        char separator = '{';
        for (Map.Entry<String, Object> member : sorted.entrySet()) {
            line(separator, depth + 1);
            separator = ',';
            string(text, member.getKey());
            text.append(": ");
            value(member.getValue(), depth + 1);
        }
        newline(depth);
        text.append('}');
    }

    private void list(List<?> list, int depth) {
        if (list.isEmpty()) {
            text.append("[]");
            return;
        }
        char separator = '[';
        for (Object element : list) {
            line(separator, depth + 1);
            separator = ',';
            value(element, depth + 1);
        }
        newline(depth);
        text.append(']');
    }

    private void line(char separator, int depth) {
        text.append(separator);
        if (separator == ',') {
            text.append(' ');
        }
        newline(depth);
    }

    private void newline(int depth) {
        text.append('\n');
        for (int i = 0; i < depth; i++) {
            text.append(INDENT);
        }
    }

    /** A string as Python escapes it: ASCII only. */
    static void string(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c >= ' ' && c < 0x7F) {
                        text.append(c);
                    } else {
                        text.append("\\u")
                                .append(HEX.charAt(c >> 12))
                                .append(HEX.charAt(c >> 8 & 15))
                                .append(HEX.charAt(c >> 4 & 15))
                                .append(HEX.charAt(c & 15));
                    }
                }
            }
        }
        text.append('"');
    }

    /** The shortest decimal that reads back as the same double, in Python's notation. */
    public static String repr(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        String number;
        if (point > 16 || point < -3) {
            String exponent = String.format("%s%02d", point - 1 < 0 ? "-" : "+", Math.abs(point - 1));
            number = digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e" + exponent;
        } else if (point <= 0) {
            number = "0." + "0".repeat(-point) + digits;
        } else if (point >= digits.length()) {
            number = digits + "0".repeat(point - digits.length()) + ".0";
        } else {
            number = digits.substring(0, point) + "." + digits.substring(point);
        }
        return value < 0 ? "-" + number : number;
    }

    /** Double.toString is not always the shortest before Java 19. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }
}
