package io.waybill.lino.migration.draft;

import static java.util.Objects.requireNonNull;

/**
 * One thing that differs between two dumps.
 *
 * @param kind what it is, a short stable name such as {@code column-renamed}
 * @param table that it concerns, by the name in the first dump, or in the second where the first does not have it; null for none
 * @param column that it concerns, in the same way; null for none
 * @param to what it is in the second dump; null where that says nothing
 * @param guess whether only names and places suggest it
 */
public record DraftedChange(String kind, String table, String column, String to, boolean guess) {
    public DraftedChange {
        requireNonNull(kind, "kind");
    }
}
