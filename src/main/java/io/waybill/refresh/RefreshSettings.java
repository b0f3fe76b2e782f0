package io.waybill.refresh;

import io.waybill.refresh.RefreshConfig.Source;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.settings.SettingsSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.quartz.CronExpression;

/** Reads and checks the settings {@code waybill.refresh.<system>.*}. */
public final class RefreshSettings {
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
        Source kind = source(prefix + "source", source);
        String folder = source.text(prefix + "folder").orElse("");
        String command = source.text(prefix + "command").orElse("");
        if (enabled) {
            require(kind != Source.FOLDER || !folder.isEmpty(), prefix + "folder", "the folder where dumps arrive");
            require(kind != Source.COMMAND || !command.isEmpty(), prefix + "command", "a command that writes a dump");
            require(
                    kind != Source.DATABASE
                            || settings.database(prefix + "database").isPresent(),
                    prefix + "database.url",
                    "jdbc:postgresql://<host>:<port>/<database>");
        }
        return new RefreshConfig(
                enabled,
                cron,
                settings.zone(),
                source.flag(prefix + "catch-up", true),
                kind,
                path(prefix + "folder", folder),
                source.text(prefix + "files").orElse("*.dump"),
                command,
                source.duration(prefix + "timeout", Duration.ofHours(1)));
    }

    /** Routes name it as it is written, so it has to be written in full. */
    private static Source source(String name, SettingsSource settings) {
        String text = settings.text(name).orElse("");
        return Arrays.stream(Source.values())
                .filter(source -> source.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> SettingsSource.wrong(name, text, "folder, command or database"));
    }

    private static Path path(String name, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw SettingsSource.wrong(name, text, "the path of a folder");
        }
    }

    private static void require(boolean holds, String name, String expected) {
        if (!holds) {
            throw SettingsSource.wrong(name, "", expected);
        }
    }
}
