package io.waybill.boot;

import io.waybill.timetable.refresh.RefreshConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.quartz.CronExpression;

/** Reads and checks the settings {@code waybill.refresh.<system>.*}. */
public final class RefreshSettings {
    private static final List<String> SOURCES = List.of("folder", "command", "database");

    private RefreshSettings() {}

    /** @throws SettingsException when one is wrong, or one that the chosen source needs is missing */
    public static RefreshConfig read(Settings settings, String system) {
        String prefix = "waybill.refresh." + system + ".";
        SettingsSource source = settings.source();
        boolean enabled = source.flag(prefix + "enabled", false);
        String cron = source.text(prefix + "cron").orElse("");
        if (!CronExpression.isValidExpression(cron)) {
            throw SettingsSource.wrong(prefix + "cron", cron, "a Quartz cron expression such as 0 30 2 * * ?");
        }
        String kind = source.text(prefix + "source").orElse("folder");
        if (!SOURCES.contains(kind)) {
            throw SettingsSource.wrong(prefix + "source", kind, "folder, command or database");
        }
        String folder = source.text(prefix + "folder").orElse("");
        String command = source.text(prefix + "command").orElse("");
        if (enabled) {
            require(!kind.equals("folder") || !folder.isEmpty(), prefix + "folder", "the folder where dumps arrive");
            require(!kind.equals("command") || !command.isEmpty(), prefix + "command", "a command that writes a dump");
            require(
                    !kind.equals("database")
                            || settings.database(prefix + "database").isPresent(),
                    prefix + "database.url",
                    "jdbc:postgresql://<host>:<port>/<database>");
        }
        return new RefreshConfig(
                enabled,
                cron,
                settings.zone(),
                Path.of(folder),
                source.text(prefix + "files").orElse("*.dump"),
                command,
                source.duration(prefix + "timeout", Duration.ofHours(1)));
    }

    private static void require(boolean holds, String name, String expected) {
        if (!holds) {
            throw SettingsSource.wrong(name, "", expected);
        }
    }
}
