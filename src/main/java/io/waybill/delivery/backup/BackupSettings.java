package io.waybill.delivery.backup;

import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;

/** Reads and checks the settings {@code waybill.backup.*}. */
public final class BackupSettings {
    private static final int MOST = 100_000;

    private BackupSettings() {}

    /** @throws SettingsException when one is wrong */
    public static BackupConfig read(Settings settings) {
        Path folder = settings.folder("waybill.backup.folder")
                .orElseGet(() -> settings.data().resolve("backup"));
        return new BackupConfig(
                folder,
                settings.source().number("waybill.backup.keep", 20, 1, MOST),
                Duration.ofDays(settings.source().number("waybill.backup.keep-days", 30, 1, MOST)));
    }
}
