package io.waybill.lino.migration;

import static java.util.Objects.requireNonNull;

import io.waybill.lino.migration.rule.Rule;
import io.waybill.lino.migration.rule.Written;
import java.util.List;

/**
 * A step as its file has it.
 *
 * @param application whose versions these are
 * @param from the version that it starts from
 * @param to the version that it leads to
 * @param rules in the order in which they work
 */
record StepFile(String application, Written from, Written to, List<Rule> rules) {
    StepFile {
        requireNonNull(application, "application");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        rules = rules == null ? List.of() : List.copyOf(rules);
    }
}
