package io.waybill.timetable;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Types by which a Thing counts as a subject, in lower case; the case of a type does not matter.
 *
 * @param tripos types of the Things above parts
 * @param part types of Things that are subjects unless a subject is nested in them
 * @param nested types of subjects within a part
 */
public record SubjectTypes(Set<String> tripos, Set<String> part, Set<String> nested) {
    /** The types that the application uses. */
    public static final SubjectTypes STANDARD =
            new SubjectTypes(Set.of("tripos"), Set.of("part"), Set.of("subject", "experimental", "option"));

    public SubjectTypes {
        tripos = Set.copyOf(requireNonNull(tripos, "tripos"));
        part = Set.copyOf(requireNonNull(part, "part"));
        nested = Set.copyOf(requireNonNull(nested, "nested"));
    }
}
