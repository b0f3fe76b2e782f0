package io.waybill.reject;

import io.waybill.folder.DataFolder;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Updates the error folders that a waybill has changed from the ledger: its own, and those of the waybills whose rejects it closed. It can
 * be repeated at any time, so after a crash it is simply called again. Only one thread works at a time: drops of several feeds may end at
 * once and change the same folder, and the last to write it must also be the last to have read the ledger.
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
     * Writes the {@code rejects.csv} of every error folder that this waybill changed; removes those without open rejects.
     *
     * @throws IOException when a folder cannot be written; the next attempt or the next start repairs it
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
