package io.waybill.refresh;

import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.settings.SettingsSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** Reads and checks the settings {@code waybill.refresh.<system>.*} of one system. */
public final class RefreshSettings {
    private static final String EVERY_NIGHT = "0 30 2 * * ?";
    private static final Pattern ENDING = Pattern.compile(".*(\\.[A-Za-z0-9]+)");

    private final Settings settings;
    private final RefreshFeed feed;
    private final String prefix;

    private RefreshSettings(Settings settings, RefreshFeed feed) {
        this.settings = settings;
        this.feed = feed;
        this.prefix = prefix(feed.feed().system());
    }

    /**
     * Reads them.
     *
     * @param feed what the system's refreshes drop
     * @throws SettingsException when a setting is wrong, or one that the chosen source needs is missing
     */
    public static RefreshConfig read(Settings settings, RefreshFeed feed) {
        return new RefreshSettings(settings, feed).read();
    }

    /** What the names of a system's settings begin with. */
    public static String prefix(String system) {
        return "waybill.refresh." + system + ".";
    }

    private RefreshConfig read() {
        boolean enabled = settings.source().flag(prefix + "enabled", false);
        String cron = text("cron", EVERY_NIGHT);
        if (!CronExpression.isValidExpression(cron)) {
            throw SettingsSource.wrong(prefix + "cron", cron, "a Quartz cron expression such as " + EVERY_NIGHT);
        }
        String files = text("files", feed.files());
        Matcher ending = ENDING.matcher(files);
        return new RefreshConfig(
                feed.feed(),
                enabled,
                new RefreshTimes(cron, settings.zone(), settings.source().flag(prefix + "catch-up", true)),
                source(enabled, files),
                ending.matches() ? ending.group(1) : "");
    }

    private RefreshSource source(boolean enabled, String files) {
        String source = text("source", "folder");
        switch (source) {
            case "folder" -> {
                String folder = text("folder", "");
                require(!enabled || !folder.isEmpty(), "folder", "the folder where the files arrive");
                return new RefreshSource.Folder(path(folder), files, timeout());
            }
            case "command" -> {
                String command = text("command", "");
                require(!enabled || !command.isEmpty(), "command", "a command that writes the file");
                return new RefreshSource.Command(command, timeout());
            }
            case "database" -> {
                if (!feed.readsDatabase()) {
                    throw wrong("source", source, "folder or command");
                }
                require(
                        !enabled || settings.database(prefix + "database").isPresent(),
                        "database.url",
                        "jdbc:postgresql://<host>:<port>/<database>");
                return new RefreshSource.Database();
            }
            default -> throw wrong("source", source, sources());
        }
    }

    private Duration timeout() {
        return settings.source().duration(prefix + "timeout", Duration.ofHours(1));
    }

    private String sources() {
        return feed.readsDatabase() ? "folder, command or database" : "folder or command";
    }

    private String text(String name, String fallback) {
        return settings.source().text(prefix + name).orElse(fallback);
    }

    private Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong("folder", text, "the path of a folder");
        }
    }

    private void require(boolean holds, String name, String expected) {
        if (!holds) {
            throw wrong(name, "", expected);
        }
    }

    private SettingsException wrong(String name, String found, String expected) {
        return SettingsSource.wrong(prefix + name, found, expected);
    }
}
