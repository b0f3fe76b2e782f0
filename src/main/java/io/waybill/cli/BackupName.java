package io.waybill.cli;

import io.waybill.delivery.backup.BackupStore;
import io.waybill.ledger.RequestRefusedException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Id of a backup as a parameter of a command. */
final class BackupName implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        if (!BackupStore.isId(text)) {
            throw new TypeConversionException("'" + text
                    + "' is no id of a backup, such as 17-20240229T093000Z-5f2ac90b; see waybill backup list.");
        }
        return text;
    }

    /** @param complaints what is wrong with it, a sentence each */
    static String unsound(String id, List<String> complaints) {
        return "Backup " + id + " cannot be relied on:\n  " + String.join("\n  ", complaints);
    }

    /** @throws RequestRefusedException when it is not there */
    static void requireThere(BackupStore backups, String id) throws IOException {
        if (!backups.has(id)) {
            throw new RequestRefusedException(
                    "There is no backup " + id + " in " + backups.folder() + ": see waybill backup list.");
        }
    }
}
