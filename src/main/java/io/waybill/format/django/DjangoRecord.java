package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.format.Position;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * One object of a Django dump: {@code {"pk": 3, "model": "timetables.thing", "fields": {…}}}. It knows where its values
 * are in the file and decodes them on request. It keeps its part of the file in memory (some 256 KiB), so hold chunks
 * rather than single records, and not for long.
 */
public final class DjangoRecord {
    /** What {@link #value} returns for a field that the record does not have; null means JSON null. */
    public static final Object MISSING = new Object() {
        @Override
        public String toString() {
            return "missing";
        }
    };

    /** {@link #longValue} of a field that the record does not have. */
    public static final long NO_FIELD = Long.MIN_VALUE;

    /** {@link #longValue} of null. */
    public static final long NULL = Long.MIN_VALUE + 1;

    /** {@link #longValue} of what is not a whole number of up to 18 digits. */
    public static final long NOT_A_NUMBER = Long.MIN_VALUE + 2;

    private final Segment segment;
    private final FieldOrder order;
    private final String model;
    private final int start;
    private final int end;
    private final int keyAt;
    private final int keyEnd;
    private final int tape;
    private final List<String> otherMembers;

    DjangoRecord(
            Segment segment,
            FieldOrder order,
            String model,
            int start,
            int end,
            int keyAt,
            int keyEnd,
            int tape,
            List<String> otherMembers) {
        this.otherMembers = otherMembers;
        this.segment = segment;
        this.order = order;
        this.model = model;
        this.start = start;
        this.end = end;
        this.keyAt = keyAt;
        this.keyEnd = keyEnd;
        this.tape = tape;
    }

    /** The model's name, e.g. {@code timetables.thing}; one String object per name and reader. */
    public String model() {
        return model;
    }

    /** The primary key as it is in the file: Long, BigInteger, String, or null when it is null or absent. */
    public Object key() {
        Object key = decode(keyAt, keyEnd);
        return key == MISSING ? null : key;
    }

    /**
     * The primary key as a number, so that {@code "3"} and {@code 3} are one key.
     *
     * @return the key, or {@link #NO_FIELD}, {@link #NULL} or {@link #NOT_A_NUMBER}
     */
    public long keyNumber() {
        return number(keyAt, keyEnd);
    }

    /** Its name in messages: {@code timetables.thing 3}. */
    public String label() {
        Object key = key();
        return key == null ? model + " without a key" : model + " " + key;
    }

    /** The place of its opening brace. */
    public Position position() {
        return segment.position(start);
    }

    /** The place of a field's value, or of the record itself when it does not have the field. */
    public Position position(String field) {
        int at = order.indexOf(field);
        return at < 0 ? position() : segment.position(Segment.start(segment.read(tape + 2 * at)));
    }

    /** Byte offset in the file of its opening brace. */
    public long offset() {
        return segment.offset(start);
    }

    /** Its length in bytes. */
    public int length() {
        return end - start;
    }

    /** The names of its fields, in file order. */
    public List<String> fields() {
        return List.of(order.names());
    }

    /** An object that stands for the names of its fields and their order: nearly always the same one for the same names. */
    public Object fieldOrder() {
        return order;
    }

    /** The names of its members besides {@code pk}, {@code model} and {@code fields}; usually none. */
    public List<String> otherMembers() {
        return otherMembers;
    }

    /** Whether the record has a field, even if its value is null. */
    public boolean hasField(String field) {
        return order.indexOf(field) >= 0;
    }

    /**
     * The value of a field: String, Long, BigInteger, BigDecimal, Boolean, {@link RawJson} for a list or object, null, or
     * {@link #MISSING}.
     */
    public Object value(String field) {
        int at = order.indexOf(field);
        return at < 0 ? MISSING : decode(segment.read(tape + 2 * at), segment.read(tape + 2 * at + 1));
    }

    /**
     * The value of a field as text, or null when it is null or missing. A value that is not a string is returned as it
     * is in the file.
     */
    public String text(String field) {
        Object value = value(field);
        return value == null || value == MISSING ? null : value.toString();
    }

    /** Whether the field exists and is a string. */
    public boolean isText(String field) {
        int at = order.indexOf(field);
        return at >= 0 && JsonKind.isString(Segment.kind(segment.read(tape + 2 * at)));
    }

    /**
     * The value of a field that refers to another record: a number, or a string that is one.
     *
     * @return the number, or {@link #NO_FIELD}, {@link #NULL} or {@link #NOT_A_NUMBER}
     */
    public long longValue(String field) {
        int at = order.indexOf(field);
        return at < 0 ? NO_FIELD : number(segment.read(tape + 2 * at), segment.read(tape + 2 * at + 1));
    }

    /** Whether the field is a string equal to {@code ascii}, which must hold ASCII only. */
    public boolean valueEquals(String field, String ascii) {
        return matches(field, ascii, true);
    }

    /** Whether the field is a string that starts with {@code ascii}, which must hold ASCII only. */
    public boolean valueStartsWith(String field, String ascii) {
        return matches(field, ascii, false);
    }

    /** Writes the record byte for byte as it is in the file. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(segment.bytes, start, end - start);
    }

    byte[] buffer() {
        return segment.bytes;
    }

    int start() {
        return start;
    }

    private boolean matches(String field, String ascii, boolean whole) {
        int at = order.indexOf(field);
        if (at < 0) {
            return false;
        }
        int startAndKind = segment.read(tape + 2 * at);
        int kind = Segment.kind(startAndKind);
        int from = Segment.start(startAndKind);
        int to = segment.read(tape + 2 * at + 1);
        if (kind == JsonKind.TEXT) {
            String text = JsonText.string(segment.bytes, from, to, kind);
            return whole ? text.equals(ascii) : text.startsWith(ascii);
        }
        int length = ascii.length();
        if (kind != JsonKind.PLAIN || to - from < length || whole && to - from != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (segment.bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private long number(int startAndKind, int to) {
        return switch (Segment.kind(startAndKind)) {
            case JsonKind.MISSING -> NO_FIELD;
            case JsonKind.NULL -> NULL;
            case JsonKind.INTEGER, JsonKind.PLAIN ->
                JsonText.key(segment.bytes, Segment.start(startAndKind), to, NOT_A_NUMBER);
            default -> NOT_A_NUMBER;
        };
    }

    private Object decode(int startAndKind, int to) {
        byte[] b = segment.bytes;
        int from = Segment.start(startAndKind);
        int kind = Segment.kind(startAndKind);
        return switch (kind) {
            case JsonKind.MISSING -> MISSING;
            case JsonKind.PLAIN, JsonKind.TEXT -> JsonText.string(b, from, to, kind);
            case JsonKind.INTEGER -> JsonText.integer(b, from, to);
            case JsonKind.DECIMAL -> JsonText.decimal(b, from, to);
            case JsonKind.TRUE -> Boolean.TRUE;
            case JsonKind.FALSE -> Boolean.FALSE;
            case JsonKind.NULL -> null;
            default -> new RawJson(new String(b, from, to - from, UTF_8));
        };
    }

    @Override
    public String toString() {
        return label();
    }
}
