package io.waybill.lino.record;

import io.waybill.delivery.RefusedRows.RefusedValue;
import io.waybill.delivery.Row;
import io.waybill.delivery.value.BadValue;
import io.waybill.format.lino.UnusableValue;
import io.waybill.lino.record.Adjustments.Kind;
import io.waybill.lino.record.TableMatch.FilledColumn;
import java.util.List;

/** Makes rows of a target's table of the rows of a dump's table: compiled once per table, for millions of rows. */
public final class TargetRows {
    private static final String NONE = "None";

    private final TableMatch match;
    private final FilledColumn[] columns;
    private final ColumnConverter[] converters;
    private final Adjustments adjustments;
    private final String table;
    private final DroppedTexts[] dropped;
    private ColumnValues.Layout layout;
    private final int[] positions;

    /** The languages of one column that have no column in the target. */
    private record DroppedTexts(String column, List<String> languages) {}

    /** @param match which column fills which */
    public TargetRows(TableMatch match, TargetRules rules) {
        this.match = match;
        this.table = match.target().name().name();
        this.columns = match.filled().toArray(FilledColumn[]::new);
        this.positions = new int[columns.length];
        this.converters = match.filled().stream()
                .map(column -> new ColumnConverter(table, column.shape(), rules))
                .toArray(ColumnConverter[]::new);
        this.adjustments = rules.adjustments();
        this.dropped = match.dropped().entrySet().stream()
                .map(each -> new DroppedTexts(each.getKey(), each.getValue()))
                .toArray(DroppedTexts[]::new);
    }

    /** Which column fills which. */
    public TableMatch match() {
        return match;
    }

    /**
     * Converts a row.
     *
     * @param place of the row, for messages
     * @param refused gets what is wrong with the row; when anything is, the row cannot be delivered, and the values that are wrong are as
     *     the dump has them
     */
    public Row row(SourceRow source, long place, List<RefusedValue> refused) {
        Object[] values = new Object[columns.length];
        ColumnValues compact = source.values() instanceof ColumnValues fast ? fast : null;
        if (compact != null && compact.layout() != layout) {
            layout = compact.layout();
            for (int i = 0; i < columns.length; i++) {
                positions[i] = layout.position(columns[i].source());
            }
        }
        for (int i = 0; i < columns.length; i++) {
            Object value = compact == null
                    ? valueOf(source, columns[i].source())
                    : positions[i] < 0 ? ColumnValues.NOTHING : compact.at(positions[i]);
            try {
                values[i] = converted(i, value);
            } catch (BadValue e) {
                values[i] = shown(value, columns[i]);
                refused.add(
                        new RefusedValue(columns[i].shape().name(), e.rule(), shown(value, columns[i]), e.expected()));
            }
        }
        if (refused.isEmpty()) {
            for (DroppedTexts texts : dropped) {
                countDropped(source, texts);
            }
        }
        return new Row(place, values);
    }

    private static Object valueOf(SourceRow source, String column) {
        Object value = source.values().get(column);
        return value != null || source.values().containsKey(column) ? value : ColumnValues.NOTHING;
    }

    private Object converted(int column, Object value) throws BadValue {
        if (value instanceof UnusableValue unusable) {
            throw new BadValue(unusable.rule(), unusable.expected());
        }
        ColumnConverter converter = converters[column];
        if (columns[column].untranslated()) {
            return converter.untranslated();
        }
        if (value == ColumnValues.NOTHING) {
            return columns[column].language().isPresent() ? converter.untranslated() : Row.ABSENT;
        }
        if (value instanceof Translations translations) {
            String text = translations.texts().get(columns[column].language().orElseGet(() -> first(translations)));
            if (text == null) {
                return converter.untranslated();
            }
            return text.equals(NONE) ? converter.noneText() : converter.convert(text);
        }
        return converter.convert(value);
    }

    private static String first(Translations translations) {
        return translations.texts().isEmpty()
                ? null
                : translations.texts().keySet().iterator().next();
    }

    private static String shown(Object value, FilledColumn column) {
        if (value instanceof UnusableValue unusable) {
            return unusable.found();
        }
        if (value instanceof Translations translations && column.language().isPresent()) {
            return translations.texts().get(column.language().get());
        }
        return value == null || value == ColumnValues.NOTHING ? null : value.toString();
    }

    private void countDropped(SourceRow source, DroppedTexts texts) {
        if (source.values().get(texts.column) instanceof Translations translations) {
            for (String language : texts.languages) {
                String text = translations.texts().get(language);
                if (text != null && !text.isEmpty() && !text.equals(NONE)) {
                    adjustments.count(Kind.DROPPED_TRANSLATION, table + "." + texts.column + " " + language);
                }
            }
        }
    }
}
