package io.waybill.timetable.feed;

import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import io.waybill.format.django.DjangoRecord;
import io.waybill.format.django.RawJson;
import io.waybill.timetable.PathId;

/**
 * Converts the records of one model to rows. Keys and references may be numbers or text of digits; a Thing's
 * {@code pathid} and {@code name} always follow from its {@code fullpath}, as the application itself derives them
 * whenever it saves a Thing.
 */
public final class TimetableRows {
    private final String[] fields;
    private final boolean[] references;
    private final boolean things;

    /** @param table the table of these rows */
    public TimetableRows(TableSpec table) {
        // The reader interns its names as well, so that it can compare these by identity.
        this.fields =
                table.columns().stream().map(column -> column.field().intern()).toArray(String[]::new);
        this.references = new boolean[fields.length];
        for (int i = 0; i < references.length; i++) {
            references[i] = table.columns().get(i).column().endsWith("_id");
        }
        this.things = table.model().equals("timetables.thing");
    }

    /** Converts one record. Values that do not fit the target are found when the row is staged. */
    public Row row(DjangoRecord record) {
        Object[] values = new Object[fields.length];
        long key = record.keyNumber();
        values[0] = isNumber(key) ? (Object) key : record.key();
        String path = things && record.isText("fullpath") ? record.text("fullpath") : null;
        for (int i = 1; i < values.length; i++) {
            values[i] = path == null ? value(record, i) : valueOfThing(record, i, path);
        }
        return new Row(record.offset(), values);
    }

    private Object valueOfThing(DjangoRecord record, int column, String path) {
        return switch (fields[column]) {
            case "pathid" -> PathId.of(path);
            case "name" -> path.substring(path.lastIndexOf('/') + 1);
            default -> value(record, column);
        };
    }

    private Object value(DjangoRecord record, int column) {
        String field = fields[column];
        if (references[column]) {
            long number = record.longValue(field);
            if (isNumber(number)) {
                return number;
            }
        }
        Object value = record.value(field);
        if (value == DjangoRecord.MISSING) {
            return Row.ABSENT;
        }
        return value instanceof RawJson json ? json.text() : value;
    }

    /**
     * Whether the value is a number, or a text of digits. Anything else is passed on unchanged, for the stage to
     * refuse.
     */
    private static boolean isNumber(long number) {
        return number != DjangoRecord.NOT_A_NUMBER && number != DjangoRecord.NULL && number != DjangoRecord.NO_FIELD;
    }
}
