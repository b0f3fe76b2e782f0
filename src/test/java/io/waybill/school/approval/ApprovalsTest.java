package io.waybill.school.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.TestDesk;
import io.waybill.desk.Visitor;
import io.waybill.school.SchoolSystem;
import io.waybill.system.EmbeddedSchema;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.class)
class ApprovalsTest {
    @TempDir
    private Path folder;

    private GreenMail mail;

    @BeforeEach
    void receive() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.setUser("calendar@school.example", "calendar", "hidden-from-all");
        mail.getManagers().getUserManager().setAuthRequired(true);
        mail.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    /** A hall that Olive owns, a minibus that nobody owns; Ada is an administrator who wants letters, Mute one who does not. */
    private static void calendar(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new SchoolSystem(), database.dataSource());
        database.run("INSERT INTO eventsources (id, name) VALUES (1, 'Manual'), (2, 'iSAMS');"
                + "INSERT INTO eventcategories (id, name) VALUES (1, 'Activity');"
                + "INSERT INTO staffs (id, name, initials, email) VALUES (1, 'Pat Proposer', 'PP', 'pat@school.example'),"
                + " (2, 'Terry Teacher', 'TT', 'terry@school.example');"
                + "INSERT INTO users (id, name, email, staff_id, administrator, email_notification) VALUES"
                + " (1, 'Pat', 'pat@school.example', 1, false, false), (2, 'Olive', 'olive@school.example', NULL, false, true),"
                + " (3, 'Ada', 'ada@school.example', NULL, true, true), (4, 'Mute', 'mute@school.example', NULL, true, false);"
                + "INSERT INTO locations (id, name) VALUES (1, 'Hall');"
                + "INSERT INTO services (id, name) VALUES (1, 'Minibus');"
                + "INSERT INTO elements (id, name, location_id, service_id, staff_id) VALUES (1, 'Hall', 1, NULL, NULL),"
                + " (2, 'Minibus', NULL, 1, NULL), (3, 'TT - Terry Teacher', NULL, NULL, 2);"
                + "INSERT INTO concerns (user_id, element_id, owns) VALUES (2, 1, true);"
                + "INSERT INTO events (id, eventsource_id, eventcategory_id, body, starts_at, ends_at, owner_id) VALUES"
                + " (1, 1, 1, 'Chess \"final\"', '2036-07-04 14:00+01', '2036-07-04 16:00+01', 1),"
                + " (2, 1, 1, 'Long ago', '2016-07-04 14:00+01', '2016-07-04 16:00+01', 1),"
                + " (3, 1, 1, 'Trip', '2036-01-04 14:00+00', '2036-01-04 16:00+00', 1);"
                + "INSERT INTO commitments (event_id, element_id, status) VALUES (1, 1, 'requested'), (2, 1, 'requested'),"
                + " (3, 2, 'rejected'), (3, 3, 'uncontrolled'), (1, 2, 'requested')");
        database.run(
                "UPDATE commitments SET reason = E'Brakes\\r\\nare broken' WHERE event_id = 3 AND element_id = 2",
                "UPDATE events SET body = E'Trip\\n  AA proposes nothing' WHERE id = 3",
                // An owner who wants no letters; who organises the trip, and who comes in place of Terry.
                "INSERT INTO users (id, name, email, email_notification) VALUES (5, 'Quiet', 'quiet@school.example', false)",
                "INSERT INTO concerns (user_id, element_id, owns) VALUES (5, 1, true)",
                "INSERT INTO staffs (id, name, initials, email) VALUES (3, 'Orla Organiser', 'OO', 'orla@school.example'),"
                        + " (4, 'Cory Cover', 'CC', 'cory@school.example')",
                "INSERT INTO pupils (id, name) VALUES (1, 'Ann')",
                "INSERT INTO elements (id, name, staff_id, pupil_id) VALUES (4, 'OO', 3, NULL), (5, 'CC', 4, NULL), (6, 'Ann', NULL, 1)",
                "UPDATE events SET organiser_id = 4 WHERE id = 3",
                "INSERT INTO commitments (event_id, element_id, status, covering_id) SELECT 3, 5, 'uncontrolled', id FROM commitments"
                        + " WHERE event_id = 3 AND element_id = 3",
                // Nobody is told of what is withdrawn, of people who were declined, and of events that an export has
                // brought.
                "INSERT INTO events (id, eventsource_id, eventcategory_id, body, starts_at, ends_at, owner_id, source_key, withdrawn) VALUES"
                        + " (4, 2, 1, 'Lesson', '2036-02-04 14:00+00', '2036-02-04 16:00+00', 1, 'lesson 1', false),"
                        + " (5, 1, 1, 'Gone', '2036-02-04 14:00+00', '2036-02-04 16:00+00', 1, NULL, true)",
                "INSERT INTO commitments (event_id, element_id, status, withdrawn) VALUES (4, 2, 'rejected', false),"
                        + " (5, 1, 'requested', false), (3, 1, 'requested', true), (3, 6, 'rejected', false)");
    }

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "WAYBILL_SCHOOL_MAIL_ENABLED", "true",
                "WAYBILL_SCHOOL_MAIL_CRON", "* * * * * ?",
                "WAYBILL_SCHOOL_MAIL_HOST", "127.0.0.1",
                "WAYBILL_SCHOOL_MAIL_PORT", Integer.toString(mail.getSmtp().getPort()),
                "WAYBILL_SCHOOL_MAIL_SECURITY", "none",
                "WAYBILL_SCHOOL_MAIL_USER", "calendar",
                "WAYBILL_SCHOOL_MAIL_PASSWORD", "hidden-from-all",
                "WAYBILL_SCHOOL_MAIL_FROM", "calendar@school.example"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static String subjectTo(MimeMessage message) {
        try {
            return message.getSubject() + " to " + message.getRecipients(Message.RecipientType.TO)[0];
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path account() throws Exception {
        Path outbox = folder.resolve("data/outbox/school");
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("approvals-.*\\.txt"))
                    .findFirst()
                    .orElse(outbox.resolve("none"));
        }
    }

    @Test
    void whoDecidesAndWhoWasDeclinedGetOneLetterEach(TestDatabase database) throws Exception {
        calendar(database);
        try (TestDesk desk = TestDesk.start(folder, database, settings())) {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(account()));
            // The server lists them by recipient, and those of the next second may be among them.
            Map<String, MimeMessage> letters = new TreeMap<>();
            Arrays.stream(mail.getReceivedMessages()).forEach(letter -> letters.put(subjectTo(letter), letter));
            assertThat(letters)
                    .containsOnlyKeys(
                            "Pending event approvals to ada@school.example",
                            "Pending event approvals to olive@school.example",
                            "Resource request declined to orla@school.example",
                            "Resource request declined to pat@school.example",
                            "Resource request declined to terry@school.example");
            MimeMessage olives = letters.get("Pending event approvals to olive@school.example");
            assertThat(GreenMailUtil.getBody(olives).replace("\r\n", "\n"))
                    .isEqualTo("These requests wait for a decision.\n\nHall\n"
                            + "  PP proposes \"Chess \"final\"\" on Friday 4 July 2036, 14:00");
            assertThat(GreenMailUtil.getBody(letters.get("Resource request declined to pat@school.example"))
                            .replace("\r\n", "\n"))
                    .endsWith(
                            "Minibus\n"
                                    + "  PP proposes \"Trip AA proposes nothing\" on Friday 4 January 2036, 14:00, declined: Brakes are broken");
            assertThat(olives.getFrom()[0]).hasToString("calendar@school.example");
            assertThat(Collections.list(olives.getAllHeaders()))
                    .extracting(Header::getName)
                    .as("nothing of what began the route")
                    .isSubsetOf(
                            "Return-Path",
                            "Received",
                            "Date",
                            "From",
                            "To",
                            "Message-ID",
                            "Subject",
                            "MIME-Version",
                            "Content-Type",
                            "Content-Transfer-Encoding");
            assertThat(olives.getContentType()).isEqualTo("text/plain; charset=UTF-8");
            assertThat(account())
                    .content()
                    .startsWith("sent     Pending event approvals to ada@school.example\n")
                    .doesNotContain("NOT SENT");

            Visitor operator = desk.visitor("operator");
            Document schedule = operator.get("/schedule").page();
            Document report = operator.get(
                            schedule.select("a:contains(Outstanding approvals)").attr("href"))
                    .page();
            assertThat(report.select("tbody tr").eachText())
                    .containsExactly(
                            "pending Hall Chess \"final\" Friday 4 July 2036, 14:00 PP Olive, Quiet",
                            "declined Minibus Trip AA proposes nothing Friday 4 January 2036, 14:00 PP Brakes are broken");
            assertThat(operator.get("/reports/school/none").status()).isEqualTo(404);
            assertThat(operator.get("/reports/other/approvals").status()).isEqualTo(404);
        }
    }

    @Test
    void aLetterThatIsRefusedDoesNotKeepTheOthersAndIsTold(TestDatabase database) throws Exception {
        calendar(database);
        database.run("UPDATE users SET email = 'bad address@school.example' WHERE id = 3");
        try (TestDesk desk = TestDesk.start(folder, database, settings())) {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(account()));
            assertThat(account())
                    .content()
                    .contains("NOT SENT Pending event approvals to bad address@school.example: ")
                    .contains("sent     Pending event approvals to olive@school.example")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void withAWrongPasswordNothingIsSentAndThePasswordIsNowhere(TestDatabase database) throws Exception {
        calendar(database);
        try (TestDesk desk =
                TestDesk.start(folder, database, settings("WAYBILL_SCHOOL_MAIL_PASSWORD", "another-secret"))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(account()));
            assertThat(account())
                    .content()
                    .contains(
                            "NOT SENT",
                            "the mail server 127.0.0.1:" + mail.getSmtp().getPort() + " did not take it: 535")
                    .doesNotContain("another-secret");
        }
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void offByDefaultItIsOnlyOnTheDesk(TestDatabase database) throws Exception {
        calendar(database);
        try (TestDesk desk = TestDesk.start(folder, database)) {
            assertThat(desk.visitor("operator")
                            .get("/reports/school/approvals")
                            .page()
                            .select("tbody tr"))
                    .hasSize(2);
        }
        assertThat(mail.getReceivedMessages()).isEmpty();
    }
}
