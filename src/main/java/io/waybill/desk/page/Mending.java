package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.match.ReferenceEntry;
import io.waybill.match.RenamesFile;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a system knows of its rejects of one kind, beyond what the ledger tells.
 *
 * @param system whose they are
 * @param kind of row
 * @param search finds what an answer may name
 * @param there tells which of several paths are in the reference
 * @param renamed the rule of rejects that a rename may solve; their cause is one path
 * @param renames where renames of whole subtrees are kept
 */
public record Mending(String system, String kind, Search search, There there, String renamed, RenamesFile renames) {
    public Mending {
        requireNonNull(system, "system");
        requireNonNull(kind, "kind");
        requireNonNull(search, "search");
        requireNonNull(there, "there");
        requireNonNull(renamed, "renamed");
        requireNonNull(renames, "renames");
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
}
