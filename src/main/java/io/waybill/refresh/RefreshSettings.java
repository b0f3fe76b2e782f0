package io.waybill.refresh;

import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.settings.SettingsSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        String name = prefix(feed.feed().system()) + "feed";
        String chosen = settings.source().text(name).orElse(feed.feed().feed());
        return new RefreshSettings(
                        settings,
                        feed.choosing(chosen)
                                .orElseThrow(() -> SettingsSource.wrong(name, chosen, "one of " + feed.choices())))
                .read();
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
        RefreshSource source = source(enabled, files);
        return new RefreshConfig(
                feed.feed(),
                enabled,
                new RefreshTimes(cron, settings.zone(), settings.source().flag(prefix + "catch-up", true)),
                source,
                ending(source, files));
    }

    private static String ending(RefreshSource source, String files) {
        if (source instanceof RefreshSource.Folder folder && !folder.set().isEmpty()) {
            return ".zip";
        }
        Matcher ending = ENDING.matcher(files);
        return ending.matches() ? ending.group(1) : "";
    }

    private RefreshSource source(boolean enabled, String files) {
        String source = text("source", "folder");
        switch (source) {
            case "folder" -> {
                String folder = text("folder", "");
                require(!enabled || !folder.isEmpty(), "folder", "the folder where the files arrive");
                return new RefreshSource.Folder(path(folder), files, set(), limits(), timeout());
            }
            case "web" -> {
                return web(enabled);
            }
            case "command" -> {
                String command = text("command", "");
                require(!enabled || !command.isEmpty(), "command", "a command that writes the file");
                return new RefreshSource.Command(command, timeout());
            }
            case "database" -> {
                if (!feed.readsDatabase()) {
                    throw wrong("source", source, sources());
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

    private List<String> set() {
        return Stream.of(text("set", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .peek(name -> {
                    if (name.contains("/")) {
                        throw wrong("set", name, "names of files, with commas between them");
                    }
                })
                .toList();
    }

    private RefreshSource.Limits limits() {
        Duration oldest = settings.source().duration(prefix + "oldest", Duration.ZERO);
        return new RefreshSource.Limits(
                oldest.isZero() ? null : oldest,
                settings.source().number(prefix + "smallest", 1, 1, Integer.MAX_VALUE));
    }

    private RefreshSource.Web web(boolean enabled) {
        String url = text("web.url", "");
        require(!enabled || !url.isEmpty(), "web.url", "the address of the web service, without its key");
        Optional<String> header = settings.source().text(prefix + "web.key-header");
        return new RefreshSource.Web(
                address(url),
                new WebKey(
                        header.isPresent(),
                        header.orElse(text("web.key-parameter", "apikey")),
                        settings.secret(prefix + "web.key")),
                settings.source().number(prefix + "web.tries", 3, 1, 20),
                settings.source().duration(prefix + "web.pause", Duration.ofSeconds(10)),
                timeout());
    }

    private URI address(String url) {
        try {
            URI address = new URI(url);
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            if (url.isEmpty() || web && address.getHost() != null && address.getRawUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Reported below, without what was found: a key may be in it.
        }
        throw wrong("web.url", "(hidden: it may hold a key)", "https://<host>/<path>, without user and password");
    }

    private Duration timeout() {
        return settings.source().duration(prefix + "timeout", Duration.ofHours(1));
    }

    private String sources() {
        return feed.readsDatabase() ? "folder, command, web or database" : "folder, command or web";
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
