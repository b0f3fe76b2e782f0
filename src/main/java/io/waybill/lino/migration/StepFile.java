package io.waybill.lino.migration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.waybill.format.yaml.EachElement;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.rule.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A step as its file has it.
 *
 * @param application whose versions these are
 * @param from the version that it starts from
 * @param to the version that it leads to
 * @param rules in the order in which they work; null for one that cannot be understood
 */
record StepFile(
        String application,
        PlacedWord from,
        PlacedWord to,
        @JsonDeserialize(using = EachElement.class) List<Rule> rules) {
    StepFile {
        requireNonNull(application, "application");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        rules = rules == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(rules));
    }
}
