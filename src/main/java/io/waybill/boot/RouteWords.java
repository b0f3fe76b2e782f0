package io.waybill.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.format.NearestName;
import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.dsl.yaml.common.exception.UnknownNodeIdException;
import org.apache.camel.dsl.yaml.common.exception.UnsupportedFieldException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The words of Camel in the files of {@code routes/}: steps and their properties. Camel names one that it does not know, but not the file; so
 * the file is looked for once Camel has refused it.
 */
final class RouteWords {
    /** Camel's own description of what a file may have. */
    private static final String SCHEMA = "/schema/camelYamlDsl.json";

    private static final String STEP = "org.apache.camel.model.ProcessorDefinition";

    private RouteWords() {}

    /** A word where it stands, its line counted from 1. */
    private record Place(Path file, String word, int line) {}

    /**
     * Says where the word stands that Camel did not know, and which one was meant.
     *
     * @param failure of the start
     * @param routes all files, as they were read
     * @return empty when Camel failed for another reason
     * @throws IOException when Camel's description cannot be read
     */
    static Optional<SettingsException> misspelt(Throwable failure, List<RouteFile> routes) throws IOException {
        Throwable each = failure;
        while (each != null
                && !(each instanceof UnknownNodeIdException)
                && !(each instanceof UnsupportedFieldException)) {
            each = each.getCause();
        }
        if (each == null) {
            return Optional.empty();
        }
        MarkedYamlEngineException unknown = (MarkedYamlEngineException) each;
        String word = unknown.getProblem().replaceFirst(".*: ", "");
        int near = unknown.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
        boolean step = each instanceof UnknownNodeIdException;
        String suggestion = NearestName.suggestion(word, step ? steps() : properties());
        return places(routes).stream()
                .filter(place -> place.word().equals(word))
                .min(Comparator.comparingInt(place -> Math.abs(place.line() - near)))
                .map(place -> new SettingsException(
                        place.file() + ", line " + place.line() + ": Camel has no " + (step ? "step " : "property ")
                                + word + (step ? "" : " here") + suggestion + ". Correct the word."));
    }

    private static List<Place> places(List<RouteFile> routes) {
        List<Place> places = new ArrayList<>();
        routes.forEach(file -> file.documents().forEach(node -> collect(file.path(), node, places)));
        return places;
    }

    private static void collect(Path file, Node node, List<Place> places) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(each -> collect(file, each, places));
        } else if (node instanceof MappingNode map) {
            map.getValue().forEach(entry -> {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    places.add(
                            new Place(file, key.getValue(), key.getStartMark().getLine() + 1));
                }
                collect(file, entry.getValueNode(), places);
            });
        }
    }

    /** Steps within a route, and what stands at the beginning of a file. */
    private static Set<String> steps() throws IOException {
        JsonNode items = schema().path("items");
        Set<String> words = new HashSet<>();
        items.path("properties").fieldNames().forEachRemaining(words::add);
        items.path("definitions").path(STEP).path("properties").fieldNames().forEachRemaining(words::add);
        return words;
    }

    private static Set<String> properties() throws IOException {
        Set<String> words = new HashSet<>();
        schema().path("items")
                .path("definitions")
                .forEach(definition -> definition
                        .findValues("properties")
                        .forEach(properties -> properties.fieldNames().forEachRemaining(words::add)));
        return words;
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in = RouteWords.class.getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks Camel's " + SCHEMA);
            }
            return new ObjectMapper().readTree(in);
        }
    }
}
