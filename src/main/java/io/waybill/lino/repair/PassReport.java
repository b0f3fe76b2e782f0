package io.waybill.lino.repair;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Locale;
import java.util.Map;

/**
 * What a pass did with the rows of one table. Every selected row is counted once:
 * {@code selected = restored + updated + equal + different + errors}.
 *
 * @param pass from 1
 * @param table in dump and target
 * @param dump the plan's name of it
 * @param added whether references led to the table, and not the pass itself
 * @param read rows of the table in the dump
 * @param selected those that the pass is about
 * @param repeated those that it would be about if no earlier pass were
 * @param restored rows that the target lacked
 * @param updated rows with columns that change in the target
 * @param equal rows that the target has as they are
 * @param different rows that the target has otherwise
 * @param others those of these that are other rows under the same key
 * @param errors rows that could not be restored, by reason
 */
@JsonPropertyOrder({"pass", "table", "dump", "added", "read", "selected"})
record PassReport(
        int pass,
        String table,
        String dump,
        boolean added,
        long read,
        long selected,
        long repeated,
        long restored,
        long updated,
        long equal,
        long different,
        long others,
        Map<String, Long> errors) {
    /** Rows that were not restored because the target has them. */
    @JsonProperty
    long ignored() {
        return equal + different;
    }

    /** Rows of the dump that no pass up to this one is about. */
    @JsonProperty
    long unselected() {
        return read - selected - repeated;
    }

    long failed() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For people. */
    String sentence() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Pass %d, %s%s: %,d of %,d rows of %s selected: %,d restored, ",
                pass,
                table,
                added ? " (rows that belong to it)" : "",
                selected,
                read,
                dump,
                restored));
        if (updated > 0) {
            text.append(String.format(Locale.ROOT, "%,d updated, ", updated));
        }
        text.append(String.format(
                Locale.ROOT,
                "%,d ignored (%,d equal, %,d different), %,d %s",
                ignored(),
                equal,
                different,
                failed(),
                failed() == 1 ? "error" : "errors"));
        if (!errors.isEmpty()) {
            text.append(errors.entrySet().stream()
                    .map(error -> String.format(Locale.ROOT, "%s=%,d", error.getKey(), error.getValue()))
                    .collect(joining(", ", " (", ")")));
        }
        if (repeated > 0) {
            text.append(String.format(Locale.ROOT, "; %,d more were selected by an earlier pass", repeated));
        }
        return text.append('.').toString();
    }
}
