package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.expression.Expression;
import io.waybill.lino.migration.expression.ExpressionSyntaxException;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;

/**
 * An expression of a step file.
 *
 * @param written its text and place
 * @param expression compiled; null when it is not understood
 * @param fault why it is not understood; null when it is
 */
public record Formula(PlacedWord written, Expression expression, ExpressionSyntaxException fault) {
    public Formula {
        requireNonNull(written, "written");
    }

    /** Compiles an expression; a fault is kept, so that all faults of a file are reported in one run. */
    @JsonCreator
    public static Formula of(PlacedWord written) {
        try {
            return new Formula(written, Expression.parse(written.text()), null);
        } catch (ExpressionSyntaxException e) {
            return new Formula(written, null, e);
        }
    }

    /** What kind of value it gives, made of columns of a table. */
    Kind kind(SourceTable table) {
        return expression == null
                ? Kind.PLAIN
                : expression.kind(
                        name -> table.column(name).map(SourceColumn::kind).orElse(Kind.PLAIN));
    }
}
