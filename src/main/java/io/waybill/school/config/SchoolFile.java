package io.waybill.school.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.waybill.delivery.BackupScope;
import io.waybill.delivery.guard.GuardLimits;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code school.yaml} as it is written; {@link SchoolConfig} says what it means. What is left out is null. */
record SchoolFile(
        String system,
        Year year,
        Perpetual perpetual,
        Map<String, String> sources,
        @JsonProperty("previous-source") String previous,
        Years years,
        @JsonProperty("staff-domains") List<String> domains,
        Houses houses,
        List<String> nothing,
        List<StaffKey> matching,
        Base schoolbase,
        SchoolLimits limits,
        List<String> categories,
        @JsonProperty("unset-weeks") Boolean unsetWeeks,
        @JsonProperty("permitted-overloads") List<Overload> overloads,
        Map<String, String> names,
        Map<String, String> plurals,
        Map<String, Set<String>> secret,
        GuardLimits guards,
        BackupScope backup) {
    record Year(String name, String first, String last) {}

    record Perpetual(String name, String first) {}

    record Years(Integer offset, Map<Integer, Integer> exceptions, Integer first, Integer last, String name) {}

    record Houses(String name, List<String> whole) {}

    record Base(
            String year,
            @JsonProperty("time-set") Integer timeSet,
            @JsonProperty("pupil-types") List<Integer> pupilTypes,
            @JsonProperty("staff-types") List<Integer> staffTypes,
            List<Stretch> registrations,
            @JsonProperty("tutor-periods") List<Stretch> tutorPeriods,
            @JsonProperty("period-times") Map<String, Stretch> periodTimes,
            List<Suspended> suspensions) {}

    record Stretch(String start, String end) {}

    record Suspended(String first, String last, String start, String end, List<Integer> years) {}

    record Overload(String cover, String other) {}
}
