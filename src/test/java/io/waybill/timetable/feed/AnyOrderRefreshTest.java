package io.waybill.timetable.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.timetable.demo.SampleDumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a dump is written down, Play is the same afterwards, key by key. */
@ExtendWith(TestPostgres.class)
class AnyOrderRefreshTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static PlayTables play;
    private static TestWaybill waybill;
    private static String playDump;
    private static Records live;
    private static Map<String, List<String>> expected;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException, IOException {
        database = own;
        play = new PlayTables(database);
        play.create();
        Path liveFile = folder.resolve("sample-live.dump");
        Path playFile = folder.resolve("sample-play.dump");
        new SampleDumps(5, 500).write(liveFile, playFile);
        playDump = Files.readString(playFile);
        live = Records.of(Files.readString(liveFile));
        waybill = TestWaybill.startOnly("timetable", folder, database);
        play.begin(playDump);
        waybill.drop("live", "live.dump", live.bytes());
        expected = play.contents();
        assertThat(expected.get("event")).isNotEmpty();
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void playAsItWas() throws IOException {
        play.begin(playDump);
    }

    private static void delivered(byte[] dump) throws IOException {
        LedgerEntry page = waybill.drop("live", "live.dump", dump);
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theOrderOfRecordsAndOfTheirFieldsDoesNotMatter(long seed) throws IOException {
        Random random = new Random(seed);
        Records shuffled = new Records();
        live.copy().shuffled(random).all().forEach(record -> shuffled.all().add(reordered(record, random)));

        delivered(shuffled.bytes());

        assertThat(play.contents()).isEqualTo(expected);
    }

    private static ObjectNode reordered(ObjectNode node, Random random) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        ObjectNode other = Records.JSON.createObjectNode();
        for (String name : names) {
            JsonNode value = node.get(name);
            other.set(name, value instanceof ObjectNode ? reordered((ObjectNode) value, random) : value);
        }
        return other;
    }

    @Test
    void keysAndReferencesMayBeText() throws IOException {
        Records text = live.copy();
        for (ObjectNode record : text.all()) {
            record.set("pk", new TextNode(record.get("pk").asText()));
            ObjectNode fields = (ObjectNode) record.get("fields");
            for (String reference :
                    List.of("parent", "master", "source", "thing", "targetthing", "eventsource", "event", "owner")) {
                if (fields.hasNonNull(reference)) {
                    fields.put(reference, fields.get(reference).asText());
                }
            }
        }

        delivered(text.bytes());

        assertThat(play.contents()).isEqualTo(expected);
    }

    @Test
    void lineEndsIndentationAndWhiteSpaceAroundItAllDoNotMatter() throws IOException {
        delivered(("\r\n\t " + live.pretty().replace("\n", "\r\n") + "\r\n\n").getBytes(UTF_8));
        assertThat(play.contents()).isEqualTo(expected);
    }

    @Test
    void aFixtureMayLeaveOutWhatTheApplicationFillsIn() throws IOException {
        Records fixture = new Records()
                .thing(1, null, "tripos", "", "Triposes", "")
                .thing(2, 1, "tripos/nst", "tripos")
                .thing(3, 2, "tripos/nst/IA", "part")
                .thing(4, 3, "tripos/nst/IA/lectures", "module")
                .series(1, "Organic", "")
                .home(1, 4, 1)
                .event(1, 1, "u1");
        fixture.fields("thing", 1).remove(List.of("data", "type", "pathid", "name"));
        fixture.fields("eventsource", 1)
                .remove(List.of("sourcefile", "current", "data", "versionstamp", "sourceurl", "master"));
        fixture.fields("event", 1)
                .remove(List.of(
                        "status", "starttz", "endtz", "location", "uid", "data", "current", "versionstamp", "master"));
        play.begin("[]");

        delivered(fixture.bytes());

        assertThat(database.query("SELECT pathid, name, type, data FROM timetables_thing WHERE id = 1"))
                .containsExactly("p4pmLBPvFQjdJGPWzPW-yahYfT0=|tripos||");
        assertThat(database.query(
                        "SELECT current, data, sourcefile, sourceurl, master_id, now() - versionstamp < interval '1 hour'"
                                + " FROM timetables_eventsource"))
                .containsExactly("t|||∅|∅|t");
        assertThat(database.query(
                        "SELECT status, starttz, endtz, location, data, current, source_id FROM timetables_event"))
                .containsExactly("0|Europe/London|Europe/London|||t|1");
    }

    @Test
    void aRecordOfFourHundredKilobytesKeepsEveryCharacter() throws IOException {
        String data = "{\"people\": [\"" + "Dr Zoë “Ĺ” 𝒳 \\\\ \\\" \r\n\t".repeat(20_000) + "\"]}";
        Records big = live.copy();
        long key = big.all().stream()
                .filter(record -> record.get("model").asText().equals("timetables.event"))
                .mapToLong(record -> record.get("pk").asLong())
                .max()
                .orElseThrow();
        big.fields("event", key).put("data", data);

        delivered(big.bytes());

        assertThat(database.value("SELECT data FROM timetables_event WHERE id = " + key))
                .isEqualTo(data);
    }

    @Test
    void aThingMayStandBeforeItsParentAndAnEventBeforeItsSeries() throws IOException {
        Records backwards = new Records()
                .lock(1, 4, 6)
                .tag(1, 4, 4, "disabled")
                .eventTag(1, 4, 1)
                .home(1, 4, 1)
                .event(1, 1, "u1")
                .series(1, "Organic", "")
                .thing(4, 3, "tripos/nst/IA", "part")
                .user(6, 5, "live", "salt")
                .thing(5, null, "user", "")
                .thing(3, 2, "tripos/nst", "tripos")
                .thing(2, null, "tripos", "");
        play.begin("[]");

        delivered(backwards.bytes());

        assertThat(play.differencesFromLive(backwards.json())).isEmpty();
        assertThat(play.users()).isEmpty();
    }
}
