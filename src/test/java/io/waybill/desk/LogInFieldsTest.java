package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What strangers write into the form that lets people in. On a desk of its own: it uses up tries of this address. */
@ExtendWith(TestPostgres.class)
class LogInFieldsTest {
    @Test
    void whateverStandsInAFieldLetsNobodyInAndIsShownAsItIs(TestDatabase database, @TempDir Path folder)
            throws Exception {
        try (TestDesk desk = desk(database, folder)) {
            letsNobodyIn(desk, NaughtyStrings.SOME);
        }
    }

    @Test
    @Tag("thorough")
    void whateverElseStandsInAFieldLetsNobodyInAndIsShownAsItIs(TestDatabase database, @TempDir Path folder)
            throws Exception {
        try (TestDesk desk = desk(database, folder)) {
            letsNobodyIn(desk, NaughtyStrings.ALL);
            assertThat(desk.visitor()
                            .post("/log-in", Map.of("name", "admin", "password", TestDesk.PASSWORD))
                            .status())
                    .as("guesses that are no names keep nobody out")
                    .isEqualTo(303);
        }
    }

    private static TestDesk desk(TestDatabase database, Path folder) throws Exception {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        return TestDesk.start(folder, database);
    }

    private static void letsNobodyIn(TestDesk desk, List<String> texts) {
        for (String text : texts) {
            Reply reply = desk.visitor().post("/log-in", Map.of("name", "n" + text, "password", text, "to", text));
            assertThat(reply.status()).as(text).isIn(text.indexOf(0) < 0 ? List.of(401, 429) : List.of(400));
            assertThat(reply.text()).as(text).doesNotContain("Exception", "\tat ");
            assertThat(reply.page().select("main script, main img, main [onload], main [onerror]"))
                    .as(text)
                    .isEmpty();
        }
    }
}
