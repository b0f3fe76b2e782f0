package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.record.SourceTable;

/**
 * What a rule is compiled for.
 *
 * @param before the tables where it begins
 * @param after the tables that it makes of them
 * @param relations keys and references where it begins
 * @param memory that all rules of a migration share for what they know of other rows
 */
public record RuleWork(InterimTables before, InterimTables after, TableReferences relations, IndexMemory memory) {
    public RuleWork {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(relations, "relations");
        requireNonNull(memory, "memory");
    }

    /** A table where the rule begins. */
    SourceTable before(PlacedWord name) {
        return before.table(name.text()).orElseThrow();
    }

    /** A table where the rule ends. */
    SourceTable after(String name) {
        return after.table(name).orElseThrow();
    }
}
