package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.NearestName;
import io.waybill.format.Position;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.expression.ColumnUse;
import io.waybill.lino.migration.expression.ColumnUse.As;
import io.waybill.lino.migration.expression.ExpressionSyntaxException;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Gap;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects what is wrong with a rule, with the place in its step file. */
public final class RuleFaults {
    private final StepText text;
    private final String rule;
    private final Faults faults;

    /**
     * @param text of the step file
     * @param rule as people find it: {@code rule 3, change-table}
     * @param faults get what is wrong
     */
    public RuleFaults(StepText text, String rule, Faults faults) {
        this.text = requireNonNull(text, "text");
        this.rule = requireNonNull(rule, "rule");
        this.faults = requireNonNull(faults, "faults");
    }

    /** The step file, as its owner knows it. */
    public String file() {
        return text.file();
    }

    /** Reports something that is wrong. */
    void add(PlacedWord at, String kind, String found, String expected, String advice) {
        faults.add(new Fault(text.place(at), rule, null, kind, found, expected, advice));
    }

    /** Rows that have no value of a column because of this rule. */
    Gap gap(PlacedWord at, String rows) {
        return new Gap(text.place(at), rule, rows);
    }

    /** The place of a rule; empty when nobody has written it. */
    public Optional<RulePlace> place(Rule placed) {
        return text.isWritten() ? Optional.of(new RulePlace(text.place(placed.subject()), rule)) : Optional.empty();
    }

    /** The rule, as people find it in the file. */
    public String rule() {
        return rule;
    }

    /** Tells which expressions of a rule are not understood, and whether its condition can be none. */
    public void check(Rule checked) {
        checked.formulas().forEach(this::check);
        Formula where = checked.where();
        if (where != null && where.expression() != null && !where.expression().canBeCondition()) {
            add(
                    text.place(where.written(), 0),
                    "no-condition",
                    where.expression().type().phrase(),
                    "a condition, which holds for a row or does not");
        }
    }

    /**
     * Tells which expressions of a rule name a model that nobody knows.
     *
     * @param known full names of all models that the dump, the target or a rule has, which a message may suggest
     */
    public void models(Rule checked, Collection<String> known) {
        Set<String> models = known.stream()
                .filter(name -> name.indexOf('.') > 0)
                .map(name -> row(new ContentType(name)))
                .collect(Collectors.toSet());
        for (Formula formula : checked.formulas()) {
            if (formula.expression() != null) {
                formula.expression().models().stream()
                        .filter(use -> !models.contains(row(use.model())))
                        .forEach(use -> add(
                                text.place(formula.written(), use.offset()),
                                "unknown-model",
                                use.written(),
                                "a model that the dump or the target has"
                                        + NearestName.suggestion(use.written(), known)));
            }
        }
    }

    /** A model as the table of content types has it. */
    private static String row(ContentType model) {
        return model.application() + "." + model.name();
    }

    private void check(Formula formula) {
        ExpressionSyntaxException fault = formula.fault();
        if (fault != null) {
            faults.add(new Fault(
                    text.place(formula.written(), fault.offset()),
                    rule,
                    null,
                    "expression-not-understood",
                    fault.found(),
                    fault.expected(),
                    null));
        }
    }

    /** The table of a name; tells when there is none. */
    Optional<SourceTable> table(InterimTables tables, PlacedWord name) {
        Optional<SourceTable> table = tables.table(name.text());
        if (table.isEmpty()) {
            add(
                    name,
                    "unknown-table",
                    name.text(),
                    "a table that the dump has at this point" + NearestName.suggestion(name.text(), tables.names()),
                    null);
        }
        return table;
    }

    /** Whether a table has a column; tells when it has none. */
    boolean column(SourceTable table, PlacedWord name) {
        if (table.column(name.text()).isPresent()) {
            return true;
        }
        unknownColumn(table, text.place(name), name.text());
        return false;
    }

    /** Tells when an expression reads a column that its table does not have, or that has another kind of value. */
    void columns(InterimTables tables, SourceTable table, Formula formula) {
        if (formula == null || formula.expression() == null) {
            return;
        }
        for (ColumnUse use : formula.expression().columns()) {
            Position at = text.place(formula.written(), use.offset());
            table.column(use.column())
                    .ifPresentOrElse(
                            column -> value(tables, table, column, use, at),
                            () -> unknownColumn(table, at, use.column()));
        }
    }

    /** Tells when an expression reads a column although there is no row that has it. */
    void constant(Formula formula) {
        if (formula.expression() != null) {
            formula.expression()
                    .columns()
                    .forEach(use -> add(
                            text.place(formula.written(), use.offset()),
                            "unknown-column",
                            use.column(),
                            "a constant: there is no row yet whose columns could be read"));
        }
    }

    private void value(InterimTables tables, SourceTable table, SourceColumn column, ColumnUse use, Position at) {
        boolean several = column.kind() == Kind.BABEL;
        if (use.as() == As.ONE_VALUE && several) {
            add(
                    at,
                    "several-languages",
                    column.name() + ", a text in several languages",
                    "one value, such as language(" + column.name() + ", '" + first(tables) + "')");
        }
        if (use.as() != As.SEVERAL_LANGUAGES) {
            return;
        }
        // On a site of one language old dumps do not say which texts of models that extend others would be in several.
        if (!several && table.parent().isEmpty()) {
            add(at, "one-language", column.name(), "a text in several languages");
        } else if (several && use.language() != null && !tables.languages().contains(use.language())) {
            add(
                    at,
                    "unknown-language",
                    use.language() + " of " + column.name(),
                    "a language that the dump has at this point: " + String.join(", ", tables.languages()));
        }
    }

    private static String first(InterimTables tables) {
        return tables.languages().isEmpty() ? "en" : tables.languages().get(0);
    }

    private void unknownColumn(SourceTable table, Position at, String name) {
        add(
                at,
                "unknown-column",
                name,
                "a column that " + table.table() + " has at this point"
                        + NearestName.suggestion(
                                name,
                                table.columns().stream().map(SourceColumn::name).toList()));
    }

    private void add(Position at, String kind, String found, String expected) {
        faults.add(new Fault(at, rule, null, kind, found, expected, null));
    }
}
