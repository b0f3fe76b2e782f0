package io.waybill.reject;

import io.waybill.folder.DataFolder;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Brings the error folders that a waybill has changed in line with the ledger: its own, and those of the waybills whose rejects it
 * closed. May be repeated at any time, so a crash after the commit is made good by calling it again. One at a time: drops of several feeds
 * may end at once and touch the same folder, and the last to write it must have read the ledger last.
 */
public final class RejectFolders {
    private final DataSource ledger;
    private final LedgerReader reader;
    private final Rejects rejects;
    private final ErrorFolder errorFolder;
    private final DataFolder data;

    /** @param ledger database with schema {@code waybill} */
    public RejectFolders(DataSource ledger, Rejects rejects, DataFolder data) {
        this.ledger = ledger;
        this.reader = new LedgerReader(ledger);
        this.rejects = rejects;
        this.errorFolder = new ErrorFolder(rejects);
        this.data = data;
    }

    /**
     * Writes {@code rejects.csv} of every error folder that this waybill touched; removes those with nothing left open.
     *
     * @throws IOException when a folder cannot be written; the next start or the next try makes it good
     */
    public synchronized void publish(long waybill) throws SQLException, IOException {
        try (Connection connection = ledger.getConnection()) {
            for (long touched : rejects.touchedBy(connection, waybill)) {
                FeedName feed = reader.show(touched).orElseThrow().feed();
                errorFolder.rewrite(connection, touched, data.error(feed, touched));
            }
        }
    }
}
