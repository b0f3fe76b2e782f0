package io.waybill.boot;

import io.waybill.format.NearestName;
import io.waybill.model.FeedName;
import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files in the folder of the configuration: one under a misspelt name would be ignored without a word. */
final class ConfigFiles {
    private static final Pattern YAML = Pattern.compile("(?i).*\\.ya?ml(\\.txt)?");
    private static final Pattern SQL = Pattern.compile("(?i).*\\.sql(\\.txt)?");
    private static final Pattern OTHERS = Pattern.compile("[.~#].*|.*[~#]");

    private ConfigFiles() {}

    /**
     * Refuses mapping files, and folders of checks, that belong to no installed system, and checks that would not be found.
     *
     * @throws SettingsException when there are such files, with the name that is nearest
     */
    static void require(Path config, Systems systems) {
        List<String> mappings =
                systems.names().stream().map(name -> name + ".yaml").toList();
        for (Path file : in(config)) {
            if (Files.isRegularFile(file) && YAML.matcher(name(file)).matches()) {
                requireKnown(file, mappings, "no system's mapping file");
            }
        }
        for (Path folder : in(config.resolve("checks"))) {
            if (Files.isDirectory(folder)) {
                requireKnown(folder, systems.names(), "no system's folder of checks");
                requireChecks(folder);
                for (Path inside : in(folder)) {
                    if (Files.isDirectory(inside)) {
                        requireKnown(inside, feeds(systems, name(folder)), "no feed's folder of checks");
                        requireChecks(inside);
                    }
                }
            } else {
                requireNoCheck(folder, "move it to checks/<system>/ or checks/<system>/<feed>/");
            }
        }
    }

    private static List<String> feeds(Systems systems, String system) {
        return systems.feeds().stream()
                .filter(feed -> feed.system().equals(system))
                .map(FeedName::feed)
                .toList();
    }

    private static void requireChecks(Path folder) {
        for (Path file : in(folder)) {
            if (Files.isRegularFile(file) && !name(file).endsWith(".sql")) {
                requireNoCheck(file, "let its name end with .sql");
            }
        }
    }

    private static void requireNoCheck(Path file, String advice) {
        if (SQL.matcher(name(file)).matches()) {
            throw new SettingsException(file + " would be ignored as a check: " + advice + ", or take it away.");
        }
    }

    private static void requireKnown(Path file, Collection<String> known, String what) {
        String name = name(file);
        if (known.contains(name)) {
            return;
        }
        String nearest = NearestName.to(name.replaceFirst("\\.txt$", ""), known)
                .map(each -> "did you mean " + each + "?")
                .orElse("expected one of " + String.join(", ", known) + ".");
        throw new SettingsException(file + " is " + what + ": " + nearest + " Correct its name, or take it away.");
    }

    private static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(file -> !OTHERS.matcher(name(file)).matches())
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new SettingsException("The folder " + folder
                    + " cannot be read: give the account that runs Waybill the right to read it.");
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
