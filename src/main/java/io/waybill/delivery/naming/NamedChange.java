package io.waybill.delivery.naming;

import io.waybill.delivery.Change;
import java.util.Map;

/**
 * A change as people read it.
 *
 * @param change the change itself
 * @param name of its row; empty when there is none
 * @param before names of the rows that old values refer to, by column
 * @param after names of the rows that new values refer to, by column
 */
public record NamedChange(Change change, String name, Map<String, String> before, Map<String, String> after) {
    public NamedChange {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
