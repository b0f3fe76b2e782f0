package io.waybill.delivery;

/**
 * What the catalogue says of one column.
 *
 * @param name as it is, unquoted
 * @param type as PostgreSQL writes it, with length or precision: {@code character varying(32)}
 * @param typeName short name of the type: {@code varchar}
 * @param maxLength most characters of a text; 0 when there is no limit
 * @param precision most digits of a numeric; 0 when there is no limit
 * @param scale most digits of a numeric after the point
 * @param nullable whether it may be NULL
 * @param defaultSql expression of its default; null when it has none
 * @param generated whether the database computes it
 * @param alwaysIdentity whether it is GENERATED ALWAYS AS IDENTITY
 * @param sequence qualified, quoted name of the sequence that numbers it; null when none does
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
        String sequence) {

    ValueKind kind() {
        return ValueKind.of(typeName);
    }

    boolean comparesAsText() {
        return kind().comparesAsText(typeName);
    }
}
