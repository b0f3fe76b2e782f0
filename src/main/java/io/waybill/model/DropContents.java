package io.waybill.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The kinds of file that a drop consists of, as its system recognised them, e.g. {@code dump}, or {@code teams} and {@code users}. Only drops
 * of the same contents can be measured by each other.
 *
 * @param kinds words without blanks; empty when the system does not say
 */
public record DropContents(SortedSet<String> kinds) {
    /** The kind of a {@code rejects.csv} that has come back. */
    public static final String REJECTS = "rejects";

    /** Nothing is known. */
    public static final DropContents UNKNOWN = new DropContents(Collections.emptySortedSet());

    public DropContents {
        kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }

    /** These kinds. */
    public static DropContents of(String... kinds) {
        return of(Set.of(kinds));
    }

    /** These kinds. */
    public static DropContents of(Collection<String> kinds) {
        return new DropContents(new TreeSet<>(kinds));
    }

    /** Whether it brings mended rejects and nothing else: such a file is as long as the list of mistakes, so it is no measure for others. */
    public boolean isMending() {
        return kinds.equals(Set.of(REJECTS));
    }

    /** All kinds in one word for the ledger, separated by blanks; empty when nothing is known. */
    public String word() {
        return String.join(" ", kinds);
    }
}
