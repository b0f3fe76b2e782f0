package io.waybill.delivery.shape;

/** The kinds of column values, by how they are validated and written. */
public enum ValueKind {
    /** whole numbers of two bytes */
    SMALLINT,
    /** whole numbers of four bytes */
    INTEGER,
    /** whole numbers of eight bytes */
    BIGINT,
    /** exact decimal numbers */
    NUMERIC,
    /** floating point numbers of four bytes */
    REAL,
    /** floating point numbers of eight bytes */
    DOUBLE,
    /** true or false */
    BOOLEAN,
    /** texts of any length or a limited one */
    TEXT,
    /** days */
    DATE,
    /** times of day */
    TIME,
    /** days with times, wherever */
    TIMESTAMP,
    /** points in time */
    TIMESTAMP_WITH_ZONE,
    /** identifiers of sixteen bytes */
    UUID,
    /** JSON, kept as it is written */
    JSON,
    /** JSON, kept by its meaning */
    JSONB,
    /** any other type: only the server can validate its values */
    OTHER;

    static ValueKind of(String type) {
        return switch (type) {
            case "int2" -> SMALLINT;
            case "int4" -> INTEGER;
            case "int8" -> BIGINT;
            case "numeric" -> NUMERIC;
            case "float4" -> REAL;
            case "float8" -> DOUBLE;
            case "bool" -> BOOLEAN;
            case "text", "varchar", "bpchar", "citext" -> TEXT;
            case "date" -> DATE;
            case "time" -> TIME;
            case "timestamp" -> TIMESTAMP;
            case "timestamptz" -> TIMESTAMP_WITH_ZONE;
            case "uuid" -> UUID;
            case "json" -> JSON;
            case "jsonb" -> JSONB;
            default -> OTHER;
        };
    }

    /**
     * Whether values are compared as text, because the type has no equality or one that ignores visible differences.
     */
    boolean comparesAsText(String type) {
        return this == JSON || this == OTHER || type.equals("citext");
    }
}
