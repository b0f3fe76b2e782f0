package io.waybill.settings;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The folder that holds {@code config/} and {@code routes/}, and the folders of jars beside the program. */
public final class HomeFolder {
    private static final String SETTING = "waybill.home";

    private HomeFolder() {}

    /**
     * {@code WAYBILL_HOME} when it is set, else the working directory, else the folder above the jar's, else the jar's own.
     *
     * @throws SettingsException when none of them holds both
     */
    static Path find(Map<String, String> environment, Properties system) {
        String set = system.getProperty(SETTING, environment.getOrDefault(SettingsSource.inEnvironment(SETTING), ""));
        List<Path> places = new ArrayList<>();
        if (!set.isBlank()) {
            places.add(Path.of(set.strip()));
        } else {
            places.add(Path.of(""));
            Path jar = codeSource();
            if (jar != null && jar.getParent() != null) {
                Path folder = jar.getParent();
                if (folder.getParent() != null) {
                    places.add(folder.getParent());
                }
                places.add(folder);
            }
        }
        return places.stream()
                .map(place -> place.toAbsolutePath().normalize())
                .filter(place -> Files.isRegularFile(place.resolve("config/application.properties"))
                        && Files.isDirectory(place.resolve("routes")))
                .findFirst()
                .orElseThrow(() ->
                        new SettingsException("There is no config/application.properties with routes/ beside it in "
                                + places.get(0).toAbsolutePath()
                                + ": start Waybill in the folder that holds both, or set WAYBILL_HOME to it."));
    }

    /** The folders whose jars extend the program: {@code lib/ext/} beside the program's own jar, and in the home folder when there is one. */
    public static List<Path> extensions() {
        try {
            return extensions(find(System.getenv(), System.getProperties()));
        } catch (SettingsException e) {
            // Commands that need no settings run without a home folder.
            return extensions(null);
        }
    }

    /**
     * The same for a certain home folder.
     *
     * @param home may be null: there is none
     */
    public static List<Path> extensions(Path home) {
        List<Path> places = new ArrayList<>();
        Path jar = codeSource();
        if (jar != null && jar.getParent() != null) {
            places.add(jar.getParent());
        }
        if (home != null) {
            places.add(home);
        }
        return places.stream()
                .map(place ->
                        place.resolve("lib").resolve("ext").toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    private static Path codeSource() {
        CodeSource source = HomeFolder.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }
}
