package io.waybill.timetable;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Types by which a Thing counts as a subject, in lower case; the case of a type does not matter.
 *
 * @param tripos of what stands above parts
 * @param part of what is a subject when no subject is nested in it
 * @param nested of what is a subject inside a part
 */
public record SubjectTypes(Set<String> tripos, Set<String> part, Set<String> nested) {
    /** As the application has them. */
    public static final SubjectTypes STANDARD =
            new SubjectTypes(Set.of("tripos"), Set.of("part"), Set.of("subject", "experimental", "option"));

    public SubjectTypes {
        tripos = Set.copyOf(requireNonNull(tripos, "tripos"));
        part = Set.copyOf(requireNonNull(part, "part"));
        nested = Set.copyOf(requireNonNull(nested, "nested"));
    }
}
