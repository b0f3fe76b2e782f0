package io.waybill.settings;

import static java.util.Objects.requireNonNull;

import io.waybill.format.PlainText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where settings come from: {@code -D}, else the environment ({@code waybill.http.port} is {@code WAYBILL_HTTP_PORT}), else
 * {@code config/application.properties}. An empty value counts as none.
 */
public final class SettingsSource {
    private static final String PREFIX = "waybill.";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)?");

    private final Properties file;
    private final Map<String, String> environment;
    private final Properties system;

    SettingsSource(Properties file, Map<String, String> environment, Properties system) {
        this.file = requireNonNull(file, "file");
        this.environment = Map.copyOf(environment);
        this.system = requireNonNull(system, "system");
    }

    /** @throws SettingsException when the file cannot be read */
    static SettingsSource of(Path file, Map<String, String> environment, Properties system) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(PlainText.read(file)));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("The settings in " + file + " hold an incomplete \\uXXXX escape: write a"
                    + " backslash as \\\\, or a path with / instead.");
        } catch (IOException e) {
            throw new SettingsException("The settings in " + file + " cannot be read (" + e.getMessage()
                    + "): start Waybill in the folder that holds config/ and routes/, or set WAYBILL_HOME to it.");
        }
        return new SettingsSource(properties, environment, system);
    }

    /** The same with another value for a setting. */
    SettingsSource with(String name, String value) {
        Properties more = new Properties();
        system.stringPropertyNames().forEach(each -> more.setProperty(each, system.getProperty(each)));
        more.setProperty(name, value);
        return new SettingsSource(file, environment, more);
    }

    /** The same without the settings whose names begin so, wherever they were set. */
    SettingsSource without(String prefix) {
        Properties fewerOfFile = new Properties();
        Properties fewerOfSystem = new Properties();
        file.stringPropertyNames().stream()
                .filter(name -> !name.startsWith(prefix))
                .forEach(name -> fewerOfFile.setProperty(name, file.getProperty(name)));
        system.stringPropertyNames().stream()
                .filter(name -> !name.startsWith(prefix))
                .forEach(name -> fewerOfSystem.setProperty(name, system.getProperty(name)));
        Map<String, String> fewerOfEnvironment = new TreeMap<>(environment);
        fewerOfEnvironment.keySet().removeIf(name -> name.startsWith(inEnvironment(prefix)));
        return new SettingsSource(fewerOfFile, fewerOfEnvironment, fewerOfSystem);
    }

    /** The value of a setting, without spaces around it. */
    public Optional<String> text(String name) {
        return fromOutside(name).or(() -> value(file.getProperty(name)));
    }

    /** As {@link #text}, but not from the file. */
    Optional<String> fromOutside(String name) {
        return value(system.getProperty(name)).or(() -> value(environment.get(inEnvironment(name))));
    }

    /** Whether it was given on Java's command line, which others on this machine can read. */
    boolean onCommandLine(String name) {
        return value(system.getProperty(name)).isPresent();
    }

    /**
     * @param fallback what holds when it is not set
     * @throws SettingsException when it is no whole number between these
     */
    public int number(String name, int fallback, int least, int most) {
        String text = text(name).orElse(Integer.toString(fallback));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of bounds.
        }
        throw wrong(name, text, "a whole number from " + least + " to " + most);
    }

    /** @throws SettingsException when it is neither true nor false */
    public boolean flag(String name, boolean fallback) {
        String text = text(name).orElse(Boolean.toString(fallback)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, text, "true or false");
        };
    }

    /**
     * A time: a number with ms, s (also when there is no unit), m, h or d.
     *
     * @throws SettingsException when it is not of that form
     */
    public Duration duration(String name, Duration fallback) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return fallback;
        }
        Matcher matcher = DURATION.matcher(text.get().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw wrong(name, text.get(), "a time such as 500ms, 2s, 1m, 12h or 90d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2) == null ? "s" : matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    /** All of Waybill's own settings that have a value, by name; those of the environment only where the file names them. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (Properties properties : new Properties[] {file, system}) {
            properties.stringPropertyNames().stream()
                    .filter(name -> name.startsWith(PREFIX))
                    .forEach(name -> all.put(name, text(name).orElse("")));
        }
        return all;
    }

    /** What the file sets for Camel and for somebody's own routes: all names that are not Waybill's. */
    public Map<String, String> others() {
        Map<String, String> others = new TreeMap<>();
        file.stringPropertyNames().stream()
                .filter(name -> !name.startsWith(PREFIX))
                .forEach(name -> others.put(name, file.getProperty(name)));
        return others;
    }

    /** Whether the value of a setting comes from the file. */
    public boolean isFromFile(String name) {
        return fromOutside(name).isEmpty() && text(name).isPresent();
    }

    /** All names in the file, whoever's they are. */
    Set<String> namesInFile() {
        return new TreeSet<>(file.stringPropertyNames());
    }

    /** All names of {@code -D} and of Java itself. */
    Set<String> namesOnCommandLine() {
        return new TreeSet<>(system.stringPropertyNames());
    }

    /** All names in the environment, whoever's they are. */
    Set<String> namesInEnvironment() {
        return new TreeSet<>(environment.keySet());
    }

    /** The value of an environment variable; empty text when it is not set. */
    String inEnvironmentOf(String variable) {
        return environment.getOrDefault(variable, "");
    }

    /** @return to be thrown */
    public static SettingsException wrong(String name, String found, String expected) {
        return new SettingsException("The setting " + name + " is '" + found + "', expected " + expected
                + ": correct it in config/application.properties, in " + inEnvironment(name) + " or in -D" + name
                + ".");
    }

    static String inEnvironment(String name) {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Optional<String> value(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(stripped -> !stripped.isEmpty());
    }
}
