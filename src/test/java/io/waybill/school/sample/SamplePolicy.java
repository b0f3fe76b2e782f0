package io.waybill.school.sample;

import io.waybill.format.csv.NothingWords;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.policy.SchoolPolicy;
import io.waybill.school.policy.YearRules;
import io.waybill.school.source.LoadFrame;
import java.util.Map;
import java.util.Set;

/** How two invented schools do things. */
public final class SamplePolicy {
    /** Counts from its first year. */
    public static final SchoolPolicy ORDINAL = new SchoolPolicy(
            new YearRules(-6, Map.of(15, 5), null, 17, "{ordinal} year"),
            Set.of("school.example"),
            "{name} House",
            Set.of(),
            NothingWords.NONE);
    /** Counts as the national curriculum, and begins later. */
    public static final SchoolPolicy NUMBERED = new SchoolPolicy(
            new YearRules(0, Map.of(), 9, null, "Year {number}"),
            Set.of("elsewhere.example"),
            "{name}",
            Set.of("North"),
            NothingWords.NONE);

    /** From the beginning of the invented school's year. */
    public static final LoadFrame WHOLE_YEAR =
            new LoadFrame(InventedSchool.FIRST, InventedSchool.FIRST, InventedSchool.LAST, 0);

    private SamplePolicy() {}
}
