package io.waybill.delivery.backup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.waybill.database.CopiedRow;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.format.django.RawJson;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How the values of a column are written in a backup: as Django's serializer writes them, so that {@code loaddata}
 * reads them, and so that PostgreSQL's own text can be restored from them exactly.
 */
enum ColumnForm {
    /** whole numbers: a number */
    NUMBER,
    /**
     * real and double precision: a number; {@code NaN}, {@code Infinity} and {@code -0}, which JSON cannot express, are
     * strings
     */
    FLOAT,
    BOOLEAN,
    /** text, numeric, date, time, uuid, inet, enums and all others: PostgreSQL's text as a string */
    TEXT,
    /** a string, ISO 8601 */
    TIMESTAMP,
    /** a string, ISO 8601, in UTC */
    TIMESTAMP_WITH_ZONE,
    /** a string, base64 */
    BYTES,
    /** json and jsonb: the JSON itself */
    JSON,
    /**
     * a string that contains a JSON list of the elements' texts, or PostgreSQL's own text if the array does not begin
     * at 1
     */
    ARRAY;

    private static final int DATE_LENGTH = 10;
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    /** @param oddDelimiter whether it is an array whose elements are not separated by commas */
    static ColumnForm of(ColumnShape column, boolean oddDelimiter) {
        if (column.type().endsWith("[]")) {
            return oddDelimiter ? TEXT : ARRAY;
        }
        return switch (column.typeName()) {
            case "int2", "int4", "int8" -> NUMBER;
            case "float4", "float8" -> FLOAT;
            case "bool" -> BOOLEAN;
            case "timestamp" -> TIMESTAMP;
            case "timestamptz" -> TIMESTAMP_WITH_ZONE;
            case "bytea" -> BYTES;
            case "json", "jsonb" -> JSON;
            default -> TEXT;
        };
    }

    @JsonCreator
    static ColumnForm ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The word of the manifest: {@code timestamp-with-zone}. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether such a value may be the {@code pk} of a record. */
    boolean mayBeKey() {
        return this == NUMBER || this == TEXT;
    }

    /**
     * Writes a value as JSON.
     *
     * @param row one row of a COPY, as the server wrote it
     * @param from where the value begins in it
     * @param to where it ends
     * @param work a working buffer; contains PostgreSQL's text of the value when the result is false
     * @return false when the JSON does not express the value completely
     */
    boolean write(byte[] row, int from, int to, Bytes out, Bytes work) {
        if (CopiedRow.isNull(row, from, to)) {
            out.put(NULL);
            return true;
        }
        switch (this) {
            case NUMBER -> out.put(row, from, to);
            case FLOAT -> {
                if (isJsonNumber(row, from, to)) {
                    out.put(row, from, to);
                } else {
                    CopyText.toJsonString(row, from, to, out);
                }
            }
            case BOOLEAN -> out.put(row[from] == 't' ? "true" : "false");
            case TEXT -> CopyText.toJsonString(row, from, to, out);
            case TIMESTAMP, TIMESTAMP_WITH_ZONE -> timestamp(row, from, to, out);
            case BYTES -> bytes(row, from, to, out);
            case JSON -> {
                return json(row, from, to, out, work);
            }
            case ARRAY -> array(row, from, to, out, work);
        }
        return true;
    }

    /**
     * Converts a value back to PostgreSQL's text.
     *
     * @param value as the reader of dumps returns it, not null
     * @throws IllegalArgumentException when the value does not have this form
     */
    String read(Object value) {
        return switch (this) {
            case NUMBER -> {
                require(value instanceof Number);
                yield value.toString();
            }
            case FLOAT -> {
                require(value instanceof Number || value instanceof String);
                yield value.toString();
            }
            case BOOLEAN -> {
                require(value instanceof Boolean);
                yield (Boolean) value ? "t" : "f";
            }
            case TEXT, TIMESTAMP, TIMESTAMP_WITH_ZONE -> {
                require(value instanceof String);
                yield (String) value;
            }
            case BYTES -> {
                require(value instanceof String);
                yield "\\x" + HexFormat.of().formatHex(Base64.getDecoder().decode((String) value));
            }
            case JSON -> {
                require(value instanceof RawJson);
                yield ((RawJson) value).text();
            }
            case ARRAY -> {
                require(value instanceof String);
                String literal = ArrayLiteral.fromJson((String) value);
                yield literal == null ? (String) value : literal;
            }
        };
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not a value of its form");
        }
    }

    private static boolean isJsonNumber(byte[] row, int from, int to) {
        int first = row[from] == '-' ? from + 1 : from;
        boolean negativeZero = first > from && to - first == 1 && row[first] == '0';
        return row[first] >= '0' && row[first] <= '9' && !negativeZero;
    }

    /**
     * Converts {@code 2024-02-29 09:30:00+00} to ISO 8601; anything else (infinity, years BC) stays as PostgreSQL
     * writes it.
     */
    private void timestamp(byte[] row, int from, int to, Bytes out) {
        boolean iso = to - from > DATE_LENGTH && row[from + DATE_LENGTH] == ' ' && row[to - 1] != 'C';
        boolean zone = iso && this == TIMESTAMP_WITH_ZONE;
        out.put('"');
        if (iso) {
            out.put(row, from, from + DATE_LENGTH);
            out.put('T');
            out.put(row, from + DATE_LENGTH + 1, zone ? to - "+00".length() : to);
        } else {
            out.put(row, from, to);
        }
        if (zone) {
            out.put('Z');
        }
        out.put('"');
    }

    private static void bytes(byte[] row, int from, int to, Bytes out) {
        int start = from + "\\\\x".length();
        byte[] value = new byte[(to - start) / 2];
        for (int i = 0; i < value.length; i++) {
            value[i] =
                    (byte) (Character.digit(row[start + 2 * i], 16) << 4 | Character.digit(row[start + 2 * i + 1], 16));
        }
        out.put('"');
        out.put(Base64.getEncoder().encode(value));
        out.put('"');
    }

    private static boolean json(byte[] row, int from, int to, Bytes out, Bytes work) {
        work.clear();
        CopyText.unescape(row, from, to, work);
        byte[] json = work.array();
        int start = 0;
        int end = work.length();
        while (isSpace(json[start])) {
            start++;
        }
        while (isSpace(json[end - 1])) {
            end--;
        }
        boolean sound = JsonSoundness.holds(json, start, end);
        if (sound) {
            out.put(json, start, end);
        } else {
            out.put(NULL);
        }
        return sound && end - start == work.length() && (json[start] == '{' || json[start] == '[');
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static void array(byte[] row, int from, int to, Bytes out, Bytes work) {
        work.clear();
        CopyText.unescape(row, from, to, work);
        String literal = work.toString();
        String list = ArrayLiteral.toJson(literal);
        work.clear();
        work.put(list == null ? literal : list);
        CopyText.plainToJsonString(work.array(), 0, work.length(), out);
    }
}
