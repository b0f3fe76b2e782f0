package io.waybill.school.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A part of what is known of a school. Each is brought as a whole or not at all. */
public enum Area {
    /** People who work there. */
    @JsonProperty("staff")
    STAFF,
    /** Pupils. */
    @JsonProperty("pupils")
    PUPILS,
    /** Subjects. */
    @JsonProperty("subjects")
    SUBJECTS,
    /** Rooms. */
    @JsonProperty("rooms")
    ROOMS,
    /** Tutor groups and who is in them. */
    @JsonProperty("tutor-groups")
    TUTOR_GROUPS,
    /** Teaching groups and who is in them. */
    @JsonProperty("teaching-groups")
    TEACHING_GROUPS,
    /** Groups that teachers make themselves, and who is in them. */
    @JsonProperty("custom-groups")
    CUSTOM_GROUPS,
    /** Groups that follow from what is known of people, and who is in them. */
    @JsonProperty("automatic-groups")
    AUTOMATIC_GROUPS,
    /** Periods, weeks, and what is in the timetable. */
    @JsonProperty("timetable")
    TIMETABLE,
    /** Activities outside of lessons: groups, who is in them, when they meet. */
    @JsonProperty("other-half")
    OTHER_HALF,
    /** Who stands in for whom. */
    @JsonProperty("covers")
    COVERS;

    /** As people read it. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
