package io.waybill.school.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.isams.IsamsAdapter;
import io.waybill.school.isams.IsamsExport;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.sample.SamplePolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCHEMA = Path.of("docs", "school-records.schema.json");

    @TempDir
    private Path folder;

    private List<JsonNode> exported() throws IOException {
        new InventedSchool(SchoolSize.SMALL).writeIsams(folder);
        Path data = folder.resolve("data.xml");
        // One pupil cannot be used, nor can two lessons and a row of a set.
        Files.writeString(
                data,
                Files.readString(data)
                        .replace("<NCYear>7</NCYear>", "<NCYear>seven</NCYear>")
                        .replace("<Schedule Id=\"4\">", "<Schedule Id=\"x\">")
                        .replaceFirst("(<Schedule Id=\"2\"><Code>)[^<]+", "$1Nowhere")
                        .replaceFirst("(<SetList Id=\"3\" .*PupilId=)\"\\d+\"", "$1\"x\""));
        Map<String, Path> tables = Map.of(
                "TblCoverManagerCover.csv", folder.resolve("TblCoverManagerCover.csv"),
                "TblActivityManagerGroup.csv", folder.resolve("TblActivityManagerGroup.csv"),
                "TblActivityManagerGroupPupilLink.csv", folder.resolve("TblActivityManagerGroupPupilLink.csv"),
                "TblActivityManagerEvent.csv", folder.resolve("TblActivityManagerEvent.csv"),
                "TblActivityManagerEventOccurrence.csv", folder.resolve("TblActivityManagerEventOccurrence.csv"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonLines lines = new JsonLines(bytes, "iSAMS")) {
            new IsamsAdapter(SamplePolicy.ORDINAL, SamplePolicy.WHOLE_YEAR, null)
                    .read(new IsamsExport(data, "data.xml", tables), lines);
            lines.end();
        }
        List<JsonNode> objects = new ArrayList<>();
        for (String line : bytes.toString(UTF_8).split("\n")) {
            objects.add(JSON.readTree(line));
        }
        return objects;
    }

    @Test
    void everyLineIsAsTheSchemaSays() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(Files.readString(SCHEMA)));
        Set<String> seen = new HashSet<>();
        for (JsonNode line : exported()) {
            // One of each kind and then every hundredth: the validator is slow.
            if (seen.add(line.get("record").asText()) || line.hashCode() % 100 == 0) {
                assertThat(schema.validate(line)).as(line.toString()).isEmpty();
            }
        }
        assertThat(seen)
                .contains(
                        "staff-member",
                        "pupil",
                        "member",
                        "timetable-entry",
                        "occurrence",
                        "cover",
                        "rejected",
                        "incomplete",
                        "unusable-entry",
                        "unreadable-link",
                        "notice",
                        "end");
    }

    @Test
    void theLastLineSaysWhatBecameOfEachArea() throws IOException {
        List<JsonNode> lines = exported();
        JsonNode end = lines.get(lines.size() - 1);

        assertThat(end.get("record").asText()).isEqualTo("end");
        assertThat(end.get("source").asText()).isEqualTo("iSAMS");
        assertThat(end.get("areas").get("pupils").asText()).isEqualTo("loaded");
        // Its table of teachers is missing.
        assertThat(end.get("areas").get("other-half").asText()).isEqualTo("failed");
        assertThat(lines)
                .filteredOn(line -> line.get("record").asText().equals("rejected"))
                .hasSize(end.get("rejected").asInt());
    }

    @Test
    void theSchemaKnowsEveryKindOfRecordAndAllOfItsValues() throws IOException {
        JsonNode kinds = JSON.readTree(Files.readString(SCHEMA)).get("$defs");
        for (JsonSubTypes.Type type :
                SchoolRecord.class.getAnnotation(JsonSubTypes.class).value()) {
            List<String> values = new ArrayList<>(List.of("record"));
            Arrays.stream(type.value().getRecordComponents()).forEach(each -> values.add(each.getName()));
            assertThat(kinds.get(type.name())).as(type.name()).isNotNull();
            List<String> described = new ArrayList<>();
            kinds.get(type.name()).get("properties").fieldNames().forEachRemaining(described::add);
            assertThat(described).as(type.name()).isEqualTo(values);
        }
        assertThat(SchoolRecord.class.getPermittedSubclasses())
                .hasSameSizeAs(
                        SchoolRecord.class.getAnnotation(JsonSubTypes.class).value());
    }
}
