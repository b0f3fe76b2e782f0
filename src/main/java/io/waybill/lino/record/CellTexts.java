package io.waybill.lino.record;

import io.waybill.delivery.shape.ColumnShape;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a row as text, for rejects: a moment is written in one way, whether it was read from a dump or comes from the stage, so that
 * a file of them can be compared and dropped again. Whatever is no time stays as it was found.
 */
public final class CellTexts {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'")
            .append(TIME)
            .toFormatter();
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter READ_OFFSET = new DateTimeFormatterBuilder()
            .append(READ)
            .appendPattern("[XXXXX][XXX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private CellTexts() {}

    /**
     * Writes the values of a row.
     *
     * @param columns of the values
     * @param values null for none
     * @param absent stands for no value, too
     */
    public static List<String> of(List<ColumnShape> columns, Object[] values, Object absent) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            cells.add(value == null || value == absent ? null : cell(columns.get(i), value.toString()));
        }
        return cells;
    }

    private static String cell(ColumnShape column, String value) {
        try {
            return switch (column.kind()) {
                case TIMESTAMP_WITH_ZONE ->
                    WRITTEN.format(OffsetDateTime.parse(value, READ_OFFSET).withOffsetSameInstant(ZoneOffset.UTC))
                            + "Z";
                case TIMESTAMP -> WRITTEN.format(LocalDateTime.parse(value, READ));
                case TIME -> TIME.format(LocalTime.parse(value));
                default -> value;
            };
        } catch (DateTimeParseException e) {
            return value;
        }
    }
}
