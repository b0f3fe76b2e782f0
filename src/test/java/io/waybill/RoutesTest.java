package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.waybill.boot.Systems;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader of {@code routes/}, in an editor or in Kaoto, can rely on. */
class RoutesTest {
    private static final Path ROUTES = Path.of("routes");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonSchema SCHEMA = schema();

    /** Entries that Kaoto does not show. */
    private static final Set<String> TEMPLATES = Set.of("routeTemplate", "templatedRoute");

    /** Files with no feed's route in them and none of the routes that feeds share. */
    private static final Set<String> OTHERS = Set.of("desk.camel.yaml", "schedule.camel.yaml");

    /** Steps that say by their name what they are for. */
    private static final Set<String> SELF_EVIDENT = Set.of(
            "apply",
            "archive",
            "end",
            "endReading",
            "hold",
            "open",
            "reading",
            "rollBackPreview",
            "stage",
            "extractPermissions");

    @Test
    void everyFileIsValidForCamelsYamlAsKaotoReadsIt() throws IOException {
        for (Path file : files(".camel.yaml")) {
            assertThat(SCHEMA.validate(read(file)))
                    .as(file.toString())
                    .extracting(ValidationMessage::getMessage)
                    .isEmpty();
        }
        for (Path file : files(".kamelet.yaml")) {
            ArrayNode route = YAML.createArrayNode();
            route.addObject().set("from", template(file).path("from"));
            assertThat(SCHEMA.validate(route))
                    .as(file.toString())
                    .extracting(ValidationMessage::getMessage)
                    .isEmpty();
        }
    }

    @Test
    void everyFeedHasOnePlainRouteThatBeginsAtItsFolderAndEndsInTheArchive() throws IOException {
        Map<String, List<String>> routes = new TreeMap<>();
        for (Path file : files(".camel.yaml")) {
            for (JsonNode entry : read(file)) {
                JsonNode route = entry.path("route");
                if (route.at("/from/uri").asText().equals("kamelet:inbox")) {
                    FeedName feed =
                            FeedName.parse(route.at("/from/parameters/feed").asText());
                    assertThat(file.getFileName()).hasToString(feed.system() + ".camel.yaml");
                    routes.computeIfAbsent(feed.toString(), any -> new ArrayList<>())
                            .add(route.path("id").asText());
                    JsonNode steps = route.at("/from/steps");
                    JsonNode last = steps.get(steps.size() - 1).path("bean");
                    assertThat(last.path("ref").asText() + "."
                                    + last.path("method").asText())
                            .as(feed.toString())
                            .isEqualTo("intake.archive");
                }
            }
        }
        assertThat(routes.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
        assertThat(routes.keySet())
                .containsExactlyInAnyOrderElementsOf(Systems.installed().feeds().stream()
                        .filter(feed -> Files.exists(ROUTES.resolve(feed.system() + ".camel.yaml")))
                        .map(FeedName::toString)
                        .toList());
    }

    @Test
    void noRouteOfADropIsATemplate() throws IOException {
        for (Path file : ofDrops()) {
            for (JsonNode entry : read(file)) {
                assertThat(TEMPLATES).as(file.toString()).noneMatch(entry::has);
            }
        }
    }

    @Test
    void everyRouteAndEveryStepThatIsNotSelfEvidentSaysWhatItIsFor() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : ofDrops()) {
            for (JsonNode entry : read(file)) {
                entry.properties().forEach(kind -> {
                    String id = file.getFileName() + ": "
                            + kind.getValue().path("id").asText();
                    requireDescription(id, kind.getValue(), silent);
                    silentBeans(id, kind.getValue(), silent);
                });
            }
        }
        for (Path file : files(".kamelet.yaml")) {
            requireDescription(file.toString(), read(file).at("/spec/definition"), silent);
            silentBeans(file.toString(), template(file), silent);
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void nothingIsSaidInCommentsBetweenSteps() throws IOException {
        for (Path file : ofDrops()) {
            List<String> lines = Files.readAllLines(file);
            int first = lines.indexOf(lines.stream()
                    .filter(line -> line.startsWith("- "))
                    .findFirst()
                    .orElseThrow());
            assertThat(lines.subList(first, lines.size()))
                    .as(file + ": Kaoto drops comments when it saves; write a description")
                    .noneMatch(line -> line.matches("\\s*#.*|.*[^\"]\\s#\\s.*"));
        }
    }

    private static void silentBeans(String id, JsonNode node, List<String> silent) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                if (field.getKey().equals("bean")
                        && !SELF_EVIDENT.contains(
                                field.getValue().path("method").asText())) {
                    requireDescription(
                            id + ", " + field.getValue().path("method").asText(), field.getValue(), silent);
                }
                silentBeans(id, field.getValue(), silent);
            });
        } else if (node.isArray()) {
            node.forEach(each -> silentBeans(id, each, silent));
        }
    }

    private static void requireDescription(String id, JsonNode node, List<String> silent) {
        if (node.path("description").asText().isBlank()) {
            silent.add(id);
        }
    }

    private static JsonNode template(Path kamelet) throws IOException {
        return read(kamelet).at("/spec/template");
    }

    private static List<Path> ofDrops() throws IOException {
        return files(".camel.yaml").stream()
                .filter(file -> !OTHERS.contains(file.getFileName().toString()))
                .toList();
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    private static JsonSchema schema() {
        try (InputStream schema = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(new ObjectMapper().readTree(schema));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
