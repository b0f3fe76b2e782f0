package io.waybill.timetable.feed;

import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.format.django.DjangoRecord;
import io.waybill.format.django.RawJson;
import io.waybill.timetable.PathId;
import java.util.List;

/**
 * Makes rows of the records of one model. Keys and references may be numbers or text of digits; a Thing's {@code pathid} and
 * {@code name} always follow from its {@code fullpath}, as the application itself makes them on every save
 * (specs/timetable.md §2.2, §8.3).
 */
public final class TimetableRows {
    private final List<ColumnSpec> columns;
    private final boolean things;

    /** @param table whose rows are made */
    public TimetableRows(TableSpec table) {
        this.columns = table.columns();
        this.things = table.model().equals("timetables.thing");
    }

    /** One row; what does not fit the target is found when it is staged. */
    public Row row(DjangoRecord record) {
        Object[] values = new Object[columns.size()];
        values[0] = number(record.keyNumber(), record.key());
        for (int i = 1; i < values.length; i++) {
            values[i] = value(record, columns.get(i));
        }
        return new Row(record.offset(), values);
    }

    private Object value(DjangoRecord record, ColumnSpec column) {
        String field = column.field();
        if (things && record.isText("fullpath")) {
            if (field.equals("pathid")) {
                return PathId.of(record.text("fullpath"));
            }
            if (field.equals("name")) {
                String path = record.text("fullpath");
                return path.substring(path.lastIndexOf('/') + 1);
            }
        }
        Object value = record.value(field);
        if (value == DjangoRecord.MISSING) {
            return Row.ABSENT;
        }
        if (value instanceof RawJson json) {
            return json.text();
        }
        return column.column().endsWith("_id") ? number(record.longValue(field), value) : value;
    }

    /** A key as a number where it is one, also in quotes; otherwise as it stands, for the stage to refuse. */
    private static Object number(long number, Object asItStands) {
        boolean isNumber =
                number != DjangoRecord.NOT_A_NUMBER && number != DjangoRecord.NULL && number != DjangoRecord.NO_FIELD;
        return isNumber ? (Object) number : asItStands;
    }
}
