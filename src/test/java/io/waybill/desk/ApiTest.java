package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.desk.http.Address;
import io.waybill.desk.http.Address.Audience;
import io.waybill.desk.page.Addresses;
import io.waybill.timetable.TestDump;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The API: whether its replies are as described. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class ApiTest {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private final TestDesk desk;
    private final JsonNode description;

    ApiTest(TestDatabase database, @TempDir Path folder) throws Exception {
        desk = TestDesk.withLive(
                folder,
                database,
                new TestDump()
                        .thing(1, null, "tripos", "")
                        .thing(2, 1, "tripos/a", "tripos")
                        .thing(3, 2, "tripos/a/I", "part"));
        desk.waybill().drop("permissions", "people.csv", "tripos/a/I,user/sidney,\r\ntripos/a/II,user/sidney,\r\n");
        description = desk.visitor().get("/api/openapi.json").json();
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void theDescriptionHasTheOperationsOfTheTableUnderApiAndNoOthers() {
        Map<String, String> served = new TreeMap<>();
        for (Address address : Addresses.all()) {
            address.paths().stream()
                    .filter(path -> path.startsWith("/api/"))
                    .forEach(path ->
                            served.put(address.method().toLowerCase(Locale.ROOT) + " " + path, address.operation()));
        }
        Map<String, String> described = new TreeMap<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> described.put(
                                operation.getKey() + " " + path.getKey(),
                                operation.getValue().path("operationId").asText())));
        assertThat(described).isEqualTo(served);
        assertThat(described.values())
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void theDescriptionHasEveryParameterOfAPathAndNoOther() {
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    Set<String> described = new TreeSet<>();
                    operation.getValue().path("parameters").forEach(parameter -> {
                        JsonNode full = parameter.has("$ref")
                                ? description.at(parameter.path("$ref").asText().substring(1))
                                : parameter;
                        if (full.path("in").asText().equals("path")) {
                            described.add(full.path("name").asText());
                        }
                    });
                    Set<String> named = new TreeSet<>();
                    Pattern.compile("\\{(\\w+)}")
                            .matcher(path.getKey())
                            .results()
                            .forEach(parameter -> named.add(parameter.group(1)));
                    assertThat(described)
                            .as(operation.getKey() + " " + path.getKey())
                            .isEqualTo(named);
                }));
    }

    @Test
    void onlyFormsDownloadsSearchesAndTheDescriptionAreForOneAudience() {
        assertThat(Addresses.all().stream()
                        .filter(address -> address.audience() != Audience.ALL)
                        .map(Address::operation))
                .containsExactlyInAnyOrder(
                        "show-home",
                        "show-cancel",
                        "export-waybills",
                        "export-best-candidates",
                        "export-rules",
                        "export-days",
                        "export-backups",
                        "export-runs",
                        "export-report",
                        "export-accounts",
                        "export-tokens",
                        "search-waybills",
                        "export-changes",
                        "search-changes",
                        "export-causes",
                        "search-causes",
                        "export-rejected-rows",
                        "search-rejected-rows",
                        "search-rules",
                        "show-manual",
                        "show-chapter",
                        "download-file",
                        "download-rejects",
                        "download-empty-file",
                        "download-formed-file",
                        "export-audit",
                        "show-log-in",
                        "show-password",
                        "send-asset",
                        "describe-api");
    }

    @Test
    void repliesAreWhatTheDescriptionSays() {
        Visitor program = program("operator");
        Reply waybills = program.get("/api/waybills");
        valid("/api/waybills", "get", waybills);
        // Lists and the upload page have the systems in one order.
        List<String> uploadable = new ArrayList<>();
        program.get("/api/drop")
                .json()
                .path("feeds")
                .forEach(feed -> uploadable.add(feed.path("feed").asText()));
        assertThat(waybills.json().path("watching"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(uploadable);
        valid("/api/waybills", "get", program.get("/api/waybills?feed=timetable/live&state=delivered&limit=1"));
        valid(
                "/api/waybills",
                "get",
                program.get("/api/waybills?sort=-rejected&limit=1&since=2020-01-01&by=&text=people"));
        valid("/api/waybills", "get", program.get("/api/waybills?state=lost"));
        valid("/api/waybills", "get", desk.visitor().get("/api/waybills"));
        valid("/api/waybills/search", "post", program.postJson("/api/waybills/search", Map.of("text", "people")));
        for (int number = 1; number <= 2; number++) {
            valid("/api/waybills/{number}", "get", program.get("/api/waybills/" + number));
        }
        valid("/api/waybills/{number}", "get", program.get("/api/waybills/4711"));
        Reply again = program.postJson("/api/waybills/2/again", Map.of("preview", true));
        valid("/api/waybills/{number}/again", "post", again);
        String place = again.json().path("see").asText();
        valid("/api/drops/{token}", "get", program.get(place));
        desk.waybill().ended(place.replace("/api/drops/", ""));
        Reply known = program.get(place);
        valid("/api/drops/{token}", "get", known);
        assertThat(program.get(known.json().path("see").asText())
                        .json()
                        .path("requestedBy")
                        .asText())
                .isEqualTo("operator");
        valid("/api/waybills/{number}/changes", "get", program.get("/api/waybills/1/changes?limit=1"));
        valid("/api/waybills/{number}/changes", "get", program.get("/api/waybills/1/changes?kind=x"));
        valid("/api/row", "get", program.get("/api/row?table=timetables_thing&key=2&waybill=1"));
        valid("/api/row", "get", program.get("/api/row?table=timetables_thing&key=x"));
        valid("/api/row", "get", program.get("/api/row?table=pg_authid&key=10"));
        valid("/api/row", "get", program.get("/api/row"));
        valid(
                "/api/waybills/{number}/changes/search",
                "post",
                program.postJson("/api/waybills/1/changes/search", Map.of("text", "tripos")));
        long reject = program.get("/api/rejects").json().at("/page/0/reject").asLong();
        String rejects = "/api/rejects/" + reject;
        valid("/api/rejects", "get", program.get("/api/rejects"));
        valid("/api/rejects", "get", program.get("/api/rejects?waybill=x"));
        valid("/api/rejects/search", "post", program.postJson("/api/rejects/search", Map.of("text", "tripos")));
        valid("/api/rejects/{reject}", "get", program.get(rejects));
        valid("/api/rejects/{reject}", "get", program.get("/api/rejects/4711"));
        valid("/api/rejects/{reject}/look-up", "post", program.postJson(rejects + "/look-up", Map.of("text", "a i")));
        valid("/api/rejects/{reject}/choose", "post", program.postJson(rejects + "/choose", Map.of()));
        valid("/api/rejects/{reject}/choose", "post", program.postJson(rejects + "/choose", Map.of("do", "drop")));
        valid("/api/rejects", "get", program.get("/api/rejects"));
        valid("/api/rejects/{reject}/row", "post", program.postJson(rejects + "/row", Map.of("cell-0", "tripos/x")));
        valid("/api/rejects/{reject}/row", "get", program.get(rejects + "/row"));
        valid("/api/rejects/{reject}/rule", "get", program.get(rejects + "/rule"));
        valid(
                "/api/rejects/{reject}/rule",
                "post",
                program.postJson(rejects + "/rule", Map.of("from", "tripos/a/II", "to", "tripos/a/I")));
        valid("/api/rejects/{reject}/rule", "post", program.postJson(rejects + "/rule", Map.of("from", "", "to", "")));
        valid("/api/rejected", "get", program.get("/api/rejected?state=open"));
        valid("/api/rejected", "get", program.get("/api/rejected?state=x"));
        valid("/api/rejected/search", "post", program.postJson("/api/rejected/search", Map.of("text", "tripos")));
        valid("/api/rejects/deliver", "post", program.postJson("/api/rejects/deliver", Map.of("feed", "none")));
        Reply delivered = program.postJson("/api/rejects/deliver", Map.of("feed", "timetable/permissions"));
        valid("/api/rejects/deliver", "post", delivered);
        desk.waybill().ended(delivered.json().path("see").asText().replace("/api/drops/", ""));
        valid("/api/feeds/{system}/{feed}", "get", program.get("/api/feeds/timetable/live"));
        valid("/api/feeds/{system}/{feed}", "get", program.get("/api/feeds/timetable/none"));
        valid("/api/drop", "get", program.get("/api/drop"));
        Reply dropped = program.upload("/api/drop", Map.of("feed", "timetable/permissions"), "a.csv", new byte[] {65});
        valid("/api/drop", "post", dropped);
        desk.waybill().ended(dropped.json().path("see").asText().replace("/api/drops/", ""));
        valid("/api/drop", "post", program.upload("/api/drop", Map.of("feed", "x"), "a.csv", new byte[] {65}));
        String form = "/api/feeds/lino/repair/form";
        valid("/api/feeds/{system}/{feed}/form", "get", program.get(form));
        valid("/api/feeds/{system}/{feed}/form", "get", program.get(form + "?upload=none"));
        valid("/api/feeds/{system}/{feed}/form", "get", program.get("/api/feeds/timetable/live/form"));
        Map<String, String> answers = Map.of("dump", "4711", "pass.1.table", "contacts_partner");
        valid("/api/feeds/{system}/{feed}/form", "post", program.postJson(form, answers));
        valid("/api/feeds/{system}/{feed}/form/drop", "post", program.postJson(form + "/drop", Map.of("title", "x")));
        Reply formed = program.postJson(form + "/drop", answers);
        valid("/api/feeds/{system}/{feed}/form/drop", "post", formed);
        desk.waybill().ended(formed.json().path("see").asText().replace("/api/drops/", ""));
        valid("/api/schedule", "get", program.get("/api/schedule"));
        valid("/api/schedule/{system}/run", "post", program.postJson("/api/schedule/timetable/run", Map.of()));
        valid("/api/schedule/{system}/runs/{token}", "get", program.get("/api/schedule/timetable/runs/none"));
        Visitor admin = program("admin");
        valid(
                "/api/waybills/{number}/approve",
                "post",
                admin.postJson("/api/waybills/1/approve", Map.of("fingerprint", "x")));
        valid("/api/waybills/{number}/decline", "post", admin.postJson("/api/waybills/1/decline", Map.of()));
        valid(
                "/api/waybills/{number}/cancel",
                "post",
                admin.postJson("/api/waybills/1/cancel", Map.of("reason", "too late")));
        valid("/api/waybills/{number}/cancel", "post", admin.postJson("/api/waybills/1/cancel", Map.of()));
        valid("/api/waybills/{number}/undo", "post", admin.postJson("/api/waybills/4711/undo", Map.of()));
        valid("/api/waybills/{number}/undo", "post", admin.postJson("/api/waybills/2/undo", Map.of("preview", true)));
        String backup = program.get("/api/backups").json().at("/backups/0/id").asText();
        valid("/api/backups", "get", program.get("/api/backups"));
        for (String id : List.of(backup, "none")) {
            valid("/api/backups/{backup}/verify", "post", program.postJson("/api/backups/" + id + "/verify", Map.of()));
            valid(
                    "/api/backups/{backup}/restore",
                    "post",
                    admin.postJson("/api/backups/" + id + "/restore", Map.of("preview", true)));
        }
        valid("/api/accounts", "get", admin.get("/api/accounts"));
        valid("/api/accounts", "get", program.get("/api/accounts"));
        valid("/api/accounts", "post", admin.postJson("/api/accounts", Map.of("name", "robot", "role", "viewer")));
        valid("/api/accounts", "post", admin.postJson("/api/accounts", Map.of("name", "", "role", "viewer")));
        String robot = "/api/accounts/{account}";
        valid(robot, "get", admin.get("/api/accounts/robot"));
        valid(robot, "get", admin.get("/api/accounts/nobody"));
        valid(robot + "/role", "post", admin.postJson("/api/accounts/robot/role", Map.of("role", "operator")));
        for (String act : List.of("reset", "lock", "unlock", "end-sessions")) {
            valid(robot + "/" + act, "post", admin.postJson("/api/accounts/robot/" + act, Map.of()));
        }
        valid(robot + "/lock", "post", admin.postJson("/api/accounts/admin/lock", Map.of()));
        valid(robot + "/revoke", "post", admin.postJson("/api/accounts/robot/revoke", Map.of("token", "x")));
        valid(robot + "/remove", "post", admin.postJson("/api/accounts/robot/remove", Map.of()));
        valid("/api/tokens", "post", admin.postJson("/api/tokens", Map.of("name", "x", "role", "viewer")));
        valid("/api/tokens", "post", admin.postJson("/api/tokens", Map.of("name", "x", "role", "viewer")));
        valid("/api/tokens", "get", admin.get("/api/tokens"));
        valid(robot, "get", admin.get("/api/accounts/admin"));
        valid("/api/tokens/revoke", "post", admin.postJson("/api/tokens/revoke", Map.of("token", "x")));
        valid("/api/audit", "get", admin.get("/api/audit?limit=3"));
        valid("/api/audit", "get", admin.get("/api/audit?act=x"));
        valid("/api/log-out", "post", program.postJson("/api/log-out", Map.of()));
        assertThat(program.get("/api/waybills").status()).isEqualTo(401);
    }

    @Test
    void aProgramLogsInChangesItsPasswordAndIsToldWhatIsWrong() {
        desk.accounts()
                .by(io.waybill.ledger.audit.Actor.atCommandLine())
                .add("program", io.waybill.desk.account.Role.VIEWER, TestDesk.PASSWORD, false);
        valid(
                "/api/log-in",
                "post",
                desk.visitor().postJson("/api/log-in", Map.of("name", "program", "password", "no")));
        Visitor program = program("program");
        valid(
                "/api/password",
                "post",
                program.postJson("/api/password", Map.of("now", TestDesk.PASSWORD, "password", "x", "again", "x")));
        Reply changed = program.postJson(
                "/api/password",
                Map.of("now", TestDesk.PASSWORD, "password", "another long one", "again", "another long one"));
        valid("/api/password", "post", changed);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(program.get("/api/waybills").status()).isEqualTo(200);
    }

    /** Java's own client asks for HTTP/2 with its first request. */
    @Test
    void aProgramMayAskForHttp2WithoutTls() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(desk.url("/api/openapi.json")))
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"openapi\"");
        HttpRequest posted = HttpRequest.newBuilder(URI.create(desk.url("/api/log-in")))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"nobody\", \"password\": \"x\"}"))
                .build();
        assertThat(client.send(posted, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void listsAreReadPageByPageToTheirEnd() {
        Visitor program = program("viewer");
        JsonNode first = program.get("/api/waybills?limit=1").json();
        assertThat(first.path("waybills")).hasSize(1);
        Set<Long> seen = new TreeSet<>();
        JsonNode page = first;
        while (true) {
            page.path("waybills")
                    .forEach(line ->
                            assertThat(seen.add(line.path("number").asLong())).isTrue());
            if (page.path("next").isNull()) {
                break;
            }
            page = program.get(
                            "/api/waybills?limit=1&below=" + page.path("next").asLong())
                    .json();
        }
        assertThat(seen).contains(1L, 2L);
    }

    @Test
    void whatIsNoJsonOrNoObjectIsRefusedWithAReason() {
        Visitor program = program("operator");
        for (String body : List.of("{", "[1]", "7", "\"x\"", "nonsense", "")) {
            Reply reply = program.postBody("/api/waybills/search", "application/json", body);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.json().path("error").asText()).as(body).contains("JSON");
        }
        assertThat(program.postBody("/api/waybills/search", "text/plain", "x").status())
                .isEqualTo(400);
    }

    private Visitor program(String account) {
        Visitor program = desk.visitor();
        Reply in = program.postJson("/api/log-in", Map.of("name", account, "password", TestDesk.PASSWORD));
        valid("/api/log-in", "post", in);
        program.formToken(in.json().path("formToken").asText());
        return program;
    }

    private void valid(String path, String method, Reply reply) {
        assertThat(reply.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        JsonNode described = description
                .path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(Integer.toString(reply.status()));
        assertThat(described.isMissingNode())
                .as(path + " " + reply.status() + " is described")
                .isFalse();
        if (described.has("$ref")) {
            described = description.at(described.path("$ref").asText().substring(1));
        }
        ObjectNode schema = (ObjectNode) description.deepCopy();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.setAll((ObjectNode) described.at("/content/application~1json/schema"));
        JsonSchema validator = SCHEMAS.getSchema(schema);
        Set<ValidationMessage> faults = validator.validate(reply.json());
        assertThat(faults).as(path + ": " + reply.text()).isEmpty();
    }
}
