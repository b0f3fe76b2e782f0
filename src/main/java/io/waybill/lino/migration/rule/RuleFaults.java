package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.NearestName;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.expression.ExpressionSyntaxException;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Gap;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.Collection;
import java.util.Optional;

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

    /** The rule, as people find it in the file. */
    public String rule() {
        return rule;
    }

    /** Tells which expressions are not understood. */
    public void check(Collection<Formula> formulas) {
        formulas.forEach(this::check);
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
        unknownColumn(table, name, name.text());
        return false;
    }

    /** Tells when an expression reads a column that its table does not have. */
    void columns(SourceTable table, Formula formula) {
        if (formula == null || formula.expression() == null) {
            return;
        }
        formula.expression().columns().stream()
                .filter(column -> table.column(column).isEmpty())
                .sorted()
                .forEach(column -> unknownColumn(table, formula.written(), column));
    }

    private void unknownColumn(SourceTable table, PlacedWord at, String name) {
        add(
                at,
                "unknown-column",
                name,
                "a column that " + table.table() + " has at this point"
                        + NearestName.suggestion(
                                name,
                                table.columns().stream().map(SourceColumn::name).toList()),
                null);
    }
}
