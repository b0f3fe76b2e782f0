package io.waybill.school.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds of groups. A system may give the same key to groups of different kinds. */
public enum GroupKind {
    /** Looked after by one tutor. */
    @JsonProperty("tutor")
    TUTOR(Area.TUTOR_GROUPS),
    /** Taught together. */
    @JsonProperty("teaching")
    TEACHING(Area.TEACHING_GROUPS),
    /** Of an activity outside of lessons. */
    @JsonProperty("other-half")
    OTHER_HALF(Area.OTHER_HALF),
    /** Made by a teacher. */
    @JsonProperty("custom")
    CUSTOM(Area.CUSTOM_GROUPS),
    /** Follows from what is known of people, such as all pupils of a year. */
    @JsonProperty("automatic")
    AUTOMATIC(Area.AUTOMATIC_GROUPS);

    private final Area area;

    GroupKind(Area area) {
        this.area = area;
    }

    /** The area that brings groups of this kind, and who is in them. */
    public Area area() {
        return area;
    }
}
