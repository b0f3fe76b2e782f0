package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.desk.account.Role;
import io.waybill.ledger.audit.Actor;
import io.waybill.timetable.TestDump;
import io.waybill.timetable.TimetableSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What viewers see of rows: which, in which columns, and why, but no value of any, on pages, as JSON and as files. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(TimetableSystem.class)
class ViewersTest {
    private static final List<String> LISTS = List.of(
            "/waybills/2",
            "/waybills/2/changes",
            "/rejects",
            "/rejects?waybill=2",
            "/rejects/1",
            "/rejected",
            "/rejected?waybill=2");
    private static final List<String> FILES = List.of(
            "/waybills/2/files/1",
            "/waybills/2/files/2",
            "/waybills/2/rejects.csv",
            "/waybills/2/changes.csv",
            "/rejects.csv",
            "/rejected.csv",
            "/rejects/best",
            "/rejects/1/candidates",
            "/rules");
    private static final List<String> SEARCHES =
            List.of("/waybills/2/changes?text=sid", "/rejects?text=sid", "/rejected?text=sid");

    @TempDir
    private Path folder;

    private TestDesk start(TestDatabase database, Map<String, String> settings) throws Exception {
        TestDesk desk = TestDesk.start(folder, database, settings);
        desk.waybill()
                .drop(
                        "live",
                        "live.dump",
                        TestDump.text(new TestDump()
                                .thing(1, null, "tripos", "")
                                .thing(2, 1, "tripos/a", "tripos")
                                .thing(3, 2, "tripos/a/I", "part")
                                .records()));
        desk.waybill().drop("permissions", "people.csv", "tripos/a/I,user/sidney,\r\ntripos/gone,user/sidney,\r\n");
        return desk;
    }

    @Test
    void aViewerSeesWhichRowsButNoValuesAndAnOperatorSeesThem(TestDatabase database) throws Exception {
        try (TestDesk desk = start(database, Map.of())) {
            Visitor viewer = desk.visitor("viewer");
            Visitor operator = desk.visitor("operator");
            operator.post("/rejects/1/choose", Map.of("own", "tripos/a/I", "for", "all"));
            for (String place : LISTS) {
                for (String twin : List.of(place, "/api" + place)) {
                    Reply seen = viewer.get(twin);
                    assertThat(seen.status()).as(twin).isEqualTo(200);
                    assertThat(seen.text()).as(twin).doesNotContain("sidney", "tripos/a", "tripos/gone");
                }
                assertThat(operator.get(place).text()).as(place).containsAnyOf("sidney", "tripos/gone");
            }
            for (String place : FILES) {
                Reply refused = viewer.get(place);
                assertThat(refused.status()).as(place).isEqualTo(403);
                assertThat(refused.page().select("main").text())
                        .as(place)
                        .contains("Your role is viewer; this needs the role operator.");
                assertThat(operator.get(place).status()).as(place).isEqualTo(200);
            }
            for (String place : SEARCHES) {
                assertThat(viewer.get(place).status()).as(place).isEqualTo(403);
                assertThat(viewer.get("/api" + place).json().path("error").asText())
                        .as(place)
                        .isEqualTo("You are logged in as viewer; to search in the values of rows needs operator.");
                assertThat(operator.get(place).status()).as(place).isEqualTo(200);
            }
            for (String place : List.of("/waybills/2/changes", "/rejects", "/rejected")) {
                assertThat(viewer.postJson("/api" + place + "/search", Map.of("text", "sid"))
                                .status())
                        .as(place)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void whatIsHiddenIsSaidAndEverythingElseIsThere(TestDatabase database) throws Exception {
        try (TestDesk desk = start(database, Map.of())) {
            Visitor viewer = desk.visitor("viewer");
            Document waybill = viewer.get("/waybills/2").page();
            assertThat(waybill.select("h1 + .answer").text()).contains("Delivered: 2 rows inserted.");
            assertThat(waybill.select("#files + div a").eachText()).containsExactly("waybill.json");
            assertThat(waybill.select("#files + div td").eachText()).contains("people.csv", "people-merged.json");
            assertThat(waybill.select(".rows th").eachText()).contains("annotation", "targetthing_id");
            assertThat(waybill.select(".rows td.value").eachText()).isNotEmpty().containsOnly("hidden");

            Document changes = viewer.get("/waybills/2/changes").page();
            assertThat(changes.select("input[name=text], a[download]")).isEmpty();
            JsonNode change =
                    viewer.get("/api/waybills/2/changes").json().path("changes").path(0);
            assertThat(change.path("key").path("id").asLong()).isPositive();
            assertThat(change.path("columns").properties())
                    .isNotEmpty()
                    .allMatch(column -> column.getKey().equals("id")
                            || column.getValue().toString().equals("{\"hidden\":true}"));

            JsonNode reject = viewer.get("/api/rejects/1").json().path("reject");
            assertThat(reject.path("rule").asText()).isEqualTo("subject-not-found");
            assertThat(reject.path("cause").toString()).isEqualTo("[\"subject\"]");
            assertThat(reject.path("cells").toString()).isEqualTo("[\"hidden\"]");
            assertThat(reject.path("line").asLong()).isEqualTo(2);
            assertThat(viewer.get("/rejects").page().select(".cause summary").text())
                    .startsWith("Subject not found subject 1 row");
            assertThat(viewer.get("/rejects/1").page().select("main").text()).doesNotContain("similar", "mend it");
        }
    }

    @Test
    void aProgramSeesWhatTheRoleOfItsTokenMay(TestDatabase database) throws Exception {
        try (TestDesk desk = start(database, Map.of())) {
            for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
                String token = desk.accounts().by(Actor.atCommandLine()).makeToken("admin", role.word(), role, null);
                Visitor program = desk.visitor().with("Authorization", "Bearer " + token);
                boolean sees = role == Role.OPERATOR;
                assertThat(program.get("/api/waybills/2/changes").text().contains("tripos/a"))
                        .isEqualTo(sees);
                assertThat(program.get("/api/rejected").text().contains("sidney"))
                        .isEqualTo(sees);
                assertThat(program.get("/api/rejected?text=sidney").status()).isEqualTo(sees ? 200 : 403);
            }
        }
    }

    @Test
    void aSettingLetsViewersSeeValuesAndDownloadFilesButChangeNothing(TestDatabase database) throws Exception {
        try (TestDesk desk = start(database, Map.of("WAYBILL_DESK_VIEWERS_SEE_VALUES", "true"))) {
            Visitor viewer = desk.visitor("viewer");
            for (String place : LISTS) {
                assertThat(viewer.get(place).text()).as(place).containsAnyOf("sidney", "tripos/gone");
            }
            for (String place : FILES) {
                assertThat(viewer.get(place).status()).as(place).isEqualTo(200);
            }
            for (String place : SEARCHES) {
                assertThat(viewer.get(place).status()).as(place).isEqualTo(200);
            }
            assertThat(viewer.get("/waybills/2").page().select("#files + div a").eachText())
                    .contains("people.csv", "rejects.csv");
            assertThat(viewer.post("/rejects/1/choose", Map.of("own", "x")).status())
                    .isEqualTo(403);
        }
    }
}
