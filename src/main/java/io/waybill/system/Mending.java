package io.waybill.system;

import static java.util.Objects.requireNonNull;

import io.waybill.match.ReferenceEntry;
import io.waybill.match.RenamesFile;
import io.waybill.reject.RejectedRow;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a system knows about its rejects that the ledger does not.
 *
 * @param system whose they are
 * @param reference where people search for what a row refers to; empty for a row that refers to nothing
 * @param renaming how renaming a whole subtree may solve a row whose cause is one path; empty for a row that cannot be solved so
 */
public record Mending(
        String system,
        Function<RejectedRow, Optional<Search>> reference,
        Function<RejectedRow, Optional<Renaming>> renaming) {
    public Mending {
        requireNonNull(system, "system");
        requireNonNull(reference, "reference");
        requireNonNull(renaming, "renaming");
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
    }

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
