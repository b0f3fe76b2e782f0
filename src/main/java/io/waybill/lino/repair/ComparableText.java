package io.waybill.lino.repair;

import io.waybill.delivery.shape.ValueKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Values in a form in which the server can compare them: the text of a value of the column's type, or none where the value is not of that
 * type. So a bad value of a dump finds nothing, and never fails a statement.
 */
final class ComparableText {
    private static final Map<ValueKind, BigInteger> MOST = Map.of(
            ValueKind.SMALLINT, BigInteger.valueOf(Short.MAX_VALUE),
            ValueKind.INTEGER, BigInteger.valueOf(Integer.MAX_VALUE),
            ValueKind.BIGINT, BigInteger.valueOf(Long.MAX_VALUE));
    private static final Set<ValueKind> UNLIKE = Set.of(ValueKind.JSON, ValueKind.JSONB, ValueKind.OTHER);
    private static final int MOST_DIGITS = 1_000;

    private ComparableText() {}

    /** Whether columns of this kind can be compared at all. */
    static boolean isPossible(ValueKind kind) {
        return !UNLIKE.contains(kind);
    }

    /**
     * The text of a value.
     *
     * @param value of a dump or a plan; null for NULL
     * @return empty for NULL, and for what is no value of this kind
     */
    static Optional<String> of(Object value, ValueKind kind) {
        if (value == null || !isPossible(kind)) {
            return Optional.empty();
        }
        String text = value.toString();
        try {
            return Optional.ofNullable(
                    switch (kind) {
                        case SMALLINT, INTEGER, BIGINT -> whole(text, MOST.get(kind));
                        case NUMERIC ->
                            text.length() > MOST_DIGITS ? null : new BigDecimal(text.strip()).toPlainString();
                        case REAL, DOUBLE -> Double.toString(Double.parseDouble(text));
                        case BOOLEAN -> truth(text);
                        case TEXT -> isStorable(text) ? text : null;
                        case DATE -> LocalDate.parse(text).toString();
                        case TIME -> LocalTime.parse(text).toString();
                        case TIMESTAMP -> moment(text).toString();
                        case TIMESTAMP_WITH_ZONE -> withZone(text);
                        case UUID -> UUID.fromString(text).toString();
                        default -> null;
                    });
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String whole(String text, BigInteger most) {
        if (text.length() > MOST_DIGITS) {
            return null;
        }
        BigInteger number = new BigInteger(text.strip());
        return number.compareTo(most) > 0 || number.compareTo(most.negate().subtract(BigInteger.ONE)) < 0
                ? null
                : number.toString();
    }

    private static String truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> "true";
            case "false", "0" -> "false";
            default -> null;
        };
    }

    private static LocalDateTime moment(String text) {
        String iso = text.replace(' ', 'T');
        return iso.indexOf('T') < 0 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso);
    }

    /** A point in time without a zone is meant in UTC. */
    private static String withZone(String text) {
        String iso = text.replace(' ', 'T');
        try {
            return OffsetDateTime.parse(iso).toString();
        } catch (DateTimeException e) {
            return moment(iso) + "Z";
        }
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
