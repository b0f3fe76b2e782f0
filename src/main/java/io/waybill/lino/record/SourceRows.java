package io.waybill.lino.record;

import io.waybill.format.lino.Conversion;
import io.waybill.format.lino.CreateFunction;
import io.waybill.format.lino.DecimalText;
import io.waybill.format.lino.DumpColumn;
import io.waybill.format.lino.DumpRow;
import io.waybill.format.lino.ModelName;
import io.waybill.format.lino.RestoreScript;
import io.waybill.format.lino.UnusableValue;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the rows of a dump the names of their columns: what each value means is said by the create function of its table in
 * {@code restore.py}, which is read and never called. A value that cannot be what its column needs becomes an {@link UnusableValue}.
 */
public final class SourceRows {
    private final RestoreScript script;
    private final Map<CreateFunction, Converter> converters = new IdentityHashMap<>();
    private final List<SourceTable> tables = new ArrayList<>();
    private CreateFunction last;
    private Converter lastConverter;

    /** How the rows of one table are converted. */
    private record Converter(SourceTable table, ColumnValues.Layout layout, List<DumpColumn> columns) {}

    /** @param script of the dump */
    public SourceRows(RestoreScript script) {
        this.script = script;
        for (CreateFunction function : script.functions().values()) {
            if (!function.skipped()) {
                Converter converter = converter(function);
                converters.put(function, converter);
                tables.add(converter.table);
            }
        }
    }

    /** The tables of the dump, without those whose rows are skipped on purpose, in the order of the script. */
    public List<SourceTable> tables() {
        return List.copyOf(tables);
    }

    /**
     * Names the values of a row.
     *
     * @param row of a function that is not skipped
     * @param file in which it stands
     */
    public SourceRow row(DumpRow row, String file) {
        if (row.function() != last) {
            last = row.function();
            lastConverter = converters.get(last);
        }
        Converter converter = lastConverter;
        Object[] values = new Object[converter.columns.size()];
        for (int i = 0; i < values.length; i++) {
            DumpColumn column = converter.columns.get(i);
            values[i] = converted(
                    column,
                    column.parameter() < 0 ? column.constant() : row.values().get(column.parameter()));
        }
        return new SourceRow(
                converter.table, new ColumnValues(converter.layout, values), file, row.line(), row.offset());
    }

    private Converter converter(CreateFunction function) {
        Map<String, DumpColumn> columns = new LinkedHashMap<>();
        Optional<String> pointer = function.parent().map(CreateFunction.Parent::pointer);
        pointer.ifPresent(name -> columns.put(
                name, new DumpColumn(name, function.parameters().indexOf(name), Conversion.NONE, null, Map.of())));
        // Of two lines for one column, Python keeps the later.
        function.columns().forEach(column -> columns.put(column.name(), column));
        List<SourceColumn> named = columns.values().stream()
                .map(column -> new SourceColumn(column.name(), kind(column, columns.keySet())))
                .toList();
        return new Converter(
                new SourceTable(
                        function.table(),
                        script.models().get(function.model()),
                        named,
                        pointer,
                        function.parent().map(parent -> script.models().get(parent.model()))),
                new ColumnValues.Layout(named.stream().map(SourceColumn::name).toList()),
                List.copyOf(columns.values()));
    }

    private static Kind kind(DumpColumn column, Set<String> beside) {
        return switch (column.conversion()) {
            case NONE, DECIMAL -> Kind.PLAIN;
            case UNTOLD ->
                GenericReference.ofType(column.name())
                                .map(GenericReference::key)
                                .filter(beside::contains)
                                .isPresent()
                        ? Kind.CONTENT_TYPE
                        : Kind.PLAIN;
            case CONTENT_TYPE -> Kind.CONTENT_TYPE;
            case BABEL -> Kind.BABEL;
        };
    }

    private Object converted(DumpColumn column, Object value) {
        if (value == null) {
            // A text in several languages that is None sets no column.
            return column.conversion() == Conversion.BABEL ? ColumnValues.NOTHING : null;
        }
        if (value instanceof UnusableValue) {
            return value;
        }
        return switch (column.conversion()) {
            case NONE -> plain(column, value);
            case UNTOLD ->
                value instanceof List<?> && script.languages().size() == 1 ? translations(value) : plain(column, value);
            case DECIMAL -> decimal(value);
            case CONTENT_TYPE -> contentType(value);
            case BABEL -> translations(value);
        };
    }

    private Object plain(DumpColumn column, Object value) {
        if (value instanceof ModelName) {
            return contentType(value);
        }
        if (value instanceof List<?>) {
            return new UnusableValue("a list", "not-a-single-value", "a single value");
        }
        if (value instanceof Long key && !column.keys().isEmpty()) {
            return column.keys().getOrDefault(key, key);
        }
        return value;
    }

    private static Object decimal(Object value) {
        if (value instanceof Long || value instanceof BigDecimal || value instanceof BigInteger) {
            return value;
        }
        if (value instanceof String text) {
            return text.isEmpty() ? text : DecimalText.read(text.strip());
        }
        return new UnusableValue(value.toString(), "not-a-number", "a decimal number");
    }

    private Object contentType(Object value) {
        if (!(value instanceof ModelName name)) {
            return new UnusableValue(
                    value.toString(),
                    "not-a-model",
                    "the name of a model, because its number is another one in each database");
        }
        String model = script.models().get(name.variable());
        return model == null
                ? new UnusableValue(name.variable(), "unknown-model", "the name of a model that restore.py knows")
                : new ContentType(model);
    }

    private Object translations(Object value) {
        List<String> languages = script.languages();
        if (!(value instanceof List<?> texts)) {
            return new UnusableValue(value.toString(), "not-a-list", "a list with a text for each language");
        }
        if (texts.size() != languages.size()) {
            return new UnusableValue(
                    texts.size() + " texts",
                    "wrong-number-of-languages",
                    languages.size() + " texts, one for each of " + String.join(", ", languages));
        }
        Map<String, String> byLanguage = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            Object text = texts.get(i);
            if (text != null && !(text instanceof String)) {
                return text instanceof UnusableValue
                        ? text
                        : new UnusableValue(text.toString(), "not-text", "a text for each language");
            }
            byLanguage.put(languages.get(i), (String) text);
        }
        return new Translations(byLanguage);
    }
}
