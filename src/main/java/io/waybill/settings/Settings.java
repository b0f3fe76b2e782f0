package io.waybill.settings;

import io.waybill.database.TargetSettings;
import io.waybill.database.TargetUnavailableException;
import io.waybill.format.PlainText;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What an operator has set, read and checked once at the start.
 *
 * @param home the folder that holds {@code routes/} and, but for demonstrations, {@code config/}
 * @param config the folder of the configuration
 * @param data the data folder
 * @param settle a dropped file is taken when it has not changed for so long
 * @param poll how often the folders are looked into
 * @param resume how often unfinished drops are looked for
 * @param requests how often people's requests are looked for
 * @param journal how long the changes of a waybill are kept, row by row; zero: for ever
 * @param httpPort of health and metrics, 0 for none
 * @param stop how long a stop waits for drops that are being delivered
 * @param zone in which people read times
 * @param source for the settings of systems
 */
public record Settings(
        Path home,
        Path config,
        Path data,
        Duration settle,
        Duration poll,
        Duration resume,
        Duration requests,
        Duration journal,
        int httpPort,
        Duration stop,
        ZoneId zone,
        SettingsSource source) {
    private static final int HIGHEST_PORT = 65_535;
    private static final String DATA = "waybill.data";
    private static final String HTTP = "waybill.http.port";
    private static final String DESK = "waybill.desk.port";

    /**
     * Whether whoever dropped a file, or asked for an undo or a restore, may not approve its plan.
     *
     * @throws SettingsException when the setting is neither true nor false
     */
    public boolean fourEyes() {
        return source.flag("waybill.four-eyes", false);
    }

    /**
     * Reads the settings of this process.
     *
     * @throws SettingsException when one is wrong or the folder with {@code config/} and {@code routes/} is not found
     */
    public static Settings read() {
        return read(System.getenv(), System.getProperties());
    }

    /**
     * Reads settings from elsewhere than this process.
     *
     * @param environment as {@link System#getenv()}
     * @param system as {@link System#getProperties()}
     * @throws SettingsException when one is wrong or the folder with {@code config/} and {@code routes/} is not found
     */
    public static Settings read(Map<String, String> environment, Properties system) {
        Path home = HomeFolder.find(environment, system);
        Path config = home.resolve("config");
        return of(home, config, SettingsSource.of(config.resolve("application.properties"), environment, system));
    }

    private static Settings of(Path home, Path config, SettingsSource source) {
        return new Settings(
                home,
                config,
                folder(home, source, DATA).orElseGet(() -> home.resolve("data")),
                source.duration("waybill.settle", Duration.ofSeconds(2)),
                positive("waybill.poll", source.duration("waybill.poll", Duration.ofMillis(100))),
                positive("waybill.resume", source.duration("waybill.resume", Duration.ofSeconds(30))),
                positive("waybill.requests", source.duration("waybill.requests", Duration.ofMillis(500))),
                source.duration("waybill.journal.keep", Duration.ofDays(90)),
                source.number(HTTP, 8642, 0, HIGHEST_PORT),
                source.duration("waybill.stop", Duration.ofSeconds(10)),
                zone(source),
                source);
    }

    /** The folder of the routes. */
    public Path routes() {
        return home.resolve("routes");
    }

    /**
     * The same for a data folder of invented data: the embedded database whatever target is set, no scheduled refreshes, no HTTP, no
     * desk, and a configuration of its own in the folder {@code config} of that folder.
     */
    public Settings forDemonstration(Path demonstration) {
        return of(
                home,
                demonstration.resolve("config"),
                source.without("waybill.target.")
                        .without("waybill.backup.")
                        .without("waybill.refresh.")
                        .with(DATA, demonstration.toString())
                        .with(HTTP, "0")
                        .with(DESK, "0"));
    }

    /** The same without health, metrics and desk over HTTP: for a run that ends by itself. */
    public Settings withoutHttp() {
        return of(home, config, source.with(HTTP, "0").with(DESK, "0"));
    }

    /**
     * Patterns of names that are left alone in the inboxes, besides those that Waybill knows itself.
     *
     * @throws SettingsException when one of them would leave every file alone
     */
    public List<String> ignored() {
        String name = "waybill.ignore";
        List<String> globs = Arrays.stream(source.text(name).orElse("").split(","))
                .map(String::strip)
                .filter(glob -> !glob.isEmpty())
                .toList();
        for (String glob : globs) {
            if (glob.chars().allMatch(c -> "*?.".indexOf(c) >= 0)) {
                throw SettingsSource.wrong(name, glob, "names such as *.bak, which do not fit every file");
            }
        }
        return globs;
    }

    /**
     * The database that a system delivers into.
     *
     * @return empty for the embedded one
     * @throws SettingsException when it is set but wrong
     */
    public Optional<TargetSettings> target(String system) {
        return database("waybill.target." + system);
    }

    /**
     * A database of the user's own.
     *
     * @param name of its settings, before {@code .url}, {@code .user} and {@code .password}
     * @return empty when no URL is set
     * @throws SettingsException when it is set but wrong
     */
    public Optional<TargetSettings> database(String name) {
        Optional<String> url = source.text(name + ".url");
        try {
            return url.map(each -> database(name, each));
        } catch (TargetUnavailableException e) {
            throw new SettingsException("The setting " + name + ".url is wrong. " + e.getMessage());
        }
    }

    /**
     * Another database of the user's own, with the role and the password that are set for this one.
     *
     * @param name of the settings, before {@code .user} and {@code .password}
     * @param url of the other database
     * @throws TargetUnavailableException when that is none of PostgreSQL's
     * @throws SettingsException when a setting is wrong
     */
    public TargetSettings database(String name, String url) {
        return new TargetSettings(url, source.text(name + ".user").orElse(""), secret(name + ".password"));
    }

    /**
     * A password, from the environment, from the settings' file, or from the file that {@code <name>-file} names.
     *
     * @return empty text when it is not set
     * @throws SettingsException when it is given on the command line, is set twice, or its file cannot be read
     */
    public String secret(String name) {
        if (source.onCommandLine(name)) {
            throw new SettingsException("-D" + name + " shows the password to everybody on this machine: set "
                    + SettingsSource.inEnvironment(name) + " in the environment, or " + name + "-file.");
        }
        Optional<String> file = source.text(name + "-file");
        if (source.text(name).isPresent() && file.isPresent()) {
            throw new SettingsException("Both " + name + " and " + name + "-file are set: leave one of them out.");
        }
        if (file.isEmpty()) {
            return source.text(name).orElse("");
        }
        try {
            return PlainText.read(Path.of(file.get())).strip();
        } catch (IOException | InvalidPathException e) {
            throw new SettingsException("The file that " + name + "-file names cannot be read (" + file.get()
                    + "): correct the setting, or give the account that runs Waybill the right to read it.");
        }
    }

    /**
     * The folder that a setting names.
     *
     * @return empty when it is not set
     * @throws SettingsException when it cannot be one
     */
    public Optional<Path> folder(String name) {
        return folder(home, source, name);
    }

    /** A relative folder that comes from the command line or the environment is relative to the working directory, one from the file to the home folder. */
    private static Optional<Path> folder(Path home, SettingsSource source, String name) {
        Optional<String> text = source.text(name);
        try {
            return text.map(path -> source.fromOutside(name).isPresent()
                    ? Path.of(path).toAbsolutePath().normalize()
                    : home.resolve(path).normalize());
        } catch (InvalidPathException e) {
            throw SettingsSource.wrong(name, text.orElse(""), "the path of a folder");
        }
    }

    private static ZoneId zone(SettingsSource source) {
        String name = "waybill.zone";
        Optional<String> text = source.text(name);
        try {
            return text.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException e) {
            throw SettingsSource.wrong(name, text.orElse(""), "a time zone such as Europe/London");
        }
    }

    /**
     * Requires a time above zero.
     *
     * @param name of the setting
     * @return the same time
     * @throws SettingsException when it is zero
     */
    public static Duration positive(String name, Duration duration) {
        if (duration.isZero()) {
            throw SettingsSource.wrong(name, "0", "a time above zero");
        }
        return duration;
    }
}
