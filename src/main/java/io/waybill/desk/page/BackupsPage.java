package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Target;
import io.waybill.delivery.backup.BackupStore;
import io.waybill.delivery.backup.BackupStore.Findings;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.ledger.Requests;
import io.waybill.model.DropOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;

/** The page Backups: the list of them, and how one is verified and restored. */
public final class BackupsPage {
    private final BackupStore backups;
    private final Target target;
    private final Requests requests;
    private final ZoneId zone;

    /**
     * @param target the backups are of its tables
     * @param zone that people read times in
     */
    public BackupsPage(BackupStore backups, Target target, Requests requests, ZoneId zone) {
        this.backups = requireNonNull(backups, "backups");
        this.target = requireNonNull(target, "target");
        this.requests = requireNonNull(requests, "requests");
        this.zone = requireNonNull(zone, "zone");
    }

    /**
     * The page.
     *
     * @throws IOException when their folder cannot be read
     */
    Answer list(Request request) throws IOException {
        return new BackupsView(backups.list());
    }

    /** All of them, as a table for spreadsheets. */
    Answer csv(Request request) {
        return new Answer.Csv("backups.csv", out -> {
            out.row(List.of("taken", "before waybill", "feed", "tables", "rows", "bytes", "id", "what is wrong"));
            for (BackupStore.Line backup : backups.list()) {
                out.row(List.of(
                        SpreadsheetTime.of(backup.createdAt(), zone),
                        Long.toString(backup.waybill()),
                        backup.feed() == null ? "" : backup.feed().toString(),
                        Long.toString(backup.tables()),
                        Long.toString(backup.rows()),
                        Long.toString(backup.size()),
                        backup.id(),
                        backup.wrong()));
            }
        });
    }

    /**
     * Verifies one: reads it to its last record and compares its tables with those of the database.
     *
     * @throws RefusedException when it is not there
     * @throws IOException when the folder cannot be read
     */
    Answer verify(Request request) throws IOException, SQLException {
        String id = id(request);
        Findings findings = backups.inspect(id, target);
        return new BackupView(id, findings.contents(), findings.complaints());
    }

    /**
     * Verifies one, then asks for its restore, or for a preview of that.
     *
     * @throws RefusedException when it is not there, or not sound
     * @throws IOException when the folder cannot be read
     */
    Answer restore(Request request) throws IOException, SQLException {
        String id = id(request);
        Findings findings = backups.inspect(id, target);
        if (!findings.complaints().isEmpty()) {
            throw RefusedException.conflict(
                    "Backup " + id + " cannot be restored. " + String.join(" ", findings.complaints()));
        }
        long waybill = requests.restore(
                id,
                findings.feed(),
                request.form().ticked("preview"),
                request.account().name(),
                DropOptions.newToken());
        return Redirect.to("/waybills/" + waybill);
    }

    private String id(Request request) throws IOException {
        String id = request.word("backup");
        if (!BackupStore.isId(id) || !backups.has(id)) {
            throw RefusedException.notFound("There is no such backup.");
        }
        return id;
    }
}
