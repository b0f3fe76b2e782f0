package io.waybill.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code routes/desk.camel.yaml} serves, as it stands there. */
final class DeskRoutes {
    private DeskRoutes() {}

    /**
     * @param path as it is written, names in braces
     * @param method GET or POST; empty for all
     * @param steps the beans and their methods, in order, placeholders filled in
     */
    record DeskRoute(String id, String path, String method, List<String> steps) {}

    static List<DeskRoute> all() throws IOException {
        Map<String, JsonNode> templates = new HashMap<>();
        List<DeskRoute> routes = new ArrayList<>();
        JsonNode file =
                new YAMLMapper().readTree(Path.of("routes/desk.camel.yaml").toFile());
        for (JsonNode entry : file) {
            if (entry.has("routeTemplate")) {
                templates.put(
                        entry.path("routeTemplate").path("id").asText(),
                        entry.path("routeTemplate").path("route"));
            }
        }
        for (JsonNode entry : file) {
            if (entry.has("route")) {
                routes.add(route(entry.path("route").path("id").asText(), entry.path("route"), Map.of()));
            } else if (entry.has("templatedRoute")) {
                JsonNode templated = entry.path("templatedRoute");
                Map<String, String> values = new HashMap<>();
                templated
                        .path("parameters")
                        .forEach(parameter -> values.put(
                                parameter.path("name").asText(),
                                parameter.path("value").asText()));
                routes.add(route(
                        templated.path("routeId").asText(),
                        templates.get(templated.path("routeTemplateRef").asText()),
                        values));
            }
        }
        return routes;
    }

    private static DeskRoute route(String id, JsonNode route, Map<String, String> values) {
        JsonNode from = route.path("from");
        JsonNode parameters = from.path("parameters");
        String uri = from.path("uri").asText();
        String path = uri.contains(":")
                ? uri.substring(uri.indexOf(':') + 1)
                : parameters.path("path").asText();
        List<String> steps = new ArrayList<>();
        from.path("steps")
                .forEach(step -> steps.add(filled(
                        step.path("bean").path("ref").asText() + "."
                                + step.path("bean").path("method").asText(),
                        values)));
        return new DeskRoute(
                id, filled(path, values), parameters.path("httpMethodRestrict").asText(), steps);
    }

    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return filled;
    }
}
