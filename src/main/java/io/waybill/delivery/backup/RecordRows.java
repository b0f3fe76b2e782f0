package io.waybill.delivery.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.database.CopiedRow;
import io.waybill.delivery.backup.Manifest.Column;
import io.waybill.format.django.DjangoRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Converts the records of one table to rows for COPY: the values of all its columns, then the offset of the record. */
final class RecordRows {
    private static final JsonFactory JSON = new JsonFactory();

    private final Manifest.Table table;
    private final List<String> fields;

    RecordRows(Manifest.Table table) {
        this.table = table;
        this.fields = table.fields().stream().map(Column::field).toList();
    }

    /**
     * Adds one row.
     *
     * @throws IllegalArgumentException saying what is wrong, when the record does not belong to this table
     */
    void write(DjangoRecord record, Bytes out) {
        if (!record.model().equals(table.model())) {
            throw new IllegalArgumentException("it is of " + record.model() + ", not of " + table.model());
        }
        if (!record.fields().equals(fields)) {
            throw new IllegalArgumentException("its fields are not those of the manifest");
        }
        Map<String, String> exact = table.exact() == 0 ? Map.of() : exact(record);
        for (Column column : table.columns()) {
            Object value = column.name().equals(table.pk()) ? record.key() : record.value(column.field());
            String text = exact.get(column.name());
            if (text == null && value != null) {
                text = text(column, value);
            }
            if (text == null) {
                CopyText.nullValue(out);
            } else {
                CopyText.escape(text, out);
            }
            out.put(CopiedRow.SEPARATOR);
        }
        out.put(Long.toString(record.offset()));
        out.put(CopiedRow.END_OF_ROW);
    }

    private static String text(Column column, Object value) {
        try {
            return column.form().read(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "field " + column.field() + " is not of form "
                            + column.form().word(),
                    e);
        }
    }

    /** PostgreSQL's own text of values, by column. */
    private static Map<String, String> exact(DjangoRecord record) {
        Map<String, String> exact = new HashMap<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.length());
        try {
            record.writeTo(bytes);
            try (JsonParser parser = JSON.createParser(bytes.toByteArray())) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean wanted = parser.currentName().equals("exact");
                    if (parser.nextToken() != JsonToken.START_OBJECT || !wanted) {
                        parser.skipChildren();
                        continue;
                    }
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        exact.put(parser.currentName(), parser.nextTextValue());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what was read as JSON once can be read again", e);
        }
        return exact;
    }
}
