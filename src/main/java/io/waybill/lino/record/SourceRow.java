package io.waybill.lino.record;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One row of a dump by the names of its columns: what migration steps work on, and what becomes a row of the target.
 *
 * @param table of the dump, or where a migration step has moved the row; with all of its columns
 * @param values by column, in the order of the table; a column that is missing here says nothing, unlike null. Each is null, Boolean,
 *     Long, BigInteger, BigDecimal, String, LocalDate, LocalTime, LocalDateTime, {@link Translations}, {@link ContentType} or
 *     {@link io.waybill.format.lino.UnusableValue}
 * @param file of the dump in which it stands
 * @param line where it begins, 1-based
 * @param offset where it begins in the file, in bytes
 */
public record SourceRow(SourceTable table, Map<String, Object> values, String file, long line, long offset) {
    public SourceRow {
        requireNonNull(table, "table");
        requireNonNull(values, "values");
        requireNonNull(file, "file");
    }

    /** The same place in the dump, with other content. */
    public SourceRow with(SourceTable newTable, Map<String, Object> newValues) {
        return new SourceRow(newTable, newValues, file, line, offset);
    }
}
