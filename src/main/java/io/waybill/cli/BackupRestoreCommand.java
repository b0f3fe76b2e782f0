package io.waybill.cli;

import io.waybill.delivery.backup.BackupSettings;
import io.waybill.delivery.backup.BackupStore;
import io.waybill.delivery.backup.BackupStore.Findings;
import io.waybill.ledger.RequestRefusedException;
import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.Actor;
import io.waybill.ledger.audit.Deed;
import io.waybill.model.DropOptions;
import io.waybill.settings.Settings;
import io.waybill.system.command.RequesterOptions;
import io.waybill.system.command.WaybillWatch;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill backup restore ID}. */
@Command(
        name = "restore",
        description = {
            "Restores a backup, in one transaction, as a waybill of its own.",
            "Its tables get exactly the rows that they had when it was taken. It is verified first, and what it changes can be undone."
        })
final class BackupRestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ID",
            description = "Of the backup; see waybill backup list.",
            converter = BackupName.class)
    private String id;

    @Mixin
    private RequesterOptions requester;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        BackupStore backups = new BackupStore(BackupSettings.read(Settings.read()));
        BackupName.requireThere(backups, id);
        String token = DropOptions.newToken();
        return new LocalDispatch()
                .request(
                        "There is no database yet to restore it into.",
                        spec.commandLine().getOut(),
                        (requests, target, audit) -> {
                            Findings findings = backups.inspect(id, target);
                            if (!findings.complaints().isEmpty()) {
                                throw new RequestRefusedException(BackupName.unsound(id, findings.complaints()));
                            }
                            long waybill =
                                    requests.restore(id, findings.feed(), requester.preview(), requester.name(), token);
                            String note = requester.preview() ? "preview" : "";
                            audit.add(
                                    Actor.atCommandLine(requester.name()),
                                    new Deed(Act.RESTORED, "backup " + id, note, waybill, ""));
                            return Optional.of(WaybillWatch.ofToken(token));
                        });
    }
}
