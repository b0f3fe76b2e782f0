package io.waybill.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The feeds that the routes watch: those of every {@code templatedRoute} of the templates {@code watch-feed} and {@code watch-batch}. The routes are
 * the one place where feeds are named.
 */
public final class WatchedFeeds {
    private static final Set<String> TEMPLATES = Set.of("watch-feed", "watch-batch");
    private static final String ENDING = ".camel.yaml";

    private WatchedFeeds() {}

    /**
     * Reads them from the route files, by name.
     *
     * @param routes the folder of {@code *.camel.yaml} files
     * @throws IOException when it is not there, or a file in it cannot be read as YAML
     */
    public static List<FeedName> of(Path routes) throws IOException {
        Map<String, FeedName> feeds = new TreeMap<>();
        try (Stream<Path> files = Files.list(routes)) {
            for (Path file : files.filter(path -> path.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                for (JsonNode entry : read(file)) {
                    JsonNode route = entry.path("templatedRoute");
                    if (TEMPLATES.contains(route.path("routeTemplateRef").asText())) {
                        FeedName feed = new FeedName(parameter(route, "system", file), parameter(route, "feed", file));
                        feeds.put(feed.toString(), feed);
                    }
                }
            }
        }
        return List.copyOf(feeds.values());
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new IOException(
                    file + " is not YAML: " + e.getMessage().lines().findFirst().orElse(""), e);
        }
    }

    private static String parameter(JsonNode route, String name, Path file) throws IOException {
        for (JsonNode parameter : route.path("parameters")) {
            if (name.equals(parameter.path("name").asText())
                    && parameter.path("value").isValueNode()) {
                return parameter.path("value").asText();
            }
        }
        throw new IOException(file + ": a templatedRoute of "
                + route.path("routeTemplateRef").asText() + " lacks the parameter '" + name + "'");
    }
}
