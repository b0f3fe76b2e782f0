package io.waybill.lino.repair;

import io.waybill.database.SqlText;
import io.waybill.folder.DataFolder;
import io.waybill.model.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Dumps that were dropped before and are kept in the archive. What the ledger knows of them is verified before they are used. */
public final class KeptDumps {
    private final DataFolder data;
    private final DataSource ledger;

    /** Looks for dumps in the archive of a data folder and its ledger. */
    public KeptDumps(DataFolder data, DataSource ledger) {
        this.data = data;
        this.ledger = ledger;
    }

    /**
     * A dump in the archive.
     *
     * @param waybill by which it came
     * @param file where it is
     * @param intact whether it is there, byte for byte as it was dropped
     */
    record Kept(long waybill, Path file, boolean intact) {}

    /**
     * Looks for a dump.
     *
     * @param name of its file, or the number of its waybill
     * @return the newest of this name; empty when none was ever dropped
     */
    Optional<Kept> find(String name) throws SQLException, IOException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(SqlText.of(KeptDumps.class, "kept-dump.sql"))) {
            query.setString(1, name);
            query.setString(2, name);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Path file = data.file(row.getString("path"));
                boolean intact = file.startsWith(data.root())
                        && Files.isRegularFile(file)
                        && FileDigest.of(file).sha256().equals(row.getString("sha256"));
                return Optional.of(new Kept(row.getLong("number"), file, intact));
            }
        }
    }

    /**
     * A dump that people may choose. Whether its file is still there, as it was dropped, is found out when it is used.
     *
     * @param waybill by which it came
     * @param name of its file
     * @param dropped when it came
     * @param file where it is
     */
    public record Recent(long waybill, String name, Instant dropped, Path file) {}

    /**
     * The latest dumps, newest first.
     *
     * @param limit how many at most
     */
    public List<Recent> recent(int limit) throws SQLException {
        List<Recent> recent = new ArrayList<>();
        try (Connection connection = ledger.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(SqlText.of(KeptDumps.class, "recent-dumps.sql"))) {
            query.setInt(1, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    recent.add(new Recent(
                            row.getLong("number"),
                            row.getString("file_name"),
                            row.getTimestamp("claimed_at").toInstant(),
                            data.file(row.getString("path"))));
                }
            }
        }
        return recent;
    }
}
