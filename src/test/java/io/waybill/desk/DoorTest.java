package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableSystem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers and broken programs send, before anything of the desk looks at it. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class DoorTest {
    private final TestDesk desk;

    DoorTest(TestDatabase database, @TempDir Path folder) throws Exception {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        desk = TestDesk.start(folder, database);
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/waybills?feed=%00",
                "/waybills?state=%00",
                "/waybills?%00=x",
                "/waybills?feed=a%00b",
                "/waybills?feed=%ff",
                "/waybills?feed=%C0%80",
                "/waybills?feed=%ED%A0%80",
                "/waybills?below=%00",
                "/waybills?below=99999999999999999999",
                "/rejects?waybill=%00",
                "/rejects?from=%E9",
                "/rejects?waybill=-1",
                "/rejected?state=%00",
                "/waybills/1/changes?table=%00",
                "/waybills/1/changes?after=%00",
                "/drops/%00",
                "/drops/a%FFb",
                "/log-in?to=%00",
                "/waybills/%00",
                "/rejects/%00/row"
            })
    void whatIsNoTextIsRefusedInASentenceForPeopleAndForPrograms(String address) {
        Visitor operator = desk.visitor("operator");
        Reply page = operator.get(address);
        assertThat(page.status()).as(page.text()).isEqualTo(400);
        assertThat(page.page().select("main").text()).matches("(?s).*(NUL|UTF-8|number is expected).*");
        if (!address.startsWith("/log-in")) {
            Reply json = operator.get("/api" + address);
            assertThat(json.status()).isEqualTo(400);
            assertThat(json.json().path("status").asInt()).isEqualTo(400);
        }
    }

    @Test
    void aFormOrAnObjectWithWhatIsNoTextIsRefusedToo() {
        Visitor operator = desk.visitor("operator");
        String form = "application/x-www-form-urlencoded";
        for (String body : new String[] {"text=%00", "text=%ff", "text=%", "%00=a"}) {
            assertThat(operator.postBody("/waybills/search", form, body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        for (String body : new String[] {
            "{\"text\": \"a\\u0000b\"}", "{\"text\": [\"\\u0000\"]}", "{\"text\": \"\\ud800\"}", "{\"\\u0000\": 1}"
        }) {
            assertThat(operator.postBody("/api/waybills/search", "application/json", body)
                            .status())
                    .as(body)
                    .isEqualTo(400);
        }
        Reply broken = operator.postBody("/api/waybills/search", "application/json", "{\"text\": \n oops}");
        assertThat(broken.json().path("error").asText()).startsWith("This is not JSON (line 2, column ");
        assertThat(operator.upload("/drop", Map.of("feed", "a\0"), "a.csv", new byte[] {1})
                        .status())
                .isEqualTo(400);
        Reply long1 = operator.post("/waybills/search", Map.of("text", "x".repeat(1_001)));
        assertThat(long1.status()).isEqualTo(400);
        assertThat(long1.page().select("main").text()).contains("at most 1000 characters");
    }
}
