package io.waybill.boot;

import io.waybill.format.NameBytes;
import io.waybill.format.NearestName;
import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files in {@code routes/}: Camel does not say which one it could not read as YAML, nor that it leaves one out. */
final class RouteFiles {
    /** What follows the name of a system in the name of its route file. */
    static final String ENDING = ".camel.yaml";

    private static final String KAMELET = ".kamelet.yaml";
    private static final Pattern YAML = Pattern.compile("(?i).*\\.ya?ml(\\.txt)?");
    private static final Pattern OTHERS = Pattern.compile("[.~#].*|.*[~#]");

    private RouteFiles() {}

    /**
     * Refuses files that would be left out because of their names, so that a system would be off without a word.
     *
     * @param systems that are installed, by name
     * @throws SettingsException when there is one
     */
    static void requireNames(Path routes, List<String> systems) {
        for (String name : names(routes)) {
            boolean ours = name.endsWith(ENDING) || name.endsWith(KAMELET);
            if (!ours && YAML.matcher(name).matches() && !OTHERS.matcher(name).matches()) {
                throw new SettingsException(routes.resolve(name) + " would be ignored: "
                        + (name.toLowerCase(Locale.ROOT).contains(".kamelet.")
                                ? "let its name end with " + KAMELET
                                : "let its name end with " + ENDING)
                        + ", or take it away.");
            }
            if (name.endsWith(ENDING)) {
                requireSystem(routes, name.substring(0, name.length() - ENDING.length()), systems);
            }
        }
    }

    /** Routes of one's own may have any name; but not nearly that of a system which is off. */
    private static void requireSystem(Path routes, String name, List<String> systems) {
        List<String> off = systems.stream()
                .filter(system -> !Files.isRegularFile(routes.resolve(system + ENDING)))
                .toList();
        Optional<String> nearest = systems.contains(name) ? Optional.empty() : NearestName.to(name, off);
        if (nearest.isPresent()) {
            throw new SettingsException(routes.resolve(name + ENDING) + " belongs to no system, and " + nearest.get()
                    + " is off: did you mean " + nearest.get() + ENDING + "? Correct its name, or take it away.");
        }
    }

    private static List<String> names(Path routes) {
        try (Stream<Path> files = Files.list(routes)) {
            return files.filter(Files::isRegularFile)
                    .map(NameBytes::readable)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SettingsException("The folder " + routes
                    + " cannot be read: give the account that runs Waybill the right to read it.");
        }
    }

    /**
     * Reads all of them, in the order of their names.
     *
     * @throws SettingsException when one is not YAML
     * @throws IOException when one cannot be read
     */
    static List<RouteFile> read(Path routes) throws IOException {
        List<RouteFile> read = new ArrayList<>();
        for (Path file : all(routes)) {
            read.add(RouteFile.read(file));
        }
        return read;
    }

    private static List<Path> all(Path routes) throws IOException {
        try (Stream<Path> files = Files.list(routes)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
