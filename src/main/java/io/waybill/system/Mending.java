package io.waybill.system;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.naming.ReferredColumn;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.RenamesFile;
import io.waybill.reject.RejectedRow;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a system knows about its rejects that the ledger does not.
 *
 * @param system whose they are
 * @param reference where people search for what a row refers to; empty for a row that refers to nothing
 * @param renaming how renaming a whole subtree may solve a row whose cause is one path; empty for a row that cannot be solved so
 * @param pathRules all its rules for paths that people may look at and remove; none when it has none
 * @param cells what the columns of a row refer to, by column, so that people read names and can look there; none for a row that is meant for a
 *     table under its own name, because foreign keys say it then
 */
public record Mending(
        String system,
        Function<RejectedRow, Optional<Search>> reference,
        Function<RejectedRow, Optional<Renaming>> renaming,
        List<Renaming> pathRules,
        Function<RejectedRow, Map<String, ReferredColumn>> cells) {
    /** A system without rules for paths, whose rows are those of its tables. */
    public Mending(
            String system,
            Function<RejectedRow, Optional<Search>> reference,
            Function<RejectedRow, Optional<Renaming>> renaming) {
        this(system, reference, renaming, List.of(), row -> Map.of());
    }

    public Mending {
        requireNonNull(system, "system");
        requireNonNull(reference, "reference");
        requireNonNull(renaming, "renaming");
        pathRules = List.copyOf(pathRules);
        requireNonNull(cells, "cells");
    }

    /** Searches by words. */
    @FunctionalInterface
    public interface Search {
        /**
         * The entries whose text contains the words.
         *
         * @param limit how many at most
         */
        List<ReferenceEntry> find(String text, int limit) throws SQLException;

        /**
         * What is known of some entries, so that people can tell one candidate from another.
         *
         * @param values by which rows refer to them
         * @return by value; without those that the reference no longer has, and empty where a system cannot say more than the value
         */
        default Map<String, EntryDetails> details(Collection<String> values) throws SQLException {
            return Map.of();
        }
    }

    /**
     * What is known of an entry of the reference.
     *
     * @param fullName what people call it; empty when it has no such name
     * @param type what it is, such as {@code module}; empty when unknown
     * @param belongsTo what it belongs to, as people know it, such as the path and name of its parent; empty for nothing
     * @param has how many of what it has, such as {@code series → 12}, in the order in which people read it
     * @param row where its whole row is; null when nobody can look it up
     */
    public record EntryDetails(String fullName, String type, String belongsTo, Map<String, Long> has, RowPlace row) {
        /** Of an entry whose row nobody can look up. */
        public EntryDetails(String fullName, String type, String belongsTo, Map<String, Long> has) {
            this(fullName, type, belongsTo, has, null);
        }

        public EntryDetails {
            requireNonNull(fullName, "fullName");
            requireNonNull(type, "type");
            requireNonNull(belongsTo, "belongsTo");
            has = Collections.unmodifiableMap(new LinkedHashMap<>(has));
        }
    }

    /**
     * A row of the target.
     *
     * @param table as people read it
     * @param key in its primary key, which is a single column
     */
    public record RowPlace(String table, String key) {}

    /** Looks up many paths at once. */
    @FunctionalInterface
    public interface There {
        /** Those of the paths that exist in the reference. */
        Set<String> among(Collection<String> paths) throws SQLException;
    }

    /**
     * Renames of whole subtrees.
     *
     * @param there finds out which of several paths exist in the reference
     * @param file where they are kept
     */
    public record Renaming(There there, RenamesFile file) {
        public Renaming {
            requireNonNull(there, "there");
            requireNonNull(file, "file");
        }
    }
}
