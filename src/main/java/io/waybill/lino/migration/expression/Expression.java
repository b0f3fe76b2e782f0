package io.waybill.lino.migration.expression;

import io.waybill.lino.migration.expression.ColumnUse.As;
import io.waybill.lino.record.SourceTable.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An expression of a migration step, compiled once and worked out for each row. It reads the row and nothing else: there are no methods, no
 * loops, no files, no queries.
 */
public final class Expression {
    /** Characters of an expression. */
    private static final int LONGEST = 20_000;

    private final Node node;
    private final List<ColumnUse> columns;
    private final List<ModelUse> models;

    private Expression(Node node, List<ColumnUse> columns, List<ModelUse> models) {
        this.node = node;
        this.columns = columns;
        this.models = models;
    }

    /**
     * Compiles an expression.
     *
     * @throws ExpressionSyntaxException with the place, when it is not understood
     */
    public static Expression parse(String text) {
        if (text.length() > LONGEST) {
            throw new ExpressionSyntaxException(
                    LONGEST, "an expression of " + text.length() + " characters", "at most " + LONGEST);
        }
        Parser.Result result = Parser.parse(text);
        return new Expression(result.node(), result.columns(), result.models());
    }

    /** The value of one column. */
    public static Expression column(String name) {
        return new Expression(new Column(name), List.of(new ColumnUse(name, 0, As.ANY, null)), List.of());
    }

    /** The columns that it reads, in the order of the text. */
    public List<ColumnUse> columns() {
        return columns;
    }

    /** The models that it names, in the order of the text. */
    public List<ModelUse> models() {
        return models;
    }

    /** The column whose value it is; empty when it is anything else. */
    public Optional<String> plainColumn() {
        return node instanceof Column column ? Optional.of(column.name()) : Optional.empty();
    }

    /** Whether it may be a condition, as far as its text says. */
    public boolean canBeCondition() {
        return node.type().canBe(ValueType.BOOLEAN);
    }

    /** What it gives, as far as its text says. */
    public ValueType type() {
        return node.type();
    }

    /**
     * What a column is that gets its values: of the kind of the columns whose values it hands on, a content type where it names a model, and
     * plain otherwise.
     *
     * @param kinds of the columns that it reads
     */
    public Kind kind(java.util.function.Function<String, Kind> kinds) {
        return kind(node, kinds).orElse(Kind.PLAIN);
    }

    /** Empty for null, which a column of any kind can have. */
    private static Optional<Kind> kind(Node node, java.util.function.Function<String, Kind> kinds) {
        if (node instanceof Column column) {
            return Optional.of(kinds.apply(column.name()));
        }
        if (node instanceof Conditional choice) {
            return common(Stream.of(choice.one(), choice.other()), kinds);
        }
        if (node instanceof Call call && call.function() == Function.COALESCE) {
            return common(call.arguments().stream(), kinds);
        }
        if (node.type() == ValueType.NULL) {
            return Optional.empty();
        }
        return Optional.of(node.type() == ValueType.MODEL ? Kind.CONTENT_TYPE : Kind.PLAIN);
    }

    private static Optional<Kind> common(Stream<Node> nodes, java.util.function.Function<String, Kind> kinds) {
        List<Kind> found =
                nodes.flatMap(node -> kind(node, kinds).stream()).distinct().toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found.size() == 1 ? found.get(0) : Kind.PLAIN);
    }

    /**
     * Its value for a row.
     *
     * @param row values by column; one that is missing counts as null
     * @return null or a value of the types of {@link io.waybill.lino.record.SourceRow#values}
     * @throws EvaluationException when the values do not go together
     */
    public Object value(Map<String, Object> row) {
        return node.value(row);
    }

    /**
     * Whether it holds for a row; null is no.
     *
     * @throws EvaluationException when the values do not go together, or it is no condition
     */
    public boolean holds(Map<String, Object> row) {
        return Values.truth(node.value(row));
    }
}
