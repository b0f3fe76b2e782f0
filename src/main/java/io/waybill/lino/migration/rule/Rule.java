package io.waybill.lino.migration.rule;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import java.util.List;
import java.util.Set;

/**
 * A rule of a migration step, as it is written: it says what becomes of the tables, and compiles to what becomes of the rows. The rules of a
 * step work one after the other, and so do the steps, so that two steps that change the same table go together.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(value = AddedRows.class, name = "add-rows"),
    @JsonSubTypes.Type(value = ChangedKeys.class, name = "change-keys"),
    @JsonSubTypes.Type(value = LanguageChange.class, name = "change-languages"),
    @JsonSubTypes.Type(value = TableChange.class, name = "change-table"),
    @JsonSubTypes.Type(value = ComputedColumn.class, name = "compute-column"),
    @JsonSubTypes.Type(value = ModelDetachment.class, name = "detach-model"),
    @JsonSubTypes.Type(value = DroppedApplication.class, name = "drop-application"),
    @JsonSubTypes.Type(value = ModelExtension.class, name = "extend-model"),
    @JsonSubTypes.Type(value = DeferredColumns.class, name = "fill-later"),
    @JsonSubTypes.Type(value = KeyLookup.class, name = "look-up"),
    @JsonSubTypes.Type(value = MadeRows.class, name = "make-rows"),
    @JsonSubTypes.Type(value = MovedColumn.class, name = "move-column"),
    @JsonSubTypes.Type(value = MovedTable.class, name = "move-table"),
    @JsonSubTypes.Type(value = SkippedRows.class, name = "skip-rows")
})
public sealed interface Rule
        permits AddedRows,
                ChangedKeys,
                LanguageChange,
                TableChange,
                ComputedColumn,
                ModelDetachment,
                DroppedApplication,
                ModelExtension,
                DeferredColumns,
                KeyLookup,
                MadeRows,
                MovedColumn,
                MovedTable,
                SkippedRows {

    /** What it is called in a step file: {@code change-table}. */
    default String word() {
        for (JsonSubTypes.Type type :
                Rule.class.getAnnotation(JsonSubTypes.class).value()) {
            if (type.value() == getClass()) {
                return type.name();
            }
        }
        throw new IllegalStateException(getClass() + " has no name in step files");
    }

    /** Its expressions. */
    default List<Formula> formulas() {
        return List.of();
    }

    /** The condition that chooses rows; null when there is none. */
    default Formula where() {
        return null;
    }

    /** The word by which people find it in its file: mostly the table that it changes. */
    PlacedWord subject();

    /**
     * The tables after the rule.
     *
     * @param before the tables where it begins
     * @param faults get whatever does not fit; then the result is of no use
     */
    InterimTables tables(InterimTables before, RuleFaults faults);

    /**
     * Traces keys and references back to where the rule begins.
     *
     * @param after what they are when it has worked
     * @param before the tables where it begins
     */
    default TableReferences relations(TableReferences after, InterimTables before) {
        return after;
    }

    /** The tables that a table's rows can come from. */
    default Set<String> origins(String tableAfter) {
        return Set.of(tableAfter);
    }

    /**
     * Compiles it. Called only when {@link #tables} found no fault.
     *
     * @param work the tables before and after, their relations where the rule begins, and how much it may remember
     * @param faults get what cannot be done
     */
    RowChange compile(RuleWork work, RuleFaults faults);
}
