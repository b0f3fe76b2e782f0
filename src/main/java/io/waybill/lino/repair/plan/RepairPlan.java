package io.waybill.lino.repair.plan;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.waybill.format.yaml.EachElement;
import io.waybill.format.yaml.PlacedWord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The plan of a repair, as a person writes it. Its passes run in their order; a row that several of them select belongs to the first.
 *
 * @param kind {@value #KIND}, so that no other file is taken for a plan
 * @param title for people; null when it has none
 * @param dumps names of files or folders, by the name that passes use
 * @param passes at least one; null for one that cannot be understood, which PlanFile reports
 * @param remap keys of rows that exist under another key now, by table: what refers to the old one will refer to the new one
 */
public record RepairPlan(
        String kind,
        String title,
        Map<String, PlacedWord> dumps,
        @JsonDeserialize(using = EachElement.class) List<RepairPass> passes,
        Map<String, Map<String, PlacedWord>> remap) {
    /** What a plan says of itself. */
    public static final String KIND = "lino-repair";
    /** The number of passes: more are no plan that a person has written. */
    public static final int MOST_PASSES = 1_000;

    public RepairPlan {
        if (!KIND.equals(kind)) {
            throw new IllegalArgumentException("kind: " + KIND + " at the beginning of a plan");
        }
        // PlanFile reports what is missing, after names that are misspelt.
        dumps = dumps == null ? Map.of() : dumps;
        passes = passes == null ? List.of() : passes;
        remap = remap == null ? Map.of() : remap;
        require(dumps.values().stream().allMatch(Objects::nonNull), "the name of a file for each of the dumps");
        require(passes.size() <= MOST_PASSES, MOST_PASSES + " passes at most");
        require(
                remap.values().stream()
                        .allMatch(keys -> keys != null && keys.values().stream().allMatch(Objects::nonNull)),
                "remap: for each table, keys with their new ones");
        passes = Collections.unmodifiableList(new ArrayList<>(passes));
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(expected);
        }
    }
}
