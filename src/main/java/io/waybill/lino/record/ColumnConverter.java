package io.waybill.lino.record;

import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.delivery.value.BadValue;
import io.waybill.lino.config.ValueRules.Nul;
import io.waybill.lino.config.ValueRules.Rounding;
import io.waybill.lino.record.Adjustments.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts the values of one column: the type of the target decides, never the look of a value, because old dumps write numbers as texts
 * and texts of digits keep their zeros. What the column cannot hold for its length or range, the stage finds.
 */
final class ColumnConverter {
    private static final Pattern DURATION =
            Pattern.compile("(?:(?<days>-?\\d{1,9}) )?(?<time>-?\\d{1,9}:\\d{2}:\\d{2}(?:\\.\\d{1,6})?)");
    private static final Pattern ISO_DURATION = Pattern.compile("-?P[0-9.,YMWDTHS-]{1,60}");

    private final ColumnShape shape;
    private final String name;
    private final TargetRules rules;
    private final boolean text;
    private final boolean emptyIsNone;

    /**
     * @param table of the target, for counts
     * @param shape of the column
     */
    ColumnConverter(String table, ColumnShape shape, TargetRules rules) {
        this.shape = shape;
        this.name = table + "." + shape.name();
        this.rules = rules;
        this.text = shape.kind() == ValueKind.TEXT;
        this.emptyIsNone = !text && shape.nullable();
    }

    /**
     * The value for the stage.
     *
     * @param value as a dump has it; may be null
     * @throws BadValue when the column cannot hold it
     */
    Object convert(Object value) throws BadValue {
        if (value == null) {
            return none();
        }
        if (emptyIsNone && value instanceof String empty && empty.isEmpty()) {
            rules.adjustments().count(Kind.NULL_FOR_EMPTY, name);
            return null;
        }
        if (value instanceof ContentType type) {
            return contentType(type);
        }
        return switch (shape.kind()) {
            case TEXT -> text(value);
            case SMALLINT, INTEGER, BIGINT -> number(value);
            case NUMERIC -> decimal(value);
            case REAL, DOUBLE -> number(value);
            case BOOLEAN -> truth(value);
            case DATE -> date(value);
            case TIME -> time(value);
            case TIMESTAMP -> timestamp(value);
            case TIMESTAMP_WITH_ZONE -> instant(value);
            case UUID, JSON, JSONB -> written(value);
            case OTHER -> other(value);
        };
    }

    /** No value: an empty text where the column needs one, as Lino stores choices and quantities that are not set. */
    private Object none() {
        if (shape.nullable() || !text) {
            return null;
        }
        rules.adjustments().count(Kind.EMPTY_FOR_NULL, name);
        return "";
    }

    /** What a column gets whose text has no translation in the dump. */
    Object untranslated() {
        return shape.nullable() ? null : "";
    }

    /** A text that stands for none, as its policy says. */
    Object noneText() {
        rules.adjustments().count(Kind.NONE_TEXT, name);
        return switch (rules.values().babelNone()) {
            case KEEP -> "None";
            case EMPTY -> "";
            case NULL -> untranslated();
        };
    }

    private Object contentType(ContentType type) throws BadValue {
        return switch (shape.kind()) {
            case SMALLINT, INTEGER, BIGINT -> rules.contentTypes().number(type);
            default -> throw new BadValue("not-a-content-type", "a value of type " + shape.type() + ", not a model");
        };
    }

    private Object text(Object value) throws BadValue {
        if (value instanceof String string) {
            return withoutNul(string);
        }
        if (value instanceof Long || value instanceof BigInteger || value instanceof LocalDate) {
            return value.toString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        throw new BadValue("not-text", "a text");
    }

    private Object withoutNul(String value) {
        if (rules.values().nul() == Nul.DROP && value.indexOf('\0') >= 0) {
            rules.adjustments().count(Kind.NUL_DROPPED, name);
            return value.replace("\0", "");
        }
        return value;
    }

    private static Object number(Object value) throws BadValue {
        if (value instanceof Long
                || value instanceof BigInteger
                || value instanceof BigDecimal
                || value instanceof String) {
            return value;
        }
        throw new BadValue("not-a-number", "a number");
    }

    private Object decimal(Object value) throws BadValue {
        Object number = number(value);
        if (rules.values().rounding() == Rounding.REJECT || shape.precision() == 0) {
            return number;
        }
        BigDecimal exact;
        try {
            exact = number instanceof BigDecimal already ? already : new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            return number;
        }
        if (exact.scale() <= shape.scale() || exact.signum() == 0) {
            return number;
        }
        // 1e-999999999 must not be written out.
        boolean tiny = (long) exact.scale() - exact.precision() > shape.scale();
        BigDecimal rounded = tiny ? BigDecimal.ZERO : exact.setScale(shape.scale(), RoundingMode.HALF_EVEN);
        if (rounded.compareTo(exact) != 0) {
            rules.adjustments().count(Kind.ROUNDED, name);
        }
        return rounded;
    }

    private static Object truth(Object value) throws BadValue {
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof Long || value instanceof String) {
            switch (value.toString()) {
                case "1", "True" -> {
                    return true;
                }
                case "0", "False" -> {
                    return false;
                }
                default -> throw notATruthValue();
            }
        }
        throw notATruthValue();
    }

    private static BadValue notATruthValue() {
        return new BadValue("not-a-truth-value", "True, False, 1 or 0");
    }

    private static Object date(Object value) throws BadValue {
        if (value instanceof LocalDate || value instanceof String) {
            return value.toString();
        }
        throw new BadValue("not-a-date", "date(…), or a text such as '2019-02-28'");
    }

    private static Object time(Object value) throws BadValue {
        if (value instanceof LocalTime || value instanceof String) {
            return value.toString();
        }
        throw new BadValue("not-a-time", "time(…), or a text such as '10:30:00'");
    }

    private static Object timestamp(Object value) throws BadValue {
        if (value instanceof LocalDateTime || value instanceof String) {
            return value.toString();
        }
        throw new BadValue("not-a-timestamp", "dt(…)");
    }

    private Object instant(Object value) throws BadValue {
        if (value instanceof LocalDateTime time) {
            return rules.times().instant(time, () -> rules.adjustments().count(Kind.LOCAL_TIME, name));
        }
        return timestamp(value);
    }

    private static Object written(Object value) throws BadValue {
        if (value instanceof String) {
            return value;
        }
        throw new BadValue("not-text", "a text");
    }

    private Object other(Object value) throws BadValue {
        return switch (shape.typeName()) {
            case "bytea" -> bytes(value);
            case "interval" -> duration(value);
            default -> value instanceof Long || value instanceof Boolean ? value : written(value);
        };
    }

    /** Bytes, which Django writes in base 64. */
    private static Object bytes(Object value) throws BadValue {
        try {
            return "\\x"
                    + HexFormat.of()
                            .formatHex(Base64.getDecoder().decode(written(value).toString()));
        } catch (IllegalArgumentException e) {
            throw new BadValue("not-base64", "bytes in base 64");
        }
    }

    /** A duration: days have a sign of their own, so that {@code -1 23:00:00} is an hour before now, as in Python. */
    private static Object duration(Object value) throws BadValue {
        String written = written(value).toString();
        Matcher parts = DURATION.matcher(written);
        if (parts.matches()) {
            String time = parts.group("time");
            return parts.group("days") == null
                    ? time
                    : parts.group("days") + " days " + (time.startsWith("-") ? "" : "+") + time;
        }
        if (ISO_DURATION.matcher(written).matches()) {
            return written;
        }
        throw new BadValue("not-a-duration", "a duration such as '1 02:30:00'");
    }
}
