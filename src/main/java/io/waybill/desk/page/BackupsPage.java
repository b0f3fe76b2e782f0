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

/** The page Backups: those that are there, whether one is sound, and one that is brought back. */
public final class BackupsPage {
    private final BackupStore backups;
    private final Target target;
    private final Requests requests;

    /** @param target whose tables the backups hold */
    public BackupsPage(BackupStore backups, Target target, Requests requests) {
        this.backups = requireNonNull(backups, "backups");
        this.target = requireNonNull(target, "target");
        this.requests = requireNonNull(requests, "requests");
    }

    /** The page. @throws IOException when their folder cannot be read */
    Answer list(Request request) throws IOException {
        return new BackupsView(backups.list());
    }

    /**
     * Reads one to its last record and compares it with the tables.
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
     * Asks for one to be brought back, or only to see what that would change; verified first.
     *
     * @throws RefusedException when it is not there, or cannot be relied on
     * @throws IOException when the folder cannot be read
     */
    Answer restore(Request request) throws IOException, SQLException {
        String id = id(request);
        Findings findings = backups.inspect(id, target);
        if (!findings.complaints().isEmpty()) {
            throw RefusedException.conflict(
                    "Backup " + id + " cannot be relied on. " + String.join(" ", findings.complaints()));
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
