package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Target;
import io.waybill.delivery.backup.BackupStore;
import io.waybill.delivery.backup.BackupStore.Findings;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.ledger.Requests;
import java.io.IOException;
import java.sql.SQLException;

/** The page Backups: the list of them, and how one is verified and restored. */
public final class BackupsPage {
    private final BackupStore backups;
    private final Target target;
    private final Requests requests;

    /** @param target the backups are of its tables */
    public BackupsPage(BackupStore backups, Target target, Requests requests) {
        this.backups = requireNonNull(backups, "backups");
        this.target = requireNonNull(target, "target");
        this.requests = requireNonNull(requests, "requests");
    }

    /**
     * The page.
     *
     * @throws IOException when their folder cannot be read
     */
    Answer list(Request request) throws IOException {
        return new BackupsView(backups.list());
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
                Requests.newToken());
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
