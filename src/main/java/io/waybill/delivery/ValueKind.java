package io.waybill.delivery;

/** How values of a column are written and validated before the database sees them. */
enum ValueKind {
    SMALLINT,
    INTEGER,
    BIGINT,
    NUMERIC,
    REAL,
    DOUBLE,
    BOOLEAN,
    TEXT,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMP_WITH_ZONE,
    UUID,
    JSON,
    JSONB,
    /** the server says whether a text is a value of the type */
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

    /** Whether equality of the type is not equality of what people see, or there is none: such values compare as text. */
    boolean comparesAsText(String type) {
        return this == JSON || this == OTHER || type.equals("citext");
    }
}
