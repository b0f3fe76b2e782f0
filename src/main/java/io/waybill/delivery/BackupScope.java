package io.waybill.delivery;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What is backed up before a feed's deliveries, as its mapping file says. */
public enum BackupScope {
    /** nothing: the journal holds every change of a delivery, and an undo works from it */
    NONE,
    /** all tables that the feed may touch, whole */
    FULL;

    /** @throws IllegalArgumentException when it is neither {@code full} nor {@code none} */
    @JsonCreator
    public static BackupScope ofWord(String word) {
        return switch (word.strip()) {
            case "full" -> FULL;
            case "none" -> NONE;
            default ->
                throw new IllegalArgumentException("'" + word + "' is not a kind of backup; expected full or none");
        };
    }
}
