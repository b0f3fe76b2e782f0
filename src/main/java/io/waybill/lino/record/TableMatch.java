package io.waybill.lino.record;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table of a dump beside the table of the target that its rows go into: which column fills which.
 *
 * @param source as the dump has it; which of its columns have models, the target says
 * @param target as the catalogue has it
 * @param filled columns of the target that are filled, in its order
 * @param withoutTarget columns of the dump that the target's table does not have
 * @param withoutSource columns of the target that need a value and get none from the dump
 * @param optional columns of the target that get no value from the dump and need none
 * @param dropped languages of the dump that have no column, by the column of the text
 */
public record TableMatch(
        SourceTable source,
        TableShape target,
        List<FilledColumn> filled,
        List<SourceColumn> withoutTarget,
        List<ColumnShape> withoutSource,
        List<ColumnShape> optional,
        Map<String, List<String>> dropped) {
    public TableMatch {
        requireNonNull(source, "source");
        requireNonNull(target, "target");
        filled = List.copyOf(filled);
        withoutTarget = List.copyOf(withoutTarget);
        withoutSource = List.copyOf(withoutSource);
        optional = List.copyOf(optional);
        dropped = Map.copyOf(dropped);
    }

    /** What the catalogue says of the columns that are filled. */
    public List<ColumnShape> shapes() {
        return filled.stream().map(FilledColumn::shape).toList();
    }

    /**
     * A column of the target, and what fills it.
     *
     * @param shape of the column
     * @param source column of the dump
     * @param language of the dump whose text it gets; empty when it gets the value as it is
     * @param untranslated whether the dump has no text for it, only for another language of the same column
     */
    public record FilledColumn(ColumnShape shape, String source, Optional<String> language, boolean untranslated) {}

    /**
     * Puts two tables side by side.
     *
     * @param table as the dump has it
     * @param target as the catalogue has it
     * @param sourceLanguages those of the dump
     * @param languages those of the target
     */
    public static TableMatch of(
            SourceTable table, TableShape target, List<String> sourceLanguages, TargetLanguages languages) {
        SourceTable source = table.as(target);
        Map<String, FilledColumn> filled = new LinkedHashMap<>();
        List<SourceColumn> withoutTarget = new ArrayList<>();
        Map<String, List<String>> dropped = new LinkedHashMap<>();
        for (SourceColumn column : source.columns()) {
            ColumnShape shape = target.columns().get(column.name());
            if (shape == null) {
                withoutTarget.add(column);
            } else if (column.kind() == Kind.BABEL) {
                babel(column, source, target, sourceLanguages, languages, filled, dropped);
            } else {
                filled.put(column.name(), new FilledColumn(shape, column.name(), Optional.empty(), false));
            }
        }
        List<ColumnShape> withoutSource = new ArrayList<>();
        List<ColumnShape> optional = new ArrayList<>();
        for (ColumnShape column : target.columns().values()) {
            if (filled.containsKey(column.name()) || column.generated()) {
                continue;
            }
            Optional<FilledColumn> translation = translation(column, source, languages, filled);
            if (translation.isPresent()) {
                filled.put(column.name(), translation.get());
            } else if (column.nullable() || column.defaultSql() != null || column.sequence() != null) {
                optional.add(column);
            } else {
                withoutSource.add(column);
            }
        }
        List<FilledColumn> inOrder = target.columns().keySet().stream()
                .filter(filled::containsKey)
                .map(filled::get)
                .toList();
        return new TableMatch(source, target, inOrder, withoutTarget, withoutSource, optional, dropped);
    }

    private static void babel(
            SourceColumn column,
            SourceTable source,
            TableShape target,
            List<String> sourceLanguages,
            TargetLanguages languages,
            Map<String, FilledColumn> filled,
            Map<String, List<String>> dropped) {
        Set<String> used = new HashSet<>();
        for (String language : languages.all()) {
            String name = languages.column(column.name(), language);
            ColumnShape shape = target.columns().get(name);
            boolean own = !name.equals(column.name()) && source.column(name).isPresent();
            if (shape != null && !own) {
                Optional<String> from = languages.source(language, sourceLanguages);
                from.ifPresent(used::add);
                filled.put(name, new FilledColumn(shape, column.name(), from, from.isEmpty()));
            }
        }
        List<String> left =
                sourceLanguages.stream().filter(each -> !used.contains(each)).toList();
        if (!left.isEmpty()) {
            dropped.put(column.name(), left);
        }
    }

    /** The column of a language, of a text that has only one language in the dump. */
    private static Optional<FilledColumn> translation(
            ColumnShape column, SourceTable source, TargetLanguages languages, Map<String, FilledColumn> filled) {
        if (column.kind() != ValueKind.TEXT) {
            return Optional.empty();
        }
        return languages.all().stream()
                .skip(1)
                .filter(language -> column.name().endsWith("_" + language))
                .map(language -> column.name().substring(0, column.name().length() - language.length() - 1))
                .filter(base -> filled.containsKey(base) && source.column(base).isPresent())
                .findFirst()
                .map(base -> new FilledColumn(column, base, Optional.empty(), true));
    }

    /** What a delivery does with it: the filled columns, in the order of the target. */
    public TableSpec spec(Policy policy) {
        return new TableSpec(
                target.name().toString(),
                source.model(),
                policy,
                filled.stream()
                        .map(column -> new ColumnSpec(column.shape().name(), column.source()))
                        .toList(),
                Map.of());
    }
}
