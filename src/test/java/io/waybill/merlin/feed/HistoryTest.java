package io.waybill.merlin.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinSystem;
import io.waybill.merlin.demo.SampleOrganization;
import io.waybill.merlin.feed.Import.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class HistoryTest {
    private static final String HEADER =
            "user_email,event_type,event_date,salary_change,pay_band_number,bonus_percentage,"
                    + "ladder_code,aspect_details_json,aspect_stages_json,performance_label";
    private static final String MAPPING = "a@x.ir,MAPPING,2023-01-01,,,,SOFT,\"{\"\"t\"\": 2, \"\"w\"\": 1}\",,";
    private static final String SENIORITY = "A@x.ir,SENIORITY_CHANGE,2024-01-01,,,,SOFT,"
            + "\"{\"\"t\"\": 3, \"\"w\"\": 1}\",\"{\"\"t\"\": \"\"EARLY\"\"}\",Senior";
    private static final String PAY = "a@x.ir,PAY_CHANGE,2024-02-01,0.5,24.5,,,,,";
    private static final String BONUS = "a@x.ir,BONUS_PAYOUT,2024-03-01,,,20,,,,";
    private static final String NOTICE = "b@x.ir,NOTICE,1403-01-05,,,,,,,";

    private static TestDatabase filled;
    private static Import whole;

    @TempDir
    Path folder;

    private TestDatabase database;
    private Import drop;

    @BeforeAll
    static void thereAreUsersAndALadder(TestDatabase database, @TempDir Path folder) {
        filled = database;
        whole = new Import(database, folder);
        whole.file("users.csv", "Email,Leader,PR", "a@x.ir,b@x.ir,c@x.ir", "b@x.ir,,", "c@x.ir,b@x.ir,")
                .file(
                        "ladders.csv",
                        "ladder_code,ladder_name,aspect_code,aspect_name,level",
                        "SOFT,Software,t,Tech,1",
                        "SOFT,Software,t,Tech,3",
                        "SOFT,Software,w,Wit,1")
                .deliver();
    }

    @BeforeEach
    void eachTestHasACopy(TestServer server) {
        database = server.newDatabase(filled);
        drop = whole.copy(database, folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void eventsComeWithTheirSnapshotsNotesAndRightsAndTheSecondTimeNothingChanges() {
        Result first = drop.file("history.csv", HEADER, MAPPING, SENIORITY, PAY, BONUS, NOTICE)
                .deliver();

        assertThat(first.faults()).isEmpty();
        assertThat(database.query(
                        "SELECT u.email, e.event_type, e.effective_date, c.salary_change, c.bonus_percentage, b.number,"
                                + " s.title, s.overall_score, s.details_json FROM api_timelineevent e JOIN api_user u ON u.id = e.user_id"
                                + " LEFT JOIN api_compensationsnapshot c ON c.source_event_id = e.id"
                                + " LEFT JOIN api_payband b ON b.id = c.pay_band_id"
                                + " LEFT JOIN api_senioritysnapshot s ON s.source_event_id = e.id ORDER BY 1, 3"))
                .containsExactly(
                        "a@x.ir|MAPPING|2023-01-01|∅|∅|∅||1.5|{\"t\": 2, \"w\": 1}",
                        "a@x.ir|SENIORITY_CHANGE|2024-01-01|∅|∅|∅|Senior|2|{\"t\": 3, \"w\": 1}",
                        "a@x.ir|PAY_CHANGE|2024-02-01|0.5|0|24.5|∅|∅|∅",
                        "a@x.ir|BONUS_PAYOUT|2024-03-01|0|20|24.5|∅|∅|∅",
                        "b@x.ir|NOTICE|2024-03-24|∅|∅|∅|∅|∅|∅");
        assertThat(database.query("SELECT o.email, n.date, s.submit_status, string_agg(u.email, ' ' ORDER BY u.email)"
                        + " FROM api_note n JOIN api_user o ON o.id = n.owner_id JOIN api_summary s ON s.note_id = n.id"
                        + " LEFT JOIN api_noteuseraccess a ON a.note_id = n.id AND a.can_view"
                        + " LEFT JOIN api_user u ON u.id = a.user_id GROUP BY 1, 2, 3 ORDER BY 2"))
                .containsExactly(
                        "a@x.ir|2023-01-01|2|a@x.ir b@x.ir c@x.ir",
                        "a@x.ir|2024-01-01|2|a@x.ir b@x.ir c@x.ir",
                        "b@x.ir|2024-03-24|2|b@x.ir");

        Result second = drop.file("history.csv", HEADER, NOTICE, PAY, SENIORITY, BONUS, MAPPING)
                .deliver();

        assertThat(second.changes()).isEmpty();
        assertThat(second.faults()).isEmpty();
    }

    @Test
    void aCombinedRowSaysSomethingOfLadderAspectAndLevelAtOnce() {
        assertThat(database.query(
                        "SELECT a.code, v.level FROM api_ladderlevel v JOIN api_ladderaspect a ON a.id = v.aspect_id"
                                + " ORDER BY 1, 2"))
                .containsExactly("t|1", "t|3", "w|1");
    }

    @Test
    void aStageIsOfAnAspectOfTheLadder() {
        String levels = ",2024-01-01,,,,SOFT,\"{\"\"t\"\": 2}\",";

        Result result = drop.file(
                        "history.csv",
                        HEADER,
                        "a@x.ir,MAPPING" + levels + "\"{\"\"z\"\": \"\"EARLY\"\"}\",",
                        "b@x.ir,SENIORITY_CHANGE" + levels + "\"{\"\"t\"\": \"\"MID\"\", \"\"T\"\": \"\"MID\"\"}\",",
                        "c@x.ir,EVALUATION" + levels + "\"{\"\"\"\": \"\"LATE\"\"}\",",
                        "c@x.ir,MAPPING" + levels + "\"{\"\"w\"\": \"\"LATE\"\", \"\"z\"\": null}\",")
                .deliver();

        assertThat(result.faults())
                .containsExactly(
                        "1 aspect_stages_json aspect-not-of-ladder: z",
                        "2 aspect_stages_json aspect-not-of-ladder: T",
                        "3 aspect_stages_json aspect-not-of-ladder: ");
        assertThat(database.number("SELECT count(*) FROM api_timelineevent")).isEqualTo(1);
    }

    @Test
    void anEventWithoutItsContentIsAReject() {
        Result result = drop.file(
                        "history.csv",
                        HEADER,
                        "gone@x.ir,NOTICE,2024-01-01,,,,,,,",
                        "a@x.ir,MAPPING,2024-01-01,,,,HARD,\"{\"\"t\"\": 2}\",,",
                        "a@x.ir,MAPPING,2024-01-01,,,,SOFT,\"{\"\"z\"\": 2}\",,",
                        "a@x.ir,BONUS_PAYOUT,2024-01-01,,,,,,,",
                        "a@x.ir,PROMOTION,2024-01-01,,,,,,,",
                        NOTICE)
                .deliver();

        assertThat(result.faults())
                .extracting(fault -> fault.replaceAll(":.*", ""))
                .containsExactly(
                        "1 user_email user-not-found",
                        "2 ladder_code ladder-not-found",
                        "3 aspect_details_json aspect-not-of-ladder",
                        "4 bonus_percentage missing-value",
                        "5 event_type unknown-event-type");
        assertThat(database.number("SELECT count(*) FROM api_timelineevent")).isEqualTo(1);
    }

    @Test
    void anotherContentIsChangedOnlyWhenThatIsAskedFor() {
        drop.file("history.csv", HEADER, PAY, NOTICE).deliver();

        String other = PAY.replace("0.5,24.5", "0.5,25");
        Result kept = drop.file("history.csv", HEADER, other).deliver();
        assertThat(kept.changes()).contains("api_timelineevent +1 ~0", "api_compensationsnapshot +1 ~0");

        Result changed = drop.file("history.csv", HEADER, other.replace("0.5,25", "1.5,26"), PAY)
                .option("update-existing")
                .deliver();
        assertThat(changed.changes())
                .containsExactly("api_payband +1 ~0", "api_timelineevent +0 ~1", "api_compensationsnapshot +0 ~1");
    }

    @Test
    void whatComesLaterCorrectsTextsNotesAndPayBandsThatAreThere() {
        String later = SENIORITY.replace("2024-01-01", "2024-06-01").replace("Senior", "");
        drop.file("history.csv", HEADER, later, BONUS).deliver();
        long notes = database.number("SELECT count(*) FROM api_note");

        Result older = drop.file("history.csv", HEADER, BONUS, MAPPING, PAY).deliver();

        assertThat(older.faults()).isEmpty();
        assertThat(older.changes())
                .containsExactlyInAnyOrder(
                        "api_payband +1 ~0",
                        "api_timelineevent +2 ~1",
                        "api_compensationsnapshot +1 ~1",
                        "api_senioritysnapshot +1 ~0",
                        "api_note +1 ~1",
                        "api_summary +1 ~1",
                        "api_noteuseraccess +3 ~0");
        String text = "در بعد Tech، ارتقا از سطح 2 به 3 (+1) - محدوده: ابتدای سطح\n"
                + "در بعد Wit، بدون تغییر. سطح: 1\n\nسطح کلی: از 1.5 به 2";
        assertThat(database.query(
                        "SELECT e.summary_text = n.title, n.title, n.content, s.content FROM api_timelineevent e"
                                + " JOIN api_note n ON n.date = e.effective_date JOIN api_summary s ON s.note_id = n.id"
                                + " WHERE e.event_type = 'SENIORITY_CHANGE'"))
                .containsExactly(String.join("|", "true", text, text, text).replace("true", "t"));
        assertThat(database.query(
                        "SELECT b.number FROM api_compensationsnapshot c JOIN api_payband b ON b.id = c.pay_band_id"
                                + " WHERE c.bonus_percentage = 20"))
                .containsExactly("24.5");
        assertThat(database.number("SELECT count(*) FROM api_note")).isEqualTo(notes + 1);
        assertThat(drop.file("history.csv", HEADER, later, PAY, BONUS, MAPPING)
                        .deliver()
                        .changes())
                .isEmpty();
    }

    @Test
    void whatPeopleHaveWrittenIntoANoteStays() {
        drop.file("history.csv", HEADER, SENIORITY, SENIORITY.replace("A@x.ir", "b@x.ir"))
                .deliver();
        database.run(
                "UPDATE api_summary SET content = 'Well done' WHERE note_id = (SELECT n.id FROM api_note n JOIN api_user u"
                        + " ON u.id = n.owner_id WHERE u.email = 'a@x.ir')",
                "UPDATE api_note SET content = content || ' See below.' WHERE owner_id ="
                        + " (SELECT id FROM api_user WHERE email = 'b@x.ir')",
                "DELETE FROM api_noteuseraccess");

        drop.file("history.csv", HEADER, MAPPING, MAPPING.replace("a@x.ir", "b@x.ir"))
                .deliver();

        assertThat(database
                        .query("SELECT u.email, n.title LIKE '%از سطح 2 به 3%', n.content LIKE '%از سطح 2 به 3%',"
                                + " n.content LIKE '%از سطح 0 به 3%See below.', s.content LIKE '%از سطح 2 به 3%', s.content"
                                + " FROM api_note n JOIN api_user u ON u.id = n.owner_id JOIN api_summary s ON s.note_id = n.id"
                                + " WHERE n.date = '2024-01-01' ORDER BY 1")
                        .stream()
                        .map(line -> line.replaceAll("\\|[^|]*\n(?s).*", "|…"))
                        .toList())
                .containsExactly("a@x.ir|t|t|f|f|Well done", "b@x.ir|t|f|t|t|…");
    }

    @Test
    void aNoteThatIsAlsoThatOfAnotherEventIsNotTakenAwayFromIt() {
        drop.file(
                        "ladders.csv",
                        "ladder_code,ladder_name,aspect_code,aspect_name,level",
                        "HARD,Hardware,t,Tech,1",
                        "HARD,Hardware,t,Tech,3")
                .deliver();
        String change = "a@x.ir,SENIORITY_CHANGE,2024-01-01,,,,SOFT,\"{\"\"t\"\": 3}\",,";
        drop.file("history.csv", HEADER, change, change.replace("SOFT", "HARD")).deliver();
        assertThat(database.number("SELECT count(*) FROM api_note")).isEqualTo(1);

        Result older = drop.file("history.csv", HEADER, "a@x.ir,MAPPING,2023-01-01,,,,SOFT,\"{\"\"t\"\": 1}\",,")
                .deliver();

        assertThat(older.changes()).contains("api_timelineevent +1 ~1", "api_note +2 ~0", "api_summary +2 ~0");
        assertThat(database.query("SELECT count(*), count(DISTINCT n.id) FROM api_timelineevent e JOIN api_note n"
                        + " ON n.owner_id = e.user_id AND n.date = e.effective_date AND n.title = e.summary_text"))
                .as("each event has its note")
                .containsExactly("3|3");
        drop.file("history.csv", HEADER, "a@x.ir,MAPPING,2023-01-01,,,,HARD,\"{\"\"t\"\": 1}\",,")
                .deliver();
        assertThat(database.number("SELECT count(*) FROM api_note n WHERE NOT EXISTS (SELECT FROM api_timelineevent e"
                        + " WHERE n.date = e.effective_date AND n.title = e.summary_text)"))
                .isZero();
    }

    @Test
    void aTextThatWasCutIsWrittenAnewFromItsNote() {
        List<String> ladder = new ArrayList<>(List.of("ladder_code,ladder_name,aspect_code,aspect_name,level"));
        StringBuilder low = new StringBuilder();
        StringBuilder high = new StringBuilder();
        for (int i = 12; i > 0; i--) {
            ladder.add("WIDE,Wide,asp" + i + ",Aspect number " + i + " of twelve of them,1");
            ladder.add("WIDE,Wide,asp" + i + ",Aspect number " + i + " of twelve of them,4");
            low.append(low.length() == 0 ? "" : ",").append("\"\"asp" + i + "\"\": 1");
            high.append(high.length() == 0 ? "" : ",").append("\"\"asp" + i + "\"\": " + (1 + i % 4));
        }
        drop.file("ladders.csv", ladder.toArray(new String[0])).deliver();
        String newer = "a@x.ir,SENIORITY_CHANGE,2024-01-01,,,,WIDE,\"{" + high + "}\",,";
        String older = "a@x.ir,MAPPING,2023-01-01,,,,WIDE,\"{" + low + "}\",,";
        drop.file("history.csv", HEADER, newer, newer.replace("a@x.ir", "b@x.ir"), older.replace("a@x.ir", "b@x.ir"))
                .deliver();
        assertThat(database.number("SELECT count(*) FROM api_timelineevent WHERE summary_text LIKE '%…'"))
                .isGreaterThanOrEqualTo(2);

        drop.file("history.csv", HEADER, older).deliver();

        assertThat(database.query(
                        "SELECT count(*), count(DISTINCT (e.event_type, e.summary_text, n.content, s.content))"
                                + " FROM api_timelineevent e JOIN api_note n ON n.owner_id = e.user_id AND n.date = e.effective_date"
                                + " AND n.title = e.summary_text JOIN api_summary s ON s.note_id = n.id"))
                .as("as for the one who got both at once")
                .containsExactly("4|2");
    }

    @Test
    @Tag("thorough")
    void anySplitOfTheRowsIntoDropsGivesTheSameHistory() throws IOException {
        Path sample = Files.createDirectory(folder.resolve("sample"));
        new SampleOrganization(1, 20, 4, 240, true, false).write(sample);
        for (MerlinFeed feed : MerlinFeed.values()) {
            if (feed != MerlinFeed.HISTORY) {
                drop.file(SampleOrganization.file(sample, feed));
            }
        }
        drop.option("create-missing").deliver();
        List<String> lines = new ArrayList<>(Files.readAllLines(SampleOrganization.file(sample, MerlinFeed.HISTORY)));
        String header = lines.remove(0);
        List<String> atOnce = delivered(header, lines);

        Random random = new Random(11);
        for (int tries = 0; tries < 3; tries++) {
            forget();
            List<String> left = new ArrayList<>(lines);
            Collections.shuffle(left, random);
            List<String> rejects = new ArrayList<>();
            while (!left.isEmpty() || !rejects.isEmpty()) {
                List<String> rows = new ArrayList<>(left.subList(0, Math.min(left.size(), 100)));
                left.subList(0, rows.size()).clear();
                if (rows.isEmpty()) {
                    rows.addAll(rejects);
                    rejects.clear();
                } else {
                    rows.add(lines.get(random.nextInt(lines.size())));
                }
                for (String fault :
                        drop.file("history.csv", rows(header, rows)).deliver().faults()) {
                    assertThat(fault).contains("pay-bands-do-not-add-up");
                    rejects.add(rows.get(Integer.parseInt(fault.substring(0, fault.indexOf(' '))) - 1));
                }
            }
            assertThat(everything()).isEqualTo(atOnce);
            assertThat(drop.file("history.csv", rows(header, lines)).deliver().changes())
                    .isEmpty();
        }
    }

    @Test
    void rowsThatSayTheSameCountOnce() {
        Result result =
                drop.file("history.csv", HEADER, PAY, PAY, NOTICE, NOTICE).deliver();

        assertThat(result.faults()).isEmpty();
        assertThat(database.number("SELECT count(*) FROM api_timelineevent")).isEqualTo(2);
    }

    @Test
    void anyOrderOfTheRowsGivesTheSameHistory() throws IOException {
        Path sample = Files.createDirectory(folder.resolve("sample"));
        new SampleOrganization(1, 40, 5, 300, true, false).write(sample);
        for (MerlinFeed feed : MerlinFeed.values()) {
            if (feed != MerlinFeed.HISTORY) {
                drop.file(SampleOrganization.file(sample, feed));
            }
        }
        drop.option("create-missing").deliver();
        List<String> lines = new ArrayList<>(Files.readAllLines(SampleOrganization.file(sample, MerlinFeed.HISTORY)));
        String header = lines.remove(0);

        List<String> inOrder = delivered(header, lines);
        assertThat(inOrder).hasSizeGreaterThan(300);
        Collections.shuffle(lines, new Random(7));
        assertThat(delivered(header, lines)).isEqualTo(inOrder);
        assertThat(drop.file("history.csv", rows(header, lines)).deliver().changes())
                .isEmpty();
    }

    /** All that a history makes, without the keys; the target is without history before. */
    private List<String> delivered(String header, List<String> lines) {
        forget();
        Result result = drop.file("history.csv", rows(header, lines)).deliver();
        assertThat(result.faults()).isEmpty();
        return everything();
    }

    private void forget() {
        database.run(
                "TRUNCATE api_timelineevent, api_compensationsnapshot, api_senioritysnapshot, api_note, api_summary, api_noteuseraccess,"
                        + " api_payband CASCADE");
    }

    private List<String> everything() {
        return database.query(
                "SELECT 'event', u.email, e.event_type, e.effective_date, e.summary_text, c.salary_change, c.bonus_percentage, b.number,"
                        + " s.title, s.overall_score, s.details_json, s.stages_json,"
                        + " rank() OVER (PARTITION BY e.user_id, e.effective_date, s.ladder_id, c.id IS NULL"
                        + " ORDER BY coalesce(c.date_created, s.date_created))"
                        + " FROM api_timelineevent e"
                        + " JOIN api_user u ON u.id = e.user_id LEFT JOIN api_compensationsnapshot c ON c.source_event_id = e.id"
                        + " LEFT JOIN api_payband b ON b.id = c.pay_band_id"
                        + " LEFT JOIN api_senioritysnapshot s ON s.source_event_id = e.id"
                        + " UNION ALL SELECT 'note', u.email, n.type, n.date, n.title, NULL, NULL, NULL, s.content, NULL, NULL, NULL, NULL"
                        + " FROM api_note n JOIN api_user u ON u.id = n.owner_id JOIN api_summary s ON s.note_id = n.id"
                        + " ORDER BY 1, 2, 3, 4, 5, 6, 7");
    }

    private static String[] rows(String header, List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        all.add(0, header);
        return all.toArray(new String[0]);
    }
}
