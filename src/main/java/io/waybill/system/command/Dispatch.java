package io.waybill.system.command;

import io.waybill.ledger.LedgerEntry;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a command may ask of Waybill: to deliver a file or to undo a waybill. The process that serves the data folder does the work, or
 * this one when there is none; either way the command waits for the end and shows the waybill.
 */
public interface Dispatch {
    /**
     * The settings of this process; from then on messages are logged as they say.
     *
     * @throws io.waybill.settings.SettingsException when one is wrong
     */
    Settings settings();

    /**
     * Drops files into a feed's folder, waits for their waybills and shows them.
     *
     * @param files copied; several for a feed that takes batches are one drop
     * @param out where the waybills are shown
     * @return the waybills in the order of the files; fewer when the waiting was cut off
     * @throws io.waybill.settings.SettingsException when a setting is wrong, or the feed's system is not on
     */
    List<LedgerEntry> deliver(FeedName feed, List<Path> files, DropOptions options, PrintWriter out)
            throws IOException, SQLException, InterruptedException;

    /**
     * Undoes a waybill, waits for the waybill of the undo and shows it.
     *
     * @param out where it is shown
     * @return the exit status
     * @throws io.waybill.ledger.RequestRefusedException when there is no such waybill, or it cannot be undone
     */
    int undo(UndoOptions options, PrintWriter out) throws IOException, SQLException, InterruptedException;

    /**
     * Reads in the database that a system delivers into. Nothing in it is changed; the embedded one is started for it when nobody runs
     * it.
     *
     * @param system whose target it is
     * @return what was read; empty when there is no database yet
     * @throws io.waybill.database.TargetUnavailableException when it cannot be reached
     */
    <T> Optional<T> read(String system, TargetReading<T> reading) throws IOException, SQLException;
}
