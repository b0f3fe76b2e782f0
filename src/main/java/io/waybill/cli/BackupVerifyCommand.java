package io.waybill.cli;

import io.waybill.database.TargetUnavailableException;
import io.waybill.delivery.backup.BackupSettings;
import io.waybill.delivery.backup.BackupStore;
import io.waybill.delivery.backup.BackupStore.Findings;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill backup verify ID}. */
@Command(
        name = "verify",
        description = {
            "Finds out whether a backup is what it was when it was taken, and whether it could be restored.",
            "Its manifest, the digest of every file, every record in them and the tables of the database are looked at."
        })
final class BackupVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ID",
            description = "Of the backup; see waybill backup list.",
            converter = BackupName.class)
    private String id;

    @Override
    public Integer call() throws IOException, SQLException {
        BackupStore backups = new BackupStore(BackupSettings.read(Settings.read()));
        BackupName.requireThere(backups, id);
        Findings findings = null;
        List<String> complaints = new ArrayList<>();
        try {
            Optional<LedgerAccess> access = LedgerAccess.open();
            if (access.isPresent()) {
                try (LedgerAccess ledger = access.get()) {
                    findings = backups.inspect(id, ledger.target());
                }
            } else {
                complaints.add("There is no database yet whose tables it could be compared with.");
            }
        } catch (TargetUnavailableException e) {
            complaints.add(e.getMessage() + " Its tables could not be compared.");
        }
        if (findings == null) {
            findings = backups.inspectFiles(id);
        }
        complaints.addAll(0, findings.complaints());
        if (complaints.isEmpty()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Backup " + id + " is sound: " + findings.contents() + ".");
            out.flush();
            return 0;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println("waybill: " + BackupName.unsound(id, complaints));
        err.flush();
        return spec.exitCodeOnExecutionException();
    }
}
