package io.waybill.tries;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.merlin.MerlinSystem;
import io.waybill.timetable.TimetableSystem;
import io.waybill.tries.Porter.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small files that once led to wrong or silent results, as people have dropped them, and files of other feeds, programs and habits with the
 * same fault: through the jar as it is shipped.
 */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables({MerlinSystem.class, TimetableSystem.class})
@Tag("thorough")
class TriesIT {
    private static final String USERS = "merlin/users";
    private static final String TEAMS = "merlin/teams";
    private static final String TRIBES = "merlin/tribes";
    private static final String HISTORY = "merlin/history";
    private static final String LADDERS = "merlin/ladders";
    private static final String PERMISSIONS = "timetable/permissions";
    private static final String DELIVERED = "delivered";
    private static final String REFUSED = "refused";
    private static final String HELD = "held";
    private static final String UNCHANGED = "unchanged";

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static Porter porter;

    @BeforeAll
    static void aSmallTarget(TestDatabase own) throws IOException {
        database = own;
        porter = Porter.start(folder, own, home -> {});
        porter.drop(
                        TRIBES,
                        "tribes.csv",
                        "tribe_name,tribe_category\nPlatform,tech\n",
                        Map.of("create-missing", "true"))
                .is(DELIVERED);
        porter.drop(TEAMS, "teams.csv", "team_name,team_tribe_name\nCore,Platform\nInfra,Platform\nLedger,Platform\n")
                .is(DELIVERED);
        porter.drop("merlin/chapters", "chapters.csv", "chapter_name\nBackend\n", Map.of("create-missing", "true"))
                .is(DELIVERED);
        porter.drop(
                        USERS,
                        "users.csv",
                        "Email,Name,Gmail,Phone,Team\nada@x.ir,Ada,ada.g@gmail.com,09120000001,Core\n"
                                + "bob@x.ir,Bob,,09120000002,Core\ncyd@x.ir,Cyd,,09120000003,Infra\n")
                .is(DELIVERED);
        porter.drop(
                        LADDERS,
                        "ladders.csv",
                        "ladder_code,ladder_name,aspect_code,aspect_name,level,stage,weight\nSW,Software,TECH,Tech,1,EARLY,1\n"
                                + "SW,Software,TECH,Tech,2,MID,1\nSW,Software,LEAD,Lead,1,EARLY,1\n")
                .is(DELIVERED);
        Outcome play = porter.drop("timetable/play", "play.dump", dump(), Map.of("load", "true"));
        assertThat(play.state()).as(play.told()).isEqualTo(DELIVERED);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        porter.close();
    }

    /** The dump of {@code new-field} without its new field. */
    private static String dump() {
        return Porter.text("new-field/live.dump").replaceAll(",? *\"capacity\": *[^,}]+", "");
    }

    private static List<String> user(String email) {
        return database.query("SELECT name, gmail, phone FROM api_user WHERE email = '" + email + "'");
    }

    @Test
    void textAfterAClosingQuote() {
        porter.drop(USERS, "quotes.csv", Porter.text("backslash-quotes/users.csv"))
                .is(REFUSED, "line 2", "quote");
        assertThat(user("ada@x.ir")).containsExactly("Ada|ada.g@gmail.com|09120000001");
        porter.drop(TEAMS, "quotes.csv", "team_name,team_tribe_name\n\"Core \\\"C\\\"\",Platform\n")
                .is(REFUSED, "line 2");
        porter.drop(USERS, "quotes.csv", "Email;Name\nada@x.ir;\"Ada\" A\n").is(REFUSED, "line 2", "quote");
        porter.drop(
                        HISTORY,
                        "quotes.csv",
                        "user_email,event_type,event_date,summary_text\nada@x.ir,NOTICE,2024-01-01,\"say \\\"hi\\\" x\"\n")
                .is(REFUSED, "line 2");
        porter.drop(PERMISSIONS, "quotes.csv", "tripos/nst/IIA,user/aa7,\"{\\\"salt\\\":\\\"x\\\"}\"\n")
                .is(REFUSED, "line 1");
    }

    @Test
    void valuesThatASpreadsheetHasDamaged() {
        porter.drop(USERS, "wrecks.csv", Porter.text("spreadsheet-wrecks/users.csv"))
                .rejects(3, "#N/A", "spreadsheet");
        assertThat(user("ada@x.ir")).containsExactly("Ada|ada.g@gmail.com|09120000001");
        porter.drop("merlin/chapters", "wrecks.csv", "chapter_name\n#REF!\n=A1\n")
                .rejects(2);
        porter.drop(TEAMS, "wrecks.csv", "team_name,team_tribe_name\nCore,#NAME?\n")
                .rejects(1, "#NAME?");
        porter.drop(
                        HISTORY,
                        "wrecks.csv",
                        "user_email,event_type,event_date,bonus_percentage\nada@x.ir,BONUS_PAYOUT,45292,#DIV/0!\n")
                .rejects(1);
        porter.drop(USERS, "wrecks.csv", "Email,Name,Phone\n'ada@x.ir,Ada,\n=bob@x.ir,Bob,\nn@x.ir,N,9.12123E+09\n")
                .rejects(3);
        assertThat(database.number("SELECT count(*) FROM api_chapter WHERE name ~ '[#=]'"))
                .isZero();
    }

    @Test
    void wordsForNothing() {
        Outcome words = porter.drop(USERS, "words.csv", Porter.text("null-words/users.csv"));
        words.is(DELIVERED, "NULL").rejects(2, "nan");
        assertThat(user("ada@x.ir")).containsExactly("Ada|ada.g@gmail.com|09120000001");
        assertThat(database.query("SELECT gmail, phone FROM api_user WHERE email = 'bob@x.ir'"))
                .containsExactly("|09120000002");
        porter.drop(TEAMS, "words.csv", "team_name,team_tribe_name\nCore,ندارد\n", Map.of("create-missing", "true"))
                .is(UNCHANGED, "1 cell of teams")
                .rejects(0);
        porter.drop("merlin/tribes", "words.csv", "tribe_name,tribe_engineering_director_email\nPlatform,-\n")
                .rejects(0);
        porter.drop(
                        USERS,
                        "words.csv",
                        "Email,Chapter\nada@x.ir,—\nbob@x.ir,none\ncyd@x.ir,N/A\n",
                        Map.of("create-missing", "true"))
                .rejects(0);
        assertThat(database.query("SELECT name FROM api_chapter ORDER BY 1")).containsExactly("Backend");
        assertThat(database.query("SELECT name FROM api_tribe WHERE name !~ '^[A-Z]'"))
                .isEmpty();
    }

    @Test
    void rejectsThatASpreadsheetHasChanged() {
        Outcome reject = porter.drop(USERS, "users.csv", Porter.text("rejects-through-excel/users.csv"));
        reject.rejects(1, "Coer");
        String mended = porter.rejects(USERS, reject).replace("Coer", "Core");
        Outcome back = porter.drop(
                USERS, "rejects.csv", excel(mended, "09120000009", "9120000009").replace("2024-03-05", "05.03.2024"));
        back.is(DELIVERED).rejects(0);
        assertThat(user("new@x.ir")).containsExactly("Neda||09120000009");

        for (String changed : List.of("9.12E+09", "9120000010.0", "9120000010")) {
            String name = "e" + changed.length();
            Outcome one = porter.drop(
                    USERS,
                    "users.csv",
                    "Email,Name,Phone,Team\n" + name + "@x.ir,Neda " + name + ",09120000010,Coer\n");
            String rejects = porter.rejects(USERS, one).replace("Coer", "Core");
            porter.drop(USERS, "rejects.csv", excel(rejects, "09120000010", changed))
                    .is(DELIVERED)
                    .rejects(0);
            assertThat(database.query("SELECT phone FROM api_user WHERE email = '" + name + "@x.ir'"))
                    .as(changed)
                    .containsExactly("09120000010");
        }
        Outcome history = porter.drop(
                HISTORY,
                "history.csv",
                "user_email,event_type,event_date,summary_text\nnobody@x.ir,NOTICE,2024-03-05,0012\n");
        String rows = porter.rejects(HISTORY, history).replace("nobody@", "ada@");
        porter.drop(HISTORY, "rejects.csv", excel(rows, "0012", "12").replace("2024-03-05", "3/5/2024"))
                .is(DELIVERED, "spreadsheet-changes: 2 cells")
                .rejects(0);
        assertThat(database.query("SELECT effective_date FROM api_timelineevent e JOIN api_user u ON u.id = e.user_id"
                        + " WHERE u.email = 'ada@x.ir' AND e.event_type = 'NOTICE'"))
                .contains("2024-03-05");
    }

    /** As a spreadsheet in a German office stores it. */
    private static String excel(String rejects, String value, String changed) {
        return rejects.replace(value, changed);
    }

    @Test
    void aNewFieldOfADump() {
        porter.drop("timetable/live", "same.dump", dump().replace("Optics", "Optics I"));
        Outcome unknown = porter.drop("timetable/live", "live.dump", Porter.text("new-field/live.dump"));
        assertThat(unknown.told()).contains("capacity", "40").doesNotContain("had all of it already");

        database.run("ALTER TABLE timetables_event ADD COLUMN seats int");
        porter.drop(
                        "timetable/live",
                        "live.dump",
                        Porter.text("new-field/live.dump").replace("\"capacity\"", "\"seats\""))
                .is(HELD, "seats", "config/timetable.yaml");
        database.run("ALTER TABLE timetables_event DROP COLUMN seats");
        Outcome thing = porter.drop(
                "timetable/live",
                "live.dump",
                dump().replace("\"fullname\": \"All Tripos\"", "\"fullname\": \"All Tripos\", \"colour\": 1"));
        assertThat(thing.told()).contains("colour");
        Outcome model = porter.drop(
                "timetable/live",
                "live.dump",
                dump().stripTrailing()
                        .replaceFirst(
                                "]$", ", {\"pk\": 1, \"model\": \"timetables.room\", \"fields\": {\"name\": \"A\"}}]"));
        assertThat(model.told()).contains("timetables.room");
        porter.drop(USERS, "users.csv", "Email,Name,is_superuser\nada@x.ir,Ada,1\n")
                .is(HELD, "is_superuser");
        Outcome column = porter.drop(USERS, "users.csv", "Email,Name,Shoe size\nada@x.ir,Ada,43\n");
        assertThat(column.told()).contains("Shoe size");
        Outcome fourth = porter.drop(PERMISSIONS, "p.csv", "subject,user,data,colour\ntripos/nst/IIA,user/aa6,,red\n");
        assertThat(fourth.told()).contains("colour");
    }

    @Test
    void rowsOutsideTheFeedThatRefer() {
        database.run(
                "CREATE TABLE favourites (id int PRIMARY KEY, thing_id int REFERENCES timetables_thing)",
                "INSERT INTO timetables_thing (id, name, parent_id, data, pathid, fullpath, type, fullname)"
                        + " VALUES (950, 'qq', (SELECT id FROM timetables_thing WHERE fullpath = 'user'), '', 'x', 'user/qq', 'user', 'QQ')",
                "INSERT INTO favourites VALUES (1, 950)");
        Outcome moved = porter.drop("timetable/live", "live.dump", Porter.text("referred-from-outside/live.dump"));
        assertThat(moved.state()).as(moved.told()).isIn(DELIVERED, HELD, REFUSED);
        assertThat(database.query("SELECT t.fullpath FROM favourites f JOIN timetables_thing t ON t.id = f.thing_id"))
                .as(moved.told())
                .containsExactly("user/qq");
        database.run("DROP TABLE favourites");
    }

    @Test
    void anAccountWithoutAddressInTheTarget() {
        database.run(
                "INSERT INTO api_user (uuid, password, is_superuser, username, first_name, last_name, email, is_staff, is_active,"
                        + " date_joined, name, phone) VALUES (gen_random_uuid(), '', true, 'root', '', '', '', true, true, now(), '', '')");
        try {
            porter.drop("merlin/organizations", "o.csv", Porter.text("blank-email-in-target/organizations.csv"))
                    .is(DELIVERED);
            porter.drop(USERS, "u.csv", Porter.text("blank-email-in-target/users.csv"))
                    .is(DELIVERED, "check warning");
            porter.drop(TEAMS, "t.csv", "team_name,team_tribe_name\nFresh,Platform\n")
                    .is(DELIVERED);
            porter.drop(TRIBES, "t.csv", "tribe_name,tribe_category\nOther,tech\n", Map.of("create-missing", "true"))
                    .is(DELIVERED);
            porter.drop(HISTORY, "h.csv", "user_email,event_type,event_date\nbob@x.ir,NOTICE,2024-05-05\n")
                    .is(DELIVERED);
        } finally {
            database.run("DELETE FROM api_user WHERE username = 'root'");
        }
    }

    @Test
    void charactersThatADatabaseCannotStore() {
        porter.drop(HISTORY, "nul.csv", Porter.text("nul-in-json-cell/history.csv"))
                .is(DELIVERED)
                .rejects(2, "aspect_details_json");
        porter.drop(
                        HISTORY,
                        "nul.csv",
                        "user_email,event_type,event_date,ladder_code,aspect_details_json,aspect_stages_json\n"
                                + "ada@x.ir,MAPPING,2023-03-01,SW,\"{\"\"TECH\"\":1}\",\"{\"\"TECH\"\":\"\"\\u0000\"\"}\"\n"
                                + "bob@x.ir,MAPPING,2023-03-01,SW,\"{\"\"TECH\"\":1,\"\"\\ud800\"\":1}\",\n")
                .rejects(2);
        porter.drop(USERS, "nul.csv", "Email,Name\nada@x.ir,A\0da\n").is(REFUSED, "line 2", "\\u0000");
        assertThat(user("ada@x.ir")).containsExactly("Ada|ada.g@gmail.com|09120000001");
        Outcome json = porter.drop("timetable/live", "nul.dump", dump().replace("\"Optics\"", "\"Op\\u0000tics\""));
        json.is(REFUSED, "line", "title");
        porter.drop("timetable/live", "half.dump", dump().replace("\"Optics\"", "\"Op\\ud800tics\""))
                .is(REFUSED, "surrogate", "title");
    }

    @Test
    void soundZips() throws IOException {
        for (String name : List.of("zips/b-stored-dd.zip", "zips/c-cp437.zip")) {
            Outcome carried = porter.drop("merlin", name.substring(5), Porter.input(name), Map.of());
            assertThat(carried.state()).as(carried.told()).isIn(DELIVERED, UNCHANGED);
        }
        ByteArrayOutputStream mac = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(mac)) {
            for (Map.Entry<String, String> entry : Map.of(
                            "batch/", "",
                            "batch/users.csv", "Email,Name\nzip1@x.ir,Z\n",
                            "__MACOSX/batch/._users.csv", "\0\5\26\7",
                            "batch/.DS_Store", "\0\0\0\1Bud1")
                    .entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(UTF_8));
                zip.closeEntry();
            }
        }
        porter.drop("merlin", "mac.zip", mac.toByteArray(), Map.of()).is(DELIVERED);
        byte[] behind = new byte[mac.size() + 100];
        System.arraycopy(mac.toByteArray(), 0, behind, 100, mac.size());
        Outcome prefixed = porter.drop("merlin", "self-extracting.zip", behind, Map.of());
        assertThat(prefixed.state()).as(prefixed.told()).isEqualTo(UNCHANGED);
        byte[] cut = java.util.Arrays.copyOf(mac.toByteArray(), mac.size() - 40);
        porter.drop("merlin", "cut.zip", cut, Map.of()).is(REFUSED, "whole zip");
    }

    @Test
    void encodings() {
        porter.drop(USERS, "ru.csv", Porter.input("charset/ru.csv"), Map.of())
                .is(DELIVERED, "guessed-encoding", "windows-1251", "line 2");
        porter.drop(USERS, "fi.csv", Porter.input("charset/fi.csv"), Map.of())
                .is(DELIVERED, "guessed-encoding", "windows-1252");
        porter.drop(USERS, "utf16.csv", "\uFEFFEmail;Name\nfa1@x.ir;سارا\n".getBytes(UTF_16LE), Map.of())
                .is(DELIVERED);
        porter.drop(USERS, "fa.csv", "Email;Name\nfa2@x.ir;سلام\n".getBytes(Charset.forName("windows-1256")), Map.of())
                .is(DELIVERED, "guessed-encoding", "windows-1256");
        porter.drop(
                        TEAMS,
                        "de.csv",
                        "team_name;team_tribe_name\nKäse;Platform\n".getBytes(Charset.forName("windows-1252")),
                        Map.of("encoding", "windows-1252"))
                .is(DELIVERED);
        assertThat(database.query(
                        "SELECT name FROM api_user WHERE email IN ('ivan@x.ir', 'saku@x.ir', 'fa1@x.ir', 'fa2@x.ir')"
                                + " UNION ALL SELECT name FROM api_team WHERE name LIKE 'K%'"))
                .containsExactlyInAnyOrder("Иван Петров", "Saku Jääskeläinen", "سارا", "سلام", "Käse");
    }

    @Test
    void curlyQuotesInJson() {
        porter.drop(PERMISSIONS, "curly.csv", Porter.text("curly-json/f-smart.csv"))
                .rejects(1, "typographic");
        porter.drop(PERMISSIONS, "curly.csv", "tripos/nst/IIA,user/aa8,{‘salt’:‘x’}\n")
                .rejects(1);
        porter.drop(PERMISSIONS, "curly.csv", "tripos/nst/IIA,user/aa9,{«salt»:«x»}\n")
                .rejects(1);
        porter.drop(
                        HISTORY,
                        "curly.csv",
                        "user_email,event_type,event_date,ladder_code,aspect_details_json\nada@x.ir,MAPPING,2023-04-01,SW,{“TECH”:1}\n")
                .rejects(1, "aspect_details_json");
    }

    @Test
    void aChangedAddress() {
        porter.drop(USERS, "a.csv", Porter.text("changed-address/a.csv")).rejects(1, "ada@x.ir");
        porter.drop(USERS, "a.csv", "Email,Name,Phone,Gmail\nadal@x.ir,Adelaide,09120000001,ada.g@gmail.com\n")
                .rejects(1, "ada@x.ir");
        porter.drop(USERS, "a.csv", "Email,Name,Phone\nbobby@x.ir,Bob,+989120000002\n")
                .is(DELIVERED, "perhaps-known")
                .rejects(0);
        porter.drop(USERS, "a.csv", "Email,Former Email\ncyd.new@x.ir,cyd@x.ir\n")
                .is(DELIVERED)
                .rejects(0);
        assertThat(database.query("SELECT email FROM api_user WHERE email LIKE 'cyd%'"))
                .containsExactly("cyd.new@x.ir");
        porter.drop(USERS, "a.csv", "Email,Former Email\ncyd@x.ir,cyd.new@x.ir\n")
                .is(DELIVERED);
    }

    @Test
    void wholeLinesInQuotes() {
        porter.drop(USERS, "w.csv", Porter.text("whole-line-quoted/a-wholeline.csv"))
                .is(REFUSED, "line 1", "whole line");
        porter.drop(TEAMS, "w.csv", "\"team_name,team_tribe_name\"\n\"Whole,Platform\"\n")
                .is(REFUSED, "whole line");
        porter.drop(USERS, "w.csv", "\"Email;Name\"\n\"n2@x.ir;N\"\n").is(REFUSED, "whole line");
        porter.drop(HISTORY, "w.csv", "\"user_email,event_type,event_date\"\n\"bob@x.ir,NOTICE,2024-06-06\"\n")
                .is(REFUSED, "whole line");
    }

    /** The mapping files, the settings and a check have one, see {@link Porter}. */
    @Test
    void byteOrderMarks() {
        Outcome checked = porter.drop(USERS, "bom.csv", "\uFEFFEmail,Name\nbom@x.ir,Bom\n");
        checked.is(DELIVERED);
        assertThat(database.query("SELECT severity, sentence, failure FROM waybill.check_results WHERE waybill = "
                        + checked.number() + " AND name LIKE '%bom%'"))
                .containsExactly("error|Users without a phone.|");
        assertThat(user("bom@x.ir")).hasSize(1);
    }

    @Test
    void blankCells() {
        for (String name : List.of(
                "01-blank-hides-value-organizations", "01-blank-hides-value-levels", "02-combined-ladders-min")) {
            String feed = name.endsWith("organizations") ? "merlin/organizations" : LADDERS;
            String text = Porter.text("blank-hides-value/" + name + ".csv");
            List<String> lines = text.lines().toList();
            for (String order : List.of(text, lines.get(0) + "\n" + lines.get(2) + "\n" + lines.get(1) + "\n")) {
                // The ladder is not there yet.
                porter.drop(feed, "blank.csv", order).rejects(name.contains("levels") && order.equals(text) ? 2 : 0);
            }
        }
        assertThat(database.query("SELECT description FROM api_organization WHERE name = 'Acme'"))
                .containsExactly("d");
        assertThat(database.query("SELECT description FROM api_ladder WHERE code = 'S'"))
                .containsExactly("d");
        porter.drop(LADDERS, "soft.csv", "ladder_code,ladder_name,aspect_code,aspect_name\nSOFT,Soft,tech,Tech\n")
                .is(DELIVERED);
        porter.drop(LADDERS, "weights.csv", Porter.text("blank-hides-value/01-blank-hides-value-levels.csv") + "\n")
                .is(DELIVERED)
                .rejects(0);
        assertThat(database.query("SELECT weight FROM api_ladderlevel WHERE level = 7"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("2");
        porter.drop(USERS, "blank.csv", "Email,Name,Phone\nbl@x.ir,,\nbl@x.ir,Bl,\nbl@x.ir,,0912\n")
                .is(DELIVERED)
                .rejects(0);
        assertThat(user("bl@x.ir")).containsExactly("Bl||0912");
        porter.drop(USERS, "blank.csv", "Email,Name\nbl2@x.ir,A\nbl2@x.ir,B\nbl2@x.ir,\n")
                .rejects(3);
        porter.drop(TEAMS, "blank.csv", "team_name,team_tribe_name\nLedger,\nLedger,Platform\n")
                .rejects(0);
    }

    @Test
    void filesOfAnotherFeed() {
        String history = Porter.text("history-into-ladders/03-history-into-ladders.csv");
        porter.drop(LADDERS, "h.csv", history).is(REFUSED, "history");
        porter.drop(USERS, "h.csv", history).is(REFUSED, "history");
        porter.drop(TEAMS, "u.csv", "Email,Name,Team\nada@x.ir,Ada,Core\n").is(REFUSED, "users");
        porter.drop(TRIBES, "t.csv", "team_name,team_tribe_name\nCore,Platform\n")
                .is(REFUSED, "teams");
        porter.drop(PERMISSIONS, "u.csv", "Email,Name,Team\nada@x.ir,Ada,Core\n")
                .rejects(2);
        porter.drop("school/isams", "u.csv", "Email,Name\nada@x.ir,Ada\n").is(REFUSED, "data.xml");
        porter.drop("lino/restore", "u.csv", "Email,Name\nada@x.ir,Ada\n").is(REFUSED, "dump2py");
    }

    @Test
    void rolesThatChangeHands() {
        porter.drop(USERS, "u.csv", "Email,Name,Team\nsara@x.ir,Sara,Core\nali@x.ir,Ali,Core\n")
                .is(DELIVERED);
        porter.drop(TRIBES, "t.csv", Porter.text("role-passed-by/04-director-unguarded.tribes.csv"))
                .is(HELD, "Engineering Director");
        porter.drop(USERS, "u.csv", Porter.text("role-passed-by/04-second-holder.users.csv"))
                .is(HELD, "Engineering Director");
        porter.drop(TRIBES, "t.csv", "tribe_name,tribe_product_director_email\nPlatform,ali@x.ir\n")
                .is(HELD, "Product Director");
        porter.drop(USERS, "u.csv", "Email,Role\nali@x.ir,Engineering Director\nsara@x.ir,Engineering Director\n")
                .rejects(2, "sara@x.ir", "ali@x.ir");
        assertThat(database.query(
                        "SELECT engineering_director_id, product_director_id FROM api_tribe WHERE name = 'Platform'"))
                .containsExactly("∅|∅");
    }

    @Test
    void whatIsMadeAndMended() {
        Map<String, String> create = Map.of("create-missing", "true", "create-users", "true");
        porter.drop(TEAMS, "o.csv", Porter.text("orphan-stub/07-orphan-stub.teams.create-missing.csv"), create)
                .is(UNCHANGED, "kept");
        porter.drop(
                        USERS,
                        "o.csv",
                        Porter.text("orphan-stub/07-orphan-user.users.create-users.csv")
                                .replace("ghost", "boss"),
                        create)
                .is(DELIVERED, "made-missing: 1");
        porter.drop(USERS, "o.csv", "Email,Name,Team\nsara2@x.ir,Sara,Core\n").is(DELIVERED);
        assertThat(database.number("SELECT count(*) FROM api_tribe WHERE name = 'Plattform'"))
                .as("Infra keeps its tribe")
                .isZero();
        porter.drop(USERS, "o.csv", "Email,Leader\n=x@x.ir,ghost@x.ir\n", create)
                .rejects(1);
        porter.drop(TEAMS, "o.csv", "team_name,team_tribe_name\n#REF!,Gone\n", create)
                .rejects(1);
        assertThat(database.number("SELECT count(*) FROM api_user WHERE email = 'ghost@x.ir'"))
                .isZero();
        assertThat(database.number("SELECT count(*) FROM api_tribe WHERE name = 'Gone'"))
                .isZero();

        Outcome tribes = porter.drop(TRIBES, "m.csv", Porter.text("mend-tribe/tribes.csv"), create);
        tribes.rejects(1, "Non-Tehc");
        porter.drop(TEAMS, "m.csv", Porter.text("mend-tribe/teams.csv"), create);
        porter.drop(TRIBES, "rejects.csv", porter.rejects(TRIBES, tribes).replace("Non-Tehc", "Non-Tech"), create)
                .rejects(0);
        porter.drop(TEAMS, "m2.csv", Porter.text("mend-tribe/teams.csv"), create)
                .rejects(0);
        porter.drop(USERS, "m.csv", Porter.text("mend-tribe/users.csv"), create).rejects(0);
        assertThat(
                        database.query(
                                "SELECT d.name, e.name FROM api_user u JOIN api_department d ON d.id = u.department_id"
                                        + " JOIN api_team t ON t.id = u.team_id JOIN api_department e ON e.id = t.department_id WHERE u.email = 'a@x.ir'"))
                .containsExactly("Fin|Fin");

        porter.drop(USERS, "h.csv", "Email,Name\nsara@x.ir,Sara\n");
        porter.drop(
                LADDERS,
                "l.csv",
                "ladder_code,ladder_name,aspect_code,aspect_name,level,stage,weight\nSOFT,Soft,tech,Tech,3,MID,1\nSOFT,Soft,tech,Tech,4,MID,1\n");
        Outcome rejected = porter.drop(HISTORY, "h.csv", Porter.text("mend-history/history.csv"));
        rejected.is(DELIVERED).rejects(1, "2023-06-31");
        porter.drop(HISTORY, "rejects.csv", porter.rejects(HISTORY, rejected).replace("2023-06-31", "2023-06-30"))
                .is(DELIVERED, "history-follows")
                .rejects(0);
        assertThat(database.value("SELECT summary_text FROM api_timelineevent e JOIN api_user u ON u.id = e.user_id"
                        + " WHERE u.email = 'sara@x.ir' AND e.effective_date = '2024-06-01'"))
                .contains("3", "4", "(+1)");
    }
}
