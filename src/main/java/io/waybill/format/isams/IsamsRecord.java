package io.waybill.format.isams;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One record of the export.
 *
 * @param section where it stands
 * @param element name of its element
 * @param line on which its element begins, from 1
 * @param parent the record around it; null when there is none. As that one is not complete yet, only its attributes are there.
 * @param values by name; those of attributes begin with {@code @}. A value that is empty is there, one that is missing is not. The first one of a
 *     name counts.
 */
public record IsamsRecord(
        IsamsSection section, String element, long line, IsamsRecord parent, Map<String, String> values) {
    public IsamsRecord {
        requireNonNull(section, "section");
        requireNonNull(element, "element");
        requireNonNull(values, "values");
    }

    /** The value; null when it is missing. */
    public String value(String field) {
        return values.get(field);
    }

    /** As people name it: {@code Pupil 17}, or {@code Pupil} when it has no number. */
    public String name() {
        String id = values.get("@Id");
        return id == null || id.isBlank() ? element : element + " " + id.strip();
    }
}
