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
 * What a system knows of its rejects, beyond what the ledger tells.
 *
 * @param system whose they are
 * @param reference where people look for what a row means; empty for a row of which nothing was looked for
 * @param renaming how a rename of a whole subtree may solve a row whose cause is one path; empty for a row that none can solve
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

    /** Looks for something by words. */
    @FunctionalInterface
    public interface Search {
        /** @param limit how many at the most */
        List<ReferenceEntry> find(String text, int limit) throws SQLException;
    }

    /** Looks for many by path. */
    @FunctionalInterface
    public interface There {
        Set<String> among(Collection<String> paths) throws SQLException;
    }

    /**
     * Renames of whole subtrees.
     *
     * @param there tells which of several paths are in the reference
     * @param file where they are kept
     */
    public record Renaming(There there, RenamesFile file) {
        public Renaming {
            requireNonNull(there, "there");
            requireNonNull(file, "file");
        }
    }
}
