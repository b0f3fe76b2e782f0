package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the elements of a JSON list as Python's json module reads them, for the legacy mode: NaN and Infinity, lone
 * surrogates and repeated member names (the last one counts) are accepted. One element is in memory at a time.
 *
 * <p>Elements are {@code Map<String, Object>}, {@code List<Object>}, String, Long, BigInteger, Double, Boolean or null.
 */
public final class PythonJson implements Closeable {
    private final InputStream in;
    private final JsonScanner scanner = new JsonScanner(true);
    private final JsonElements elements;
    private final Tree tree = new Tree();

    /** @param file its name as its owner knows it, for messages */
    public PythonJson(InputStream in, String file) {
        this.in = in;
        this.elements = new JsonElements(in, file, scanner, new Faults());
    }

    /**
     * Goes to the next element, which {@link #element} then returns.
     *
     * @return false at the end of the list
     * @throws BrokenFileException when the file is not a JSON list
     */
    public boolean next() throws IOException {
        return elements.next(tree);
    }

    /** The element of the last {@link #next}. */
    public Object element() {
        return tree.element;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Builds an element that the scanner has already validated. */
    private final class Tree implements JsonElements.Element {
        private byte[] b;
        private int pos;
        private Object element;

        @Override
        public int scan(int from) {
            b = elements.bytes();
            long scanned = scanner.value(from, 1);
            int end = JsonScanner.end(scanned) + (JsonKind.isString(JsonScanner.kind(scanned)) ? 1 : 0);
            pos = from;
            element = value();
            return end;
        }

        @Override
        public String label() {
            return null;
        }

        @Override
        public String field() {
            return null;
        }

        /** Recursive; the scanner has refused anything that is nested too deeply. */
        private Object value() {
            switch (b[pos]) {
                case '{':
                    return object();
                case '[':
                    return list();
                case '"':
                    return string();
                default:
                    long scanned = scanner.value(pos, 1);
                    int from = pos;
                    pos = JsonScanner.end(scanned);
                    return switch (JsonScanner.kind(scanned)) {
                        case JsonKind.INTEGER -> JsonText.integer(b, from, pos);
                        case JsonKind.DECIMAL -> Double.parseDouble(new String(b, from, pos - from, ISO_8859_1));
                        case JsonKind.TRUE -> Boolean.TRUE;
                        case JsonKind.FALSE -> Boolean.FALSE;
                        case JsonKind.NULL -> null;
                        default ->
                            b[from] == 'N'
                                    ? Double.NaN
                                    : b[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
                    };
            }
        }

        private String string() {
            int from = pos + 1;
            long scanned = scanner.string(from);
            pos = JsonScanner.end(scanned) + 1;
            return JsonText.string(b, from, pos - 1, JsonScanner.kind(scanned));
        }

        private Map<String, Object> object() {
            Map<String, Object> object = new HashMap<>();
            space(1);
            while (b[pos] != '}') {
                if (b[pos] == ',') {
                    space(1);
                }
                String name = string();
                space(0);
                space(1);
                object.put(name, value());
                space(0);
            }
            pos++;
            return object;
        }

        private List<Object> list() {
            List<Object> list = new ArrayList<>();
            space(1);
            while (b[pos] != ']') {
                if (b[pos] == ',') {
                    space(1);
                }
                list.add(value());
                space(0);
            }
            pos++;
            return list;
        }

        /** Skips this many bytes, then white space, without counting lines a second time. */
        private void space(int skip) {
            pos += skip;
            while (b[pos] == ' ' || b[pos] == '\t' || b[pos] == '\r' || b[pos] == '\n') {
                pos++;
            }
        }
    }
}
