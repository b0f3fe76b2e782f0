package io.waybill.school.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of an area. Only one that was loaded says anything about what is no longer there. */
public enum AreaState {
    /** It was read whole, even if it has no record. */
    @JsonProperty("loaded")
    LOADED,
    /** The export does not contain it. */
    @JsonProperty("not-requested")
    NOT_REQUESTED,
    /** The export contains it, and it could not be read. */
    @JsonProperty("failed")
    FAILED
}
