package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.expression.Expression;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fills a column with the key of a row of another table that is found by other columns, such as a place by its name.
 *
 * @param table that gets the column
 * @param column its name; its values are replaced when it exists
 * @param in the table in which rows are looked for
 * @param by columns of {@code in}, and what each has to be, made of the row of {@code table}; of a text in several languages any of its texts
 * @param ignoreCase whether upper and lower case are the same; null for no
 * @param where the rows that get the column; null for all
 * @param create columns of a row that is made where none is found, beside those of {@code by}; null when none is made
 * @param missing what is done when no row is found; null for reject
 */
record KeyLookup(
        PlacedWord table,
        PlacedWord column,
        @JsonProperty("in") PlacedWord in,
        Map<PlacedWord, Formula> by,
        Boolean ignoreCase,
        Formula where,
        Map<PlacedWord, Formula> create,
        Missing missing)
        implements Rule {
    KeyLookup {
        requireNonNull(table, "table");
        requireNonNull(column, "column");
        requireNonNull(in, "in");
        requireNonNull(by, "by");
        by = Entries.formulas(by);
        create = create == null ? null : Entries.formulas(create);
        missing = missing == null ? Missing.REJECT : missing;
    }

    /** What is done when no row is found. */
    enum Missing {
        /** The column becomes null. */
        CLEAR,
        /** The row is refused. */
        REJECT
    }

    @Override
    public PlacedWord subject() {
        return table;
    }

    @Override
    public List<Formula> formulas() {
        List<Formula> formulas = Entries.formulas(by, where);
        if (create != null) {
            formulas.addAll(create.values());
        }
        return formulas;
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Optional<SourceTable> destination = faults.table(before, table);
        Optional<SourceTable> sought = faults.table(before, in);
        if (by.isEmpty()) {
            faults.add(in, "no-columns", "no column in by", "the columns by which rows are found", null);
        }
        if (destination.isEmpty() || sought.isEmpty()) {
            return before;
        }
        SourceTable old = destination.get();
        formulas().forEach(formula -> faults.columns(before, old, formula));
        by.keySet().forEach(name -> faults.column(sought.get(), name));
        if (create != null && sought.get().parent().isPresent()) {
            faults.add(
                    in,
                    "extends-another",
                    in.text() + ", which extends another table",
                    "a table in which a row can be made on its own",
                    null);
        }
        InterimTables tables = before;
        if (create != null) {
            Set<PlacedWord> made = new LinkedHashSet<>(by.keySet());
            made.addAll(create.keySet());
            RowGaps gaps = new RowGaps(in, sought, faults);
            gaps.fill(
                    made,
                    name -> create.containsKey(name) ? create.get(name).kind(old) : Kind.PLAIN,
                    in,
                    "the rows of " + in + " that look-up makes");
            tables = tables.with(sought.get().withColumns(gaps.columns()));
        }
        SourceTable now = tables.table(table.text()).orElseThrow();
        SourceTable filled = now.filling(column.text());
        return tables.with(
                where == null || now.column(column.text()).isPresent()
                        ? filled
                        : filled.without(
                                column.text(),
                                faults.gap(column, "the rows of " + table + " for which where does not hold")));
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        Optional<String> key = work.relations().key(work.before(in));
        if (key.isEmpty()) {
            faults.add(in, "no-key", in.text(), "a table whose key is known", null);
        }
        return new LookedUpColumn(
                this,
                key.orElse(""),
                expressions(by),
                create == null ? null : expressions(create),
                where == null ? null : where.expression(),
                work,
                faults.file());
    }

    private static Map<String, Expression> expressions(Map<PlacedWord, Formula> formulas) {
        Map<String, Expression> expressions = new LinkedHashMap<>();
        formulas.forEach((name, formula) -> expressions.put(name.text(), formula.expression()));
        return expressions;
    }
}
