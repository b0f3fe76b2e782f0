package io.waybill.merlin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.folder.BadZips;
import io.waybill.folder.DropNames;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.ledger.LedgerEntry;
import io.waybill.merlin.demo.SampleOrganization;
import io.waybill.model.FeedName;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.system.demo.MendedRejects;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Merlin's files through the real routes. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class MerlinRouteTest {
    private static final FeedName BATCH = new FeedName("merlin", "batch");

    @TempDir
    Path folder;

    private TestDatabase database;
    private TestWaybill waybill;

    @BeforeEach
    void waybillAtWork(TestDatabase database) {
        this.database = database;
        waybill = TestWaybill.startOnly("merlin", folder, database);
    }

    @AfterEach
    void close() {
        waybill.close();
    }

    @Test
    void anOrganisationIsDroppedMendedRepeatedAndTakenBack() throws IOException {
        List<String> before = everything();
        Path sample = Files.createDirectory(folder.resolve("sample"));
        // The misspelt tribe of a team is one that is made, and reported.
        int wrong = new SampleOrganization(3, 60, 6, 200, true, true)
                        .write(sample).values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                - 1;
        for (MerlinFeed feed : MerlinFeed.values()) {
            dropByHand(SampleOrganization.file(sample, feed), feed.word() + ".csv", "create-missing=true\n");
        }

        LedgerEntry held = waybill.endedByName("chapters and 6 others.zip", State.HELD);

        assertThat(held.message())
                .as("somebody whom the target does not know yet, by name and address")
                .containsPattern("(?i)of مرلین: nobody → [^()]+ \\([^()]+@merlin\\.example\\)");
        assertThat(everything()).as("nothing is changed while it is held").isEqualTo(before);
        assertThat(logged(held)).as("what is to be approved, row by row").isEqualTo(rows(sample));
        assertThat(head(held).get("state").asText()).isEqualTo("held");
        LedgerEntry first = waybill.decided(held, true);
        assertThat(first.state()).as(first.message()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM api_user")).isEqualTo(60);
        assertThat(database.number("SELECT count(*) FROM api_timelineevent")).isEqualTo(200);
        assertThat(logged(first)).as("one line a row, in order").isEqualTo(rows(sample));
        assertThat(head(first).get("state").asText()).isEqualTo("delivered");
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(waybill.data().rowLog("merlin", first.number()))))
                    .isEqualTo("rw-------");
        }
        Path rejects = waybill.data().error(BATCH, first.number()).resolve("rejects.csv");
        assertThat(CsvRows.read(rejects, "rejects.csv")).hasSize(wrong + 1);
        List<String> delivered = everything();

        Path mended = folder.resolve("rejects.csv");
        MendedRejects.write(rejects, mended);
        LedgerEntry mending = waybill.drop("merlin/batch", "rejects.csv", Files.readAllBytes(mended));

        assertThat(mending.state()).as(mending.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT contents FROM waybill.waybills WHERE state = 'delivered' ORDER BY number"))
                .as("what each may be measured by")
                .containsExactly("chapters history ladders organizations teams tribes users", "rejects");
        assertThat(database.query("SELECT t.name FROM api_user u JOIN api_team t ON t.id = u.team_id"
                        + " WHERE u.email = 'mis.spelt@merlin.example'"))
                .hasSize(1);
        assertThat(CsvRows.read(rejects, "rejects.csv").size()).isLessThan(wrong + 1);

        assertThat(waybill.undone(mending, false).state()).isEqualTo(State.DELIVERED);
        assertThat(everything()).isEqualTo(delivered);
        assertThat(CsvRows.read(rejects, "rejects.csv")).hasSize(wrong + 1);

        Path correct = Files.createDirectory(folder.resolve("correct"));
        new SampleOrganization(3, 60, 6, 200, true, false).write(correct);
        for (MerlinFeed feed : MerlinFeed.values()) {
            dropByHand(SampleOrganization.file(correct, feed), "again-" + feed.word() + ".csv", "");
        }
        LedgerEntry second = waybill.endedByName("again-chapters and 6 others.zip");
        assertThat(second.state()).as(second.message()).isEqualTo(State.UNCHANGED);

        assertThat(waybill.undone(first, false).state()).isEqualTo(State.DELIVERED);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aPreviewTellsWhatTheRealRunDoesAndChangesNothing() throws IOException {
        byte[] users = "Email,Name,Leader\na@x.ir,Ana,b@x.ir\nb@x.ir,Ben,\n,Nobody,\n".getBytes(UTF_8);

        LedgerEntry preview = waybill.preview("merlin/users", "users.csv", users);
        assertThat(preview.state()).isEqualTo(State.PREVIEWED);
        assertThat(database.number("SELECT count(*) FROM api_user")).isZero();

        LedgerEntry real = waybill.drop("merlin/users", "users.csv", users);
        assertThat(real.state()).isEqualTo(State.DELIVERED);
        assertThat(real.results().counts()).isEqualTo(preview.results().counts());
        assertThat(changes(real)).hasSize(3).isEqualTo(changes(preview));
        assertThat(logged(preview)).isEqualTo(logged(real)).hasSize(3);
        assertThat(head(preview).get("state").asText()).isEqualTo("previewed");
        assertThat(real.exitStatus()).isEqualTo(LedgerEntry.WITH_REJECTS);
        LedgerEntry again = waybill.drop("merlin/users", "users.csv", users);
        assertThat(again.exitStatus()).as("the row without e-mail waits still").isEqualTo(LedgerEntry.WITH_REJECTS);
        assertThat(changes(again)).isEmpty();
    }

    /** Every feed, in one application: a column that only the target knows waits for approval, any other is reported. */
    @Test
    void aColumnThatAFeedIgnoresIsToldAndHeldWhereTheTargetHasIt() throws IOException {
        Map<String, List<String>> files = new LinkedHashMap<>();
        files.put("organizations", List.of("organization_name", "Acme", "ceo", "column ceo_id of table"));
        files.put("chapters", List.of("chapter_name", "Web", "department", "column department_id of table"));
        files.put("tribes", List.of("tribe_name", "T", "Department", "column department_id of table"));
        files.put("teams", List.of("team_name", "Core", "leader", "column leader_id of table"));
        files.put("users", List.of("email", "a@x.ir", "First Name", "column first_name of table"));
        files.put("ladders", List.of("ladder_code", "S", "ladder_id", "column ladder_id of table"));
        for (Map.Entry<String, List<String>> file : files.entrySet()) {
            List<String> cells = file.getValue();
            String name = file.getKey() + ".csv";
            String csv = cells.get(0) + (file.getKey().equals("ladders") ? ",ladder_name" : "") + "," + cells.get(2)
                    + ",shoe size,id\n" + cells.get(1) + (file.getKey().equals("ladders") ? ",Soft" : "") + ",x,44,\n";

            LedgerEntry held = waybill.drop(
                    "merlin/" + file.getKey(),
                    name,
                    csv.replace(",shoe size,id", "").replace(",44,", ""));

            assertThat(held.state()).as(file.getKey() + ": " + held.message()).isEqualTo(State.HELD);
            assertThat(held.message())
                    .contains(
                            "Column " + cells.get(2) + " of " + name + " is left out, although the target has "
                                    + cells.get(3),
                            "feeds." + file.getKey() + ".ignored in config/merlin.yaml");
            waybill.decided(held, false);
            byte[] told = csv.getBytes(UTF_8);
            LedgerEntry ignored = dropped("merlin/" + file.getKey(), "told-" + name, told, "ignore-columns=true\n");
            assertThat(ignored.state()).as(ignored.message()).isIn(State.DELIVERED, State.UNCHANGED);
            assertThat(ignored.results().notices())
                    .extracting(Notice::sentence)
                    .contains("told-" + name + " has columns that mean nothing here: " + cells.get(2)
                            + ", shoe size, id.");
        }
    }

    private LedgerEntry dropped(String feed, String name, byte[] bytes, String options) throws IOException {
        Path inbox = waybill.inbox(feed);
        Files.writeString(inbox.resolve(name + ".options"), options);
        Files.write(inbox.resolve(name), bytes);
        return waybill.endedByName(name);
    }

    @Test
    void theSameFileDeliversWhatItsTargetLackedAtFirst() throws IOException {
        String users = "Email,Name,Team\na@x.ir,Ana,Core\nb@x.ir,Ben,\n";
        LedgerEntry first = waybill.drop("merlin/users", "users.csv", users);
        assertThat(first.exitStatus()).isEqualTo(LedgerEntry.WITH_REJECTS);
        Path rejects = waybill.error(first, "rejects.csv");
        assertThat(rejects).exists();
        database.run("INSERT INTO api_team (uuid, name, description) VALUES (gen_random_uuid(), 'Core', '')");

        LedgerEntry second = waybill.drop("merlin/users", "users.csv", users);

        assertThat(second.exitStatus()).as(second.message()).isZero();
        assertThat(database.query("SELECT u.email, t.name FROM api_user u LEFT JOIN api_team t ON t.id = u.team_id"
                        + " ORDER BY 1"))
                .containsExactly("a@x.ir|Core", "b@x.ir|\u2205");
        assertThat(rejects).doesNotExist();
        LedgerEntry third = waybill.drop("merlin/users", "users.csv", users);
        assertThat(third.state()).isEqualTo(State.UNCHANGED);
        assertThat(third.links().sameAs()).isEqualTo(second.number());
    }

    @Test
    void aFileThatAnotherOneHasOverruledSinceIsDeliveredOnceMore() throws IOException {
        String old = "Email,Name,Phone\na@x.ir,Ana,09120000001\n";
        waybill.drop("merlin/users", "old.csv", old);
        waybill.drop("merlin/batch", "new.csv", "Email,Name,Phone\na@x.ir,Ana,09120000002\n");

        LedgerEntry again = waybill.drop("merlin/users", "old.csv", old);

        assertThat(again.state()).as(again.message()).isEqualTo(State.DELIVERED);
        assertThat(database.value("SELECT phone FROM api_user WHERE email = 'a@x.ir'"))
                .endsWith("9120000001");
    }

    @Test
    void aFileIsKnownByItsHeaderAndOneThatIsNotIsRefused() throws IOException {
        LedgerEntry known = waybill.drop("merlin/batch", "whatever.txt", "نام سازمان\nمرلین\n");
        assertThat(known.state()).as(known.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT name FROM api_organization")).containsExactly("مرلین");

        LedgerEntry unknown = waybill.drop("merlin/batch", "teams.csv", "colour\nred\n");
        assertThat(unknown.state()).isEqualTo(State.REFUSED);
        assertThat(Files.readString(
                        waybill.data().error(BATCH, unknown.number()).resolve("reason.txt")))
                .contains("colour", "users has email", "history has user_email");
    }

    @Test
    void whatTheTargetKeepsIsToldAndAnAbortDeliversNothing() throws IOException {
        waybill.drop("merlin/users", "1.csv", "Email,Leader\na@x.ir,b@x.ir\nb@x.ir,\nc@x.ir,\n");

        LedgerEntry kept = waybill.drop("merlin/users", "2.csv", "Email,Leader,Name\na@x.ir,c@x.ir,Ana\n");
        List<CsvRow> report = CsvRows.read(
                waybill.data()
                        .error(new FeedName("merlin", "users"), kept.number())
                        .resolve("kept.csv"),
                "kept.csv");
        assertThat(report.get(1).cells()).containsExactly("2.csv", "2", "leader", "b@x.ir", "c@x.ir");
        assertThat(kept.results().notices()).extracting(notice -> notice.rule()).contains("kept");

        LedgerEntry aborted =
                drop("merlin/users", "3.csv", "Email,Leader\nd@x.ir,\ne@x.ir,gone@x.ir\n", "on-error=abort\n");
        assertThat(aborted.state()).isEqualTo(State.REFUSED);
        assertThat(aborted.message()).contains("3.csv, line 3");
        assertThat(lines(aborted))
                .extracting(
                        line -> line.path("state").asText(line.path("action").asText()))
                .containsExactly("refused", "not delivered", "rejected");
        assertThat(database.number("SELECT count(*) FROM api_user")).isEqualTo(3);

        LedgerEntry unknown = drop("merlin/users", "4.csv", "Email\nd@x.ir\n", "force-udpate=true\n");
        assertThat(unknown.state()).isEqualTo(State.REFUSED);
        assertThat(unknown.message()).contains("force-udpate", "force-update");
    }

    @Test
    void whatIsReadAsBlankUnitedOrDamagedIsOnTheWaybill() throws IOException {
        LedgerEntry entry = waybill.drop(
                "merlin/users",
                "users.csv",
                "Email,Name,Phone,Leader\na@x.ir,Ana,NULL,-\nA@x.ir,,0912,\nb@x.ir,#N/A,,\nc@x.ir,,9.12E+09,N/A\n"
                        + "d@x.ir,,,e@x.ir\nD@x.ir,Dan,,\n");

        assertThat(entry.state()).as(entry.message()).isEqualTo(State.DELIVERED);
        assertThat(entry.results().notices())
                .extracting(notice -> notice.rule() + " " + notice.count())
                .contains("read-as-blank 2", "rows-united 1");
        assertThat(CsvRows.read(
                        waybill.data()
                                .error(new FeedName("merlin", "users"), entry.number())
                                .resolve("rejects.csv"),
                        "rejects.csv"))
                .as("two damaged ones, and both rows about the user whose leader is unknown")
                .hasSize(5);
        assertThat(database.query("SELECT email, name, phone FROM api_user")).containsExactly("a@x.ir|Ana|0912");
    }

    @Test
    void howAFileWasReadAndWhatWasLeftOutOfAZipIsOnTheWaybill() throws IOException {
        String cyrillic = "Email;Name\nivan@x.ir;Иван Петров\n";
        LedgerEntry guessed =
                waybill.drop("merlin/users", "ru.csv", cyrillic.getBytes(Charset.forName("windows-1251")));
        assertThat(guessed.state()).as(guessed.message()).isEqualTo(State.DELIVERED);
        assertThat(guessed.results().notices())
                .filteredOn(notice -> notice.rule().equals("guessed-encoding"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.sentence())
                        .startsWith("ru.csv does not say its encoding")
                        .contains("windows-1251 (Cyrillic)", "with the option encoding"));
        waybill.drop("merlin/users", "fi.csv", "Email;Name\nsaku@x.ir;Saku Jääskeläinen\n".getBytes(ISO_8859_1));
        assertThat(database.query("SELECT name FROM api_user ORDER BY email"))
                .containsExactly("Иван Петров", "Saku Jääskeläinen");

        String mixed = "Email;Name\nivan@x.ir;Иван Петroв\n";
        LedgerEntry held = waybill.drop("merlin/users", "ru2.csv", mixed.getBytes(Charset.forName("windows-1251")));
        assertThat(held.state()).as(held.message()).isEqualTo(State.HELD);
        assertThat(held.message()).contains("1 of 2 words of ru2.csv would have letters of two scripts");
        waybill.decided(held, false);
        LedgerEntry told = dropped(
                "merlin/users", "ru3.csv", mixed.getBytes(Charset.forName("windows-1251")), "encoding=windows-1251\n");
        assertThat(told.state()).as(told.message()).isEqualTo(State.DELIVERED);
        assertThat(told.results().notices()).extracting(Notice::rule).doesNotContain("guessed-encoding");

        String twice = new String("Email;Name\nzoe@x.ir;Zoé\n".getBytes(UTF_8), ISO_8859_1);
        LedgerEntry damaged = waybill.drop("merlin/users", "twice.csv", twice.getBytes(UTF_8));
        assertThat(damaged.state()).as(damaged.message()).isEqualTo(State.HELD);
        assertThat(damaged.message()).contains("saved in UTF-8 twice: é is written as Ã© (the first in line 2)");
        waybill.decided(damaged, false);

        byte[] zip = BadZips.zip(
                Map.of("a/users.csv", "Email\nzip@x.ir\n", "__MACOSX/a/._users.csv", "x", "a/.DS_Store", "x"));
        LedgerEntry unpacked = waybill.drop("merlin/batch", "week.zip", zip);
        assertThat(unpacked.state()).as(unpacked.message()).isEqualTo(State.DELIVERED);
        assertThat(unpacked.results().notices())
                .filteredOn(notice -> notice.rule().equals("companions-left-out"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.count()).isEqualTo(2));
    }

    @Test
    void aScoreThatIsNotTheAverageIsToldAndDelivered() throws IOException {
        waybill.drop("merlin/users", "users.csv", "Email\na@x.ir\n");
        waybill.drop(
                "merlin/ladders",
                "ladders.csv",
                "ladder_code,ladder_name,aspect_code,aspect_name,level\nSOFT,Soft,t,Tech,1\nSOFT,Soft,t,Tech,6\n");
        String event = ",SOFT,\"{\"\"t\"\":3}\",";
        LedgerEntry entry = waybill.drop(
                "merlin/history",
                "history.csv",
                "user_email,event_type,event_date,ladder_code,aspect_details_json,overall_score\n"
                        + "a@x.ir,MAPPING,2023-01-01" + event + "4.5\n"
                        + "a@x.ir,SENIORITY_CHANGE,2023-02-01" + event + "3.04\n"
                        + "a@x.ir,EVALUATION,2023-03-01" + event + "2\n"
                        + "a@x.ir,EVALUATION,2023-03-01" + event + "2\n"
                        + "gone@x.ir,MAPPING,2023-03-01" + event + "1\n"
                        + "a@x.ir,NOTICE,2023-04-01" + event + "1\n");

        assertThat(entry.state()).as(entry.message()).isEqualTo(State.DELIVERED);
        assertThat(entry.results().notices())
                .filteredOn(notice -> notice.rule().equals("score-differs"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.sentence())
                        .startsWith("2 rows have an overall_score other than the average")
                        .endsWith(": history.csv, line 2; history.csv, line 4."));
        assertThat(database.query("SELECT overall_score FROM api_senioritysnapshot ORDER BY effective_date"))
                .containsExactly("4.5", "3.04");
    }

    @Test
    void anOlderRowThatIsMendedCorrectsTheTextsAfterItAndItsUndoRestoresThem() throws IOException {
        waybill.drop("merlin/users", "users.csv", "Email\nsara@x.ir\n");
        waybill.drop(
                "merlin/ladders",
                "ladders.csv",
                "ladder_code,ladder_name,aspect_code,aspect_name,level\nSOFT,Soft,tech,Tech,1\nSOFT,Soft,tech,Tech,6\n");
        String header =
                "user_email,event_type,event_date,ladder_code,aspect_details_json,pay_band_number,bonus_percentage\n";
        LedgerEntry first = waybill.drop(
                "merlin/history",
                "history.csv",
                header + "sara@x.ir,SENIORITY_CHANGE,2023-06-31,SOFT,\"{\"\"tech\"\":3}\",,\n"
                        + "sara@x.ir,SENIORITY_CHANGE,2024-06-01,SOFT,\"{\"\"tech\"\":4}\",,\n"
                        + "sara@x.ir,PAY_CHANGE,2023-02-30,,,24.5,\n"
                        + "sara@x.ir,BONUS_PAYOUT,2024-06-01,,,,10\n");
        List<String> before = everything();
        String texts = "SELECT e.summary_text, n.title, n.content, s.content FROM api_timelineevent e JOIN api_note n"
                + " ON n.owner_id = e.user_id AND n.date = e.effective_date JOIN api_summary s ON s.note_id = n.id"
                + " WHERE e.event_type = 'SENIORITY_CHANGE' AND e.effective_date = '2024-06-01'";
        assertThat(database.query(texts)).singleElement().asString().contains("از سطح 0 به 4 (+4)");
        Path rejects = waybill.error(first, "rejects.csv");
        byte[] mended = Files.readString(rejects)
                .replace("2023-06-31", "2023-06-30")
                .replace("2023-02-30", "2023-02-28")
                .getBytes(UTF_8);

        LedgerEntry preview = waybill.preview("merlin/history", "rejects.csv", mended);
        assertThat(everything()).isEqualTo(before);
        LedgerEntry mending = waybill.drop("merlin/history", "rejects.csv", mended);

        assertThat(mending.state()).as(mending.message()).isEqualTo(State.DELIVERED);
        assertThat(mending.exitStatus()).isZero();
        assertThat(mending.results().notices()).isEqualTo(preview.results().notices());
        assertThat(mending.results().notices())
                .filteredOn(notice -> notice.rule().equals("history-follows"))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.count()).isEqualTo(2);
                    assertThat(notice.sentence()).contains("1 × text, 1 × pay band");
                });
        String text = "در بعد Tech، ارتقا از سطح 3 به 4 (+1)\n\nسطح کلی: از 3 به 4";
        assertThat(database.query(texts)).containsExactly(String.join("|", text, text, text, text));
        assertThat(database.query(
                        "SELECT b.number FROM api_compensationsnapshot c JOIN api_payband b ON b.id = c.pay_band_id"))
                .containsExactly("24.5", "24.5");
        assertThat(changes(mending)).hasSize(changes(preview).size());
        List<JsonNode> follows = lines(mending).stream()
                .filter(line -> line.path("follows").asBoolean()
                        && line.path("action").asText().equals("updated"))
                .toList();
        assertThat(follows)
                .extracting(line -> line.get("table").asText())
                .containsExactlyInAnyOrder("api_timelineevent", "api_compensationsnapshot", "api_note", "api_summary");
        assertThat(follows.toString()).doesNotContain("ارتقا");

        assertThat(waybill.undone(mending, false).state()).isEqualTo(State.DELIVERED);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatWasChangedByHandIsToldWhenHistoryComesBeforeIt() throws IOException {
        waybill.drop("merlin/users", "users.csv", "Email\nsara@x.ir\n");
        waybill.drop(
                "merlin/ladders",
                "ladders.csv",
                "ladder_code,ladder_name,aspect_code,aspect_name,level\nSOFT,Soft,tech,Tech,1\nSOFT,Soft,tech,Tech,6\n");
        String header = "user_email,event_type,event_date,ladder_code,aspect_details_json\n";
        waybill.drop(
                "merlin/history",
                "new.csv",
                header + "sara@x.ir,SENIORITY_CHANGE,2024-06-01,SOFT,\"{\"\"tech\"\":4}\"\n");
        database.run("UPDATE api_timelineevent SET summary_text = 'Welcome'");

        LedgerEntry old = waybill.drop(
                "merlin/history", "old.csv", header + "sara@x.ir,MAPPING,2023-06-01,SOFT,\"{\"\"tech\"\":3}\"\n");

        assertThat(old.results().notices()).singleElement().satisfies(notice -> {
            assertThat(notice.rule()).isEqualTo("history-stays");
            assertThat(notice.sentence()).contains("the text or pay band of events 1. It stays");
        });
        assertThat(database.query("SELECT summary_text FROM api_timelineevent WHERE id = 1"))
                .containsExactly("Welcome");
    }

    private static final String DAYS = "SELECT effective_date, leader_id FROM api_orgassignmentsnapshot"
            + " WHERE user_id = 3 AND effective_date < '2026-01-01' ORDER BY effective_date";

    @Test
    void whatALaterDayHasOnlyCarriedOnFollowsAndIsTakenBack() throws IOException {
        aLeaderAndALaterTeam();
        byte[] between = "email,leader,effective_date\nc@x.ir,b@x.ir,2024-06-01\n".getBytes(UTF_8);

        LedgerEntry page = waybill.drop("merlin/users", "between.csv", between);

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().notices()).extracting(Notice::rule).doesNotContain("later-assignments-stay");
        assertThat(database.query(DAYS)).containsExactly("2024-01-01|1", "2024-06-01|2", "2025-01-01|2");
        assertThat(waybill.undone(page, false).state()).isEqualTo(State.DELIVERED);
        assertThat(database.query(DAYS)).containsExactly("2024-01-01|1", "2025-01-01|1");

        LedgerEntry said = waybill.drop(
                "merlin/users", "said.csv", "email,leader,effective_date\nc@x.ir,a@x.ir,2025-01-01\n".getBytes(UTF_8));
        assertThat(said.state()).as(said.message()).isEqualTo(State.UNCHANGED);
        waybill.again("merlin/users", "between.csv", between);
        assertThat(database.query(DAYS)).containsExactly("2024-01-01|1", "2024-06-01|2", "2025-01-01|1");
    }

    @Test
    void whatALaterDayOfTheApplicationMayOnlyHaveCarriedOnIsTold() throws IOException {
        aLeaderAndALaterTeam();
        database.run("DELETE FROM waybill.said_cells");
        byte[] between = "email,leader,effective_date\nc@x.ir,b@x.ir,2024-06-01\n".getBytes(UTF_8);

        LedgerEntry page = waybill.drop("merlin/users", "between.csv", between);

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().notices())
                .extracting(notice -> notice.rule() + " " + notice.count())
                .contains("later-assignments-stay 1");
        assertThat(database.query(DAYS)).containsExactly("2024-01-01|1", "2024-06-01|2", "2025-01-01|1");
        assertThat(waybill.again("merlin/users", "again.csv", between).results().notices())
                .extracting(Notice::rule)
                .doesNotContain("later-assignments-stay");
    }

    /** Three people; the third has a leader from one day on, a team from a later one. */
    private void aLeaderAndALaterTeam() throws IOException {
        drop("merlin/teams", "teams.csv", "team_name,team_tribe_name\nCore,Platform\n", "create-missing=true\n");
        drop(
                "merlin/users",
                "first.csv",
                "email,name,leader,effective_date\na@x.ir,Ana,,\nb@x.ir,Ben,,\nc@x.ir,Cyd,a@x.ir,2024-01-01\n",
                "");
        drop("merlin/users", "later.csv", "email,team,effective_date\nc@x.ir,Core,2025-01-01\n", "");
    }

    @Test
    void aRoleThatATribesFileNamesWaitsAndEveryMoveOfAUserIsInTheLog() throws IOException {
        drop(
                "merlin/teams",
                "teams.csv",
                "team_name,team_tribe_name\nCore,Platform\nInfra,Platform\n",
                "create-missing=true\n");
        LedgerEntry moves = waybill.drop(
                "merlin/users",
                "users.csv",
                "Email,Name,Team,Effective Date\na@x.ir,,Core,2024-01-01\na@x.ir,Ana,Infra,2025-01-01\n");

        assertThat(moves.state()).as(moves.message()).isEqualTo(State.DELIVERED);
        assertThat(moves.results().notices())
                .extracting(notice -> notice.rule() + " " + notice.count())
                .contains("earlier-assignments 1");
        assertThat(lines(moves).subList(1, 3))
                .extracting(line -> line.get("action").asText())
                .containsExactly("inserted", "inserted");

        String director = "tribe_name,tribe_engineering_director_email\nPlatform,a@x.ir\n";
        LedgerEntry held = waybill.drop("merlin/tribes", "tribes.csv", director);
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.message()).startsWith("Engineering Director of Platform: nobody \u2192 Ana (a@x.ir)");
        assertThat(database.value("SELECT engineering_director_id FROM api_tribe"))
                .isNull();
        assertThat(waybill.decided(held, true).state()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT engineering_director_id FROM api_tribe"))
                .isEqualTo(1);

        LedgerEntry left = waybill.drop("merlin/users", "left.csv", "Email,Active\na@x.ir,no\n");
        assertThat(left.results().notices())
                .extracting(notice -> notice.rule() + " " + notice.count())
                .contains("role-holder-left 1");
    }

    @Test
    void aDecisionIsRememberedForLaterDrops() throws IOException {
        drop("merlin/teams", "teams.csv", "team_name\nInfra\nBooks\n", "create-missing=true\n");
        String nonsense = new Random(1)
                .ints(10_000, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        String users = "Email,Team\na@x.ir,Infar\nb@x.ir," + nonsense + "\n";
        LedgerEntry first = waybill.drop("merlin/users", "users.csv", users);
        Path rejects = waybill.data()
                .error(new FeedName("merlin", "users"), first.number())
                .resolve("rejects.csv");
        List<CsvRow> rows = CsvRows.read(rejects, "rejects.csv");
        assertThat(rows.get(1).cells()).contains("team-not-found", "Infra");

        List<String> lines = new ArrayList<>(Files.readAllLines(rejects));
        lines.set(1, lines.get(1).replaceAll(",\"\"$", ",\"Infra\""));
        lines.set(2, lines.get(2).replaceAll(",\"\"$", ",\"drop\""));
        waybill.drop("merlin/users", "rejects.csv", String.join("\n", lines) + "\n");
        assertThat(rejects).doesNotExist();

        LedgerEntry again = waybill.drop("merlin/users", "users.csv", (users + "c@x.ir,Books\n").getBytes(UTF_8));
        assertThat(again.exitStatus()).isZero();
        assertThat(database.query(
                        "SELECT u.email, t.name FROM api_user u JOIN api_team t ON t.id = u.team_id ORDER BY 1"))
                .containsExactly("a@x.ir|Infra", "c@x.ir|Books");
    }

    /** Such as a history that comes before its users. */
    @Tag("thorough")
    @Test
    void ofTooManyFaultyRowsTheCauseOfMostIsTold() throws IOException {
        StringBuilder text = new StringBuilder("user_email,event_type,event_date,summary_text\n");
        for (int i = 0; i <= 100_000; i++) {
            text.append("nobody@x.ir,NOTICE,2024-01-01,Text ").append(i).append('\n');
        }
        LedgerEntry refused = drop("merlin/history", "history.csv", text.toString(), "on-error=skip-row");
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.message())
                .contains("more than 100,000 faulty rows, 100,001 of them with user_email user-not-found")
                .contains("whether it needs another file first. The first: history.csv, line 2: ");
    }

    private LedgerEntry drop(String feed, String name, String text, String options) throws IOException {
        Path inbox = waybill.data().inbox(FeedName.parse(feed));
        Files.writeString(inbox.resolve(name + DropNames.OPTIONS), options);
        Path hidden = inbox.resolve("." + name);
        Files.writeString(hidden, text);
        Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return waybill.endedByName(name);
    }

    @Test
    void whatOnlyWaitsForOtherRejectsIsListedBehindThem() throws IOException {
        byte[] zip = BadZips.zip(Map.of(
                "history.csv", "user_email,event_type,event_date\na@x.ir,NOTICE,2020-01-01\n",
                "teams.csv", "team_name,team_tribe_name\nAcc,Fin\n",
                "tribes.csv", "tribe_name,tribe_category\nFin,Non-Tehc\n",
                "users.csv", "Email,Team,Leader\na@x.ir,Acc,\nb@x.ir,Acc,no@x.ir\n"));

        LedgerEntry page = waybill.drop(
                "merlin/batch", Files.write(folder.resolve("all.zip"), zip), false, Map.of("create-missing", "true"));

        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
        assertThat(database.query(
                        "SELECT waits || ' ' || kind || ' ' || rule FROM waybill.rejects ORDER BY waits, kind, rule"))
                .as("the last of the users has a fault of its own, too")
                .containsExactly(
                        "0 tribes unknown-category",
                        "0 users leader-not-found",
                        "1 teams team-tribe-name-not-found",
                        "2 users team-not-found",
                        "3 history user-email-not-found");
        assertThat(database.value("SELECT reason FROM waybill.rejects WHERE kind = 'history'"))
                .endsWith("Its own row in this drop is a reject: mend that one, and drop both together.");
    }

    private void dropByHand(Path file, String name, String options) throws IOException {
        Path inbox = waybill.data().inbox(BATCH);
        if (!options.isEmpty()) {
            Files.writeString(inbox.resolve(name + DropNames.OPTIONS), options);
        }
        Files.copy(file, inbox.resolve(name));
    }

    /** What changed, without what is another one for each waybill. */
    private List<String> changes(LedgerEntry page) {
        return waybill.changes(page).stream()
                .map(change -> change.replaceAll("Cell\\[column=(uuid|date_[a-z]+|effective_date), [^]]*]", ""))
                .toList();
    }

    /** File and line of each row in a log. */
    private List<String> logged(LedgerEntry page) throws IOException {
        List<String> rows = new ArrayList<>();
        for (JsonNode line : lines(page)) {
            if (line.has("row")) {
                rows.add(line.get("file").asText() + " " + line.get("line").asLong());
                assertThat(line.path("changes")).doesNotHaveDuplicates();
            }
        }
        return rows;
    }

    private JsonNode head(LedgerEntry page) throws IOException {
        return lines(page).get(0);
    }

    private List<JsonNode> lines(LedgerEntry page) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(waybill.data().rowLog("merlin", page.number()))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static List<String> rows(Path sample) throws IOException {
        List<String> rows = new ArrayList<>();
        for (MerlinFeed feed : MerlinFeed.values()) {
            List<CsvRow> all = CsvRows.read(SampleOrganization.file(sample, feed), feed.word());
            all.subList(1, all.size()).forEach(row -> rows.add(feed.word() + ".csv " + row.line()));
        }
        return rows;
    }

    /** All rows of all tables. */
    private List<String> everything() {
        List<String> all = new ArrayList<>();
        for (String table : database.query(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1")) {
            database.query("SELECT t::text FROM \"" + table + "\" AS t ORDER BY 1").stream()
                    .map(row -> table + " " + row)
                    .forEach(all::add);
        }
        return all;
    }
}
