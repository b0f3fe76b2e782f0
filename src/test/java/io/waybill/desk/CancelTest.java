package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.FileEntry;
import io.waybill.model.State;
import io.waybill.timetable.TestDump;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Cancelling a waybill that is under way: nothing is changed, and its file is kept with who and why. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class CancelTest {
    /** Only one delivery at a time holds it: see Delivery. */
    private static final String WHOLE_TARGET = "SELECT pg_advisory_lock(x'77617962'::int, 0)";

    private final TestDatabase database;
    private final TestDesk desk;

    CancelTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        desk = TestDesk.withLive(
                folder,
                database,
                new TestDump()
                        .thing(1, null, "tripos", "")
                        .thing(2, 1, "tripos/a", "tripos")
                        .thing(3, 2, "tripos/a/I", "part"));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void oneThatWaitsInsideAStatementIsInterrupted() throws Exception {
        isCancelledWhile(WHOLE_TARGET, State.STAGED, "first.csv");
    }

    @Test
    void oneThatIsAboutToWriteIsInterrupted() throws Exception {
        isCancelledWhile("LOCK TABLE timetables_thing IN SHARE MODE", State.APPLYING, "second.csv");
    }

    private void isCancelledWhile(String obstacle, State state, String name) throws Exception {
        String rows = "tripos/a/I,user/" + name.replace(".csv", "") + ",\r\n";
        String token;
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(obstacle);
            token = desk.waybill().put("permissions", name, rows.getBytes(StandardCharsets.UTF_8), false, false);
            long number = reaches(token, state);
            Visitor operator = desk.visitor("operator");
            Document page = operator.get("/waybills/" + number).page();
            String form = page.select("a:contains(Cancel this waybill)").attr("href");
            assertThat(operator.get(form).page().select("form input[name=reason]"))
                    .hasSize(1);
            assertThat(operator.post(form, Map.of("reason", " ")).text()).contains("A reason of at most");
            assertThat(desk.visitor("viewer").post(form, Map.of("reason", "x")).status())
                    .isEqualTo(403);

            Reply cancelled = operator.post(form, Map.of("reason", "wrong term"));

            assertThat(cancelled.location()).isEqualTo("/waybills/" + number);
            LedgerEntry ended = desk.waybill().ended(token);
            assertThat(ended.state()).isEqualTo(State.REFUSED);
            assertThat(ended.message()).isEqualTo("Cancelled by operator: wrong term. Nothing was changed.");
            other.rollback();
            if (state == State.STAGED) {
                statement.execute("SELECT pg_advisory_unlock_all()");
                other.commit();
            }
            assertThat(operator.get(form).text()).contains("there is nothing to cancel");
            assertThat(operator.post(form, Map.of("reason", "again")).status()).isEqualTo(409);
            leavesNothingBehind(ended, name, rows);
        }
        // What was cancelled was not delivered, so the same file is no repetition.
        LedgerEntry later = desk.waybill().drop("permissions", name, rows);
        assertThat(later.state()).isEqualTo(State.DELIVERED);
    }

    private void leavesNothingBehind(LedgerEntry ended, String name, String rows) throws Exception {
        assertThat(TestWaybill.paths(ended, FileEntry.Role.ORIGINAL))
                .containsExactly("error/timetable/permissions/" + ended.number() + "/" + name);
        assertThat(Files.readString(desk.waybill().error(ended, name))).isEqualTo(rows);
        assertThat(desk.waybill().errorText(ended, "reason.txt")).contains("Cancelled by operator: wrong term.");
        assertThat(desk.waybill().data().work(ended.number())).doesNotExist();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                database.number("SELECT count(*) FROM pg_namespace WHERE nspname = 'waybill_stage_"
                                        + ended.number() + "'"))
                        .isZero());
        assertThat(database.number("SELECT count(*) FROM waybill.changes WHERE waybill = " + ended.number()))
                .isZero();
        assertThat(database.number("SELECT count(*) FROM waybill.rejects WHERE waybill = " + ended.number()))
                .isZero();
    }

    private long reaches(String token, State state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.number("SELECT count(*) FROM waybill.waybills WHERE token = '" + token
                                + "' AND state = '" + state.word() + "'")
                        == 1);
        return database.number("SELECT number FROM waybill.waybills WHERE token = '" + token + "'");
    }

    @Test
    void whatHasEndedCannotBeCancelled() {
        Visitor operator = desk.visitor("operator");
        assertThat(operator.get("/waybills/1").page().select("a:contains(Cancel)"))
                .isEmpty();
        Reply late = operator.post("/waybills/1/cancel", Map.of("reason", "too late"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text())
                .contains("Waybill 1 has ended, it is delivered: there is nothing to cancel. Undo it instead.");
        assertThat(operator.post("/waybills/4711/cancel", Map.of("reason", "x")).text())
                .contains("There is no waybill 4711");
    }
}
