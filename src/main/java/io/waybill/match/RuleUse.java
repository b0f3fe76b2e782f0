package io.waybill.match;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How many rows of a drop something decided that people have said before: a kept answer or a rule for paths.
 *
 * @param kind of the rows; {@link #PATH_RULE} for a rule for paths
 * @param key the cells that identify the rows; of a rule for paths its old path
 * @param rows how many
 */
public record RuleUse(String kind, List<String> key, long rows) {
    /** The kind of the uses of a {@link Renames rule for paths}. */
    public static final String PATH_RULE = "path rule";

    public RuleUse {
        requireNonNull(kind, "kind");
        key = List.copyOf(key);
    }
}
