package io.waybill.timetable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.format.django.DumpFile;
import io.waybill.timetable.dump.DanglingReferences;
import io.waybill.timetable.dump.DumpIndex;
import io.waybill.timetable.dump.ExtractNonUser;
import io.waybill.timetable.legacy.LegacyExtractNonUser;
import io.waybill.timetable.legacy.LegacyExtractPermissions;
import io.waybill.timetable.permission.ExtractPermissions;
import io.waybill.timetable.permission.MergePermissions;
import io.waybill.timetable.permission.MergeReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pair of dumps as they come from Live and Play, with a manifest of the right answers. */
class GeneratedPairTest {
    private static final TimetableModels MODELS = TimetableModels.standard();
    private JsonNode expected;
    private byte[] nonUser;
    private byte[] permissions;

    @BeforeEach
    void extract() throws IOException {
        try (InputStream manifest = GeneratedPairTest.class.getResourceAsStream("pair/manifest.json")) {
            expected = new ObjectMapper().readTree(manifest).get("expect");
        }
        try (DumpFile live = dump("live.dump")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new ExtractNonUser(MODELS).run(live, out, DanglingReferences.REFUSE);
            nonUser = out.toByteArray();
        }
        try (DumpFile play = dump("play.dump")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new ExtractPermissions(MODELS).run(play, out);
            permissions = out.toByteArray();
        }
    }

    private static DumpFile dump(String name) throws IOException {
        try (InputStream in =
                new GZIPInputStream(GeneratedPairTest.class.getResourceAsStream("pair/" + name + ".gz"))) {
            return DumpFile.of(in, name);
        }
    }

    private static DumpFile dump(byte[] bytes) throws IOException {
        return DumpFile.of(new ByteArrayInputStream(bytes), "made.json");
    }

    @Test
    void whatLeavesLiveIsWhatTheManifestSays() throws IOException {
        try (DumpFile dump = dump(nonUser)) {
            DumpIndex index = DumpIndex.build(dump, MODELS);
            assertThat(index.records())
                    .isEqualTo(expected.get("nonuser_objects").asLong());
            assertThat(index.highest(TimetableModel.THING) + 1)
                    .isEqualTo(expected.get("first_new_thing_pk").asLong());
        }
    }

    @Test
    void theLegacyModeKeepsTheSameRecords() throws IOException {
        try (DumpFile live = dump("live.dump")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new LegacyExtractNonUser().run(live, out);
            assertThat(new ObjectMapper().readTree(out.toByteArray())).isEqualTo(new ObjectMapper().readTree(nonUser));
        }
    }

    @Test
    void permissionsAreThoseOfTheManifestWithoutTheDuplicates() throws IOException {
        try (DumpFile play = dump("play.dump")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new LegacyExtractPermissions().run(play, out);
            List<String> legacy = out.toString(UTF_8).lines().toList();

            assertThat(legacy).hasSize(expected.get("csv_rows").asInt());
            assertThat(new String(permissions, UTF_8).lines())
                    .containsExactlyElementsOf(new HashSet<>(legacy)
                            .stream()
                                    .sorted(java.util.Comparator.comparing(legacy::indexOf))
                                    .toList());
        }
    }

    @Test
    void mergedUsersAndGrantsCollideWithNothing() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MergeReport report;
        try (DumpFile reference = dump(nonUser)) {
            report =
                    new MergePermissions(MODELS).run(reference, new ByteArrayInputStream(permissions), "play.csv", out);
        }

        Set<String> unmatched = new HashSet<>();
        report.matched().rejected().forEach(row -> unmatched.add(row.cells().get(0)));
        assertThat(unmatched).hasSize(expected.get("missing_subjects").asInt());
        Set<String> both = keys(nonUser);
        Set<String> merged = keys(out.toByteArray());
        assertThat(merged)
                .hasSize((int) (report.written().newUsers() + report.written().newGrants()))
                .doesNotContainAnyElementsOf(both);
        assertThat(report.written().newGrants() + report.matched().rejected().size())
                .isEqualTo(report.matched().read());
    }

    @Test
    void whatWasMergedIsExtractedAgain() throws IOException {
        ByteArrayOutputStream merged = new ByteArrayOutputStream();
        MergeReport report;
        try (DumpFile reference = dump(nonUser)) {
            report = new MergePermissions(MODELS)
                    .run(reference, new ByteArrayInputStream(permissions), "play.csv", merged);
        }
        Set<String> lost = report.matched().rejected().stream()
                .map(row -> row.cells().get(0) + ",")
                .collect(Collectors.toSet());
        String play = new String(nonUser, UTF_8).strip();
        String grants = merged.toString(UTF_8).strip();
        String loaded = play.substring(0, play.length() - 1) + "," + grants.substring(1);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        try (DumpFile dump = dump(loaded.getBytes(UTF_8))) {
            new ExtractPermissions(MODELS).run(dump, again);
        }

        assertThat(again.toString(UTF_8).lines())
                .containsExactlyElementsOf(Arrays.stream(new String(permissions, UTF_8).split("\r\n"))
                        .filter(row -> lost.stream().noneMatch(row::startsWith))
                        .toList());
    }

    private static Set<String> keys(byte[] bytes) throws IOException {
        Set<String> keys = new HashSet<>();
        try (DumpFile dump = dump(bytes);
                DjangoReader reader = dump.read(new Faults())) {
            while (reader.hasNext()) {
                reader.next().stream().map(DjangoRecord::label).forEach(keys::add);
            }
        }
        return keys;
    }
}
