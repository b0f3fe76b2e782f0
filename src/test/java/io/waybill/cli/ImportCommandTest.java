package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.TestHome;
import io.waybill.WaybillProcess;
import io.waybill.cli.Commands.Ended;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.merlin.MerlinSystem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The old commands' successors; each of their options does something that can be seen. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class ImportCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private TestDatabase database;
    private TestHome home;
    private ServedCommands served;

    @BeforeEach
    void home(TestDatabase database) throws IOException, SQLException {
        this.database = database;
        home = TestHome.ofSystem("merlin", folder.resolve("home")).withTarget("MERLIN", database.settings());
    }

    @AfterEach
    void close() {
        if (served != null) {
            served.close();
        }
    }

    @Test
    @Tag("thorough")
    void aProcessOfItsOwnImportsWithoutAnyOther() throws Exception {
        Path csv = file("users.csv", "Email\na@x.ir\n");
        WaybillProcess process = WaybillProcess.run(home, "import", "users", "--csv", csv.toString());
        assertThat(process.exitStatus()).as(process.out() + process.err()).isZero();
        assertThat(process.out()).startsWith("Waybill 1: delivered\n");
        assertThat(emails()).containsExactly("a@x.ir");
    }

    @Test
    void usersAreImportedWithEveryOptionAndRolledBack() throws Exception {
        Path csv = file("users.csv", "Email,Name,Team,Chapter,Leader\na@x.ir,Ana,,Ops,boss@x.ir\nb@x.ir,Ben,,,\n");
        assertThat(imported(3, "users", "--csv", csv).out()).contains("chapter-not-found: 1 open");
        assertThat(emails()).containsExactly("b@x.ir");
        assertThat(imported(1, "users", "--csv", csv, "--again", "--on-error", "abort")
                                .err()
                        + lastOut)
                .contains("users.csv, line 2");
        assertThat(imported(3, "users", "--csv", csv).out())
                .as("a row of it waits still")
                .doesNotContain("delivered these bytes");

        imported(0, "users", "--csv", csv, "--again", "--create-missing", "--create-users", "--dry-run");
        assertThat(emails()).containsExactly("b@x.ir");
        Ended made = imported(0, "users", "--csv", csv, "--again", "--create-missing", "--create-users");
        assertThat(made.out()).contains("1 × chapter is made", "1 × user is made");
        assertThat(emails()).containsExactly("a@x.ir", "b@x.ir", "boss@x.ir");

        Path moved = file("moved.csv", "Email,Leader\na@x.ir,b@x.ir\n");
        assertThat(imported(0, "users", "--csv", moved, "--no-backup").out()).contains("force-update");
        assertThat(leaderOf("a@x.ir")).isEqualTo("boss@x.ir");
        long backups = backups();
        imported(0, "users", "--csv", moved, "--again", "--force-update", "--no-backup");
        assertThat(leaderOf("a@x.ir")).isEqualTo("b@x.ir");
        assertThat(backups()).isEqualTo(backups);
        Ended back =
                imported(0, "users", "--csv", file("back.csv", "Email,Leader\na@x.ir,boss@x.ir\n"), "--force-update");
        assertThat(backups()).isEqualTo(backups + 1);

        String number = back.out().replaceAll("(?s)Waybill (\\d+):.*", "$1");
        assertThat(imported(0, "rollback", number).out()).contains("undoes        waybill " + number);
        assertThat(leaderOf("a@x.ir")).isEqualTo("b@x.ir");
        assertThat(imported(1, "rollback", "999").err()).contains("There is no waybill 999");
    }

    @Test
    void whatTheOldCommandsTookIsTakenAndAWrongValueIsOneOfTheCommandLine() throws Exception {
        Path mapping = folder.resolve("home/config/merlin.yaml");
        Files.writeString(mapping, Files.readString(mapping).replace("backup: full", "backup: none"));
        Path csv = file("users.csv", "Email,Name\na@x.ir,Ana\n");
        for (List<String> wrong : List.of(
                List.of("--on-error", "wat", "--on-error: found 'wat', expected skip-row or abort."),
                List.of("--encoding", "klingon", "--encoding: found 'klingon'"),
                List.of("--delimiter", "<>", "--delimiter: found '<>', expected one character, or tab."))) {
            assertThat(imported(2, "users", "--csv", csv, wrong.get(0), wrong.get(1))
                            .err())
                    .contains(wrong.get(2));
        }
        assertThat(served.run("drop", "merlin/users", csv.toString(), "-o", "on-error=wat")
                        .exitStatus())
                .isEqualTo(2);
        assertThat(served.run("drop", "merlin", csv.toString(), "-o", "force-updates=true")
                        .err())
                .contains("--option force-updates: there is no such option; expected force-update.");
        assertThat(imported(2, "users", "--csv", csv, "--backup", "--no-backup").err())
                .contains("mutually exclusive");
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isZero();

        imported(0, "users", "--csv", csv);
        long backups = backups();
        assertThat(imported(0, "users", "--csv", file("v.csv", "Email,Name\na@x.ir,Anna\n"), "--backup", "--validate")
                        .out())
                .contains("Validated: every row", "options       backup=full");
        assertThat(backups()).isEqualTo(backups + 1);

        imported(0, "ladders", "--csv", file("l.csv", "ladder_code,ladder_name\nS,Soft\n"), "--validate");
        assertThat(imported(
                                0,
                                "ladders",
                                "--csv",
                                file("m.csv", "ladder_code,ladder_name\nS,Software\n"),
                                "--force-update")
                        .out())
                .contains("force-update=true");
        assertThat(database.query("SELECT name FROM api_ladder")).containsExactly("Software");
        String header = "user_email,event_type,event_date,salary_change,pay_band_number\n";
        imported(0, "history", "--csv", file("h1.csv", header + "a@x.ir,PAY_CHANGE,2024-03-20,0.5,17\n"), "--backup");
        Path other =
                file("h2.csv", header + "a@x.ir,PAY_CHANGE,2024-03-20,0.5,17\na@x.ir,PAY_CHANGE,2024-04-20,1,18\n");
        assertThat(imported(2, "history", "--csv", other, "--skip-duplicates", "--update-existing")
                        .err())
                .contains("mutually exclusive");
        assertThat(imported(0, "history", "--csv", other, "--skip-duplicates").out())
                .contains("update-existing=false");
        assertThat(database.query("SELECT salary_change FROM api_compensationsnapshot ORDER BY 1"))
                .containsExactly("0.5", "1");
    }

    @Test
    void aPreviewThatWouldBeHeldEndsAsAHeldOneAndWhatIsRejectedWholeIsNotDelivered() throws Exception {
        imported(0, "org", "--csv", file("o.csv", "organization_name\nAcme\n"));
        imported(0, "users", "--csv", file("u.csv", "Email\na@x.ir\nb@x.ir\n"));
        Path roles = file("r.csv", "Email,Role,Team\na@x.ir,CEO,\nb@x.ir,,Nowhere\n");
        assertThat(imported(4, "users", "--csv", roles, "--dry-run").out())
                .contains(": previewed", "It would be held: CEO of Acme");
        assertThat(imported(4, "users", "--csv", roles).out()).contains(": held");

        Path lost = file("lost.csv", "Email,Team\na@x.ir,Nowhere\n");
        assertThat(imported(3, "users", "--csv", lost).out())
                .contains(": unchanged", "Nothing was changed: every row was rejected.", "team-not-found: 1 open")
                .doesNotContain("delivered");
        assertThat(imported(3, "users", "--csv", lost).out())
                .as("its row waits still")
                .contains("every row was rejected");
        assertThat(imported(3, "users", "--csv", file("some.csv", "Email,Team\na@x.ir,Nowhere\nb@x.ir,\n"))
                        .out())
                .contains(": unchanged", "the target had all of it already but for what was rejected");
        assertThat(imported(3, "users", "--csv", file("more.csv", "Email,Team\na@x.ir,Nowhere\nc@x.ir,\n"))
                        .out())
                .contains(": delivered");
    }

    @Test
    void theLogOfTheRowsIsWrittenRotatedAndRedacted() throws Exception {
        Path log = folder.resolve("import.log");
        imported(3, "users", "--csv", file("users.csv", "Email,Team\na@x.ir,\nb@x.ir,Infra\n"), "--log-file", log);
        List<JsonNode> lines = lines(log);
        assertThat(lines.get(0).get("sha256").asText()).hasSize(64);
        assertThat(lines.get(1).get("action").asText()).isEqualTo("inserted");
        assertThat(lines.get(1).get("line").asInt()).isEqualTo(2);
        assertThat(lines.get(1).get("key").get(0).asText()).isEqualTo("a@x.ir");
        assertThat(lines.get(1).get("changes").get(0).get("fields").get("email").toString())
                .isEqualTo("[null,\"a@x.ir\"]");
        assertThat(lines.get(2).get("faults").get(0).get("rule").asText()).isEqualTo("team-not-found");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");

        Path pay = file(
                "history.csv",
                "user_email,event_type,event_date,salary_change,pay_band_number\n"
                        + "a@x.ir,PAY_CHANGE,2024-03-20,0.5,17\n");
        imported(0, "history", "--csv", pay, "--log-file", log, "--dry-run");
        assertThat(Files.readString(log)).contains("PAY_CHANGE", "[redacted]").doesNotContain("\"17\"", "\"0.5\"");
        assertThat(lines(folder.resolve("import.log.1"))).isEqualTo(lines);
        assertThat(imported(2, "users", "--csv", pay, "--log-file", folder.resolve("none/x.log"))
                        .err())
                .contains("--log-file");
    }

    @Test
    void theOrganisationIsToldByItsHeaderWhateverItsEncodingAndDelimiter() throws Exception {
        Path teams = folder.resolve("any.csv");
        Files.write(teams, "نام تيم;دسته تيم\nMobile;فني\n".getBytes(Charset.forName("windows-1256")));
        assertThat(imported(1, "org", "--csv", teams, "--encoding", "utf-8").out())
                .contains("refused");
        assertThat(imported(1, "org", "--csv", teams, "--encoding", "cp1256", "--delimiter", "|")
                        .out())
                .contains("refused");
        imported(0, "org", "--csv", teams, "--encoding", "cp1256", "--delimiter", ";", "--create-missing");
        assertThat(database.query("SELECT name, category FROM api_team")).containsExactly("Mobile|TECH");
        assertThat(imported(1, "org", "--csv", file("u.csv", "Email\na@x.ir\n")).out())
                .contains("users");
    }

    @Test
    void laddersAndHistoryTakeWhatTheirOptionsSay() throws Exception {
        Path csv = file(
                "ladders.csv",
                "ladder_code,ladder_name,aspect_code,aspect_name,level,stage,weight\n"
                        + "S,Soft,,,,,\nS,,c,Charm,,,\nS,,c,,0,EARLY,0\n");
        imported(0, "ladders", "--csv", csv, "--ladders-only");
        assertThat(counts()).containsExactly("1|0|0");
        imported(0, "ladders", "--csv", csv, "--again", "--aspects-only");
        assertThat(counts()).containsExactly("1|1|0");
        imported(0, "ladders", "--csv", csv, "--again", "--levels-only");
        assertThat(counts()).containsExactly("1|1|1");
        assertThat(imported(2, "ladders", "--csv", csv, "--levels-only", "--aspects-only")
                        .err())
                .contains("mutually exclusive");

        Path history = file(
                "history.csv",
                "user_email,event_type,event_date,ladder_code,ladder_title,aspect_details_json\n"
                        + "a@x.ir,MAPPING,2024-01-01,S,Title,\"{\"\"c\"\":1}\"\n");
        assertThat(imported(1, "ladders", "--csv", history).out())
                .contains("It looks like a file of history", "waybill import history");
        assertThat(imported(1, "org", "--csv", history).out()).contains("waybill import history");
        assertThat(database.query("SELECT name FROM api_ladder")).containsExactly("Soft");
        imported(0, "users", "--csv", file("users.csv", "Email\na@x.ir\n"));
        String header = "user_email,event_type,event_date,salary_change,pay_band_number\n";
        imported(0, "history", "--csv", file("h1.csv", header + "a@x.ir,PAY_CHANGE,2024-03-20,0.5,17\n"));
        Path changed = file("h2.csv", header + "a@x.ir,PAY_CHANGE,2024-03-20,1,17.5\n");
        imported(0, "history", "--csv", changed, "--update-existing");
        assertThat(database.query("SELECT salary_change FROM api_compensationsnapshot"))
                .containsExactly("1");
        assertThat(imported(2, "history").err()).contains("--csv");
    }

    @Test
    void severalFilesThatAreDroppedIntoTheSystemsFolderAreOneWaybill() throws Exception {
        WaybillProcess dropped = WaybillProcess.run(
                home,
                "drop",
                "merlin",
                file("u.csv", "Email,Team\na@x.ir,Infra\n").toString(),
                file("t.csv", "team_name\nInfra\n").toString(),
                "-o",
                "create-missing=true",
                "--wait");
        assertThat(dropped.exitStatus()).as(dropped.out() + dropped.err()).isZero();
        assertThat(dropped.out().lines().filter(line -> line.matches("Waybill \\d+: .*")))
                .hasSize(1);
        assertThat(dropped.out()).contains("merlin/batch", "t and 1 other.zip");
        assertThat(database.query("SELECT t.name FROM api_user u JOIN api_team t ON t.id = u.team_id"))
                .containsExactly("Infra");
    }

    private String lastOut = "";

    private Ended imported(int status, Object... arguments) throws IOException {
        if (served == null) {
            served = new ServedCommands(home);
        }
        List<String> all = new ArrayList<>(List.of("import"));
        Stream.of(arguments).map(Object::toString).forEach(all::add);
        Ended ended = served.run(all.toArray(String[]::new));
        lastOut = ended.out();
        assertThat(ended.exitStatus())
                .as(all + "\n" + ended.out() + ended.err())
                .isEqualTo(status);
        return ended;
    }

    private Path file(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> emails() {
        return database.query("SELECT email FROM api_user ORDER BY 1");
    }

    private String leaderOf(String email) {
        return database.query("SELECT l.email FROM api_user u JOIN api_user l ON l.id = u.leader_id WHERE u.email = '"
                        + email + "'")
                .get(0);
    }

    private List<String> counts() {
        return database.query("SELECT (SELECT count(*) FROM api_ladder), (SELECT count(*) FROM api_ladderaspect),"
                + " (SELECT count(*) FROM api_ladderlevel)");
    }

    private long backups() throws IOException {
        try (Stream<Path> all = Files.list(home.data().root().resolve("backup"))) {
            return all.filter(path -> !path.getFileName().toString().startsWith("."))
                    .count();
        }
    }

    private static List<JsonNode> lines(Path log) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
