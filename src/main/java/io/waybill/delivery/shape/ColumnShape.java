package io.waybill.delivery.shape;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the catalogue says about one column.
 *
 * @param name unquoted
 * @param type as PostgreSQL writes it, with length or precision: {@code character varying(32)}
 * @param typeName short name of the type: {@code varchar}
 * @param maxLength maximum number of characters of a text; 0 when there is no limit
 * @param precision maximum number of digits of a numeric; 0 when there is no limit
 * @param scale maximum number of digits of a numeric after the point
 * @param nullable whether it may be NULL
 * @param defaultSql expression of its default; null when it has none
 * @param generated whether the database computes it
 * @param alwaysIdentity whether it is GENERATED ALWAYS AS IDENTITY
 * @param sequence qualified, quoted name of the sequence that numbers it; null when none does
 * @param ownsSequence whether that sequence is this column's alone
 */
public record ColumnShape(
        String name,
        String type,
        String typeName,
        int maxLength,
        int precision,
        int scale,
        boolean nullable,
        String defaultSql,
        boolean generated,
        boolean alwaysIdentity,
        String sequence,
        boolean ownsSequence) {
    private static final Set<ValueKind> NUMBERS = EnumSet.of(ValueKind.SMALLINT, ValueKind.INTEGER, ValueKind.BIGINT);
    private static final Pattern NEXT = Pattern.compile("nextval\\('[^']+'::regclass\\)");

    /** Whether the database fills it with the next number of its own sequence and does nothing else. */
    public boolean numbered() {
        return ownsSequence
                && NUMBERS.contains(kind())
                && (defaultSql == null || NEXT.matcher(defaultSql).matches());
    }

    /** How its values are validated and written. */
    public ValueKind kind() {
        return ValueKind.of(typeName);
    }

    /** Whether its values are compared as text: see {@link ValueKind#comparesAsText}. */
    public boolean comparesAsText() {
        return kind().comparesAsText(typeName);
    }
}
