package io.waybill.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files in {@code routes/}: Camel does not say which one it could not read as YAML. */
final class RouteFiles {
    private RouteFiles() {}

    /**
     * Reads every file of the routes as YAML.
     *
     * @throws SettingsException when one is not YAML
     * @throws IOException when one cannot be read
     */
    static void requireYaml(Path routes) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(routes)) {
            all = files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        for (Path file : all) {
            try {
                new YAMLMapper().readTree(file.toFile());
            } catch (JsonProcessingException e) {
                throw new SettingsException(file + " is not YAML: "
                        + e.getMessage().lines().findFirst().orElse("") + ".");
            }
        }
    }
}
