package io.waybill.merlin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rejects that come back from a spreadsheet: what it changed by itself stays as it was, what people changed counts. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class MerlinSpreadsheetTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException, IOException {
        database = own;
        waybill = TestWaybill.startOnly("merlin", folder, database);
        database.run(
                "INSERT INTO api_department (uuid, name, description) VALUES (gen_random_uuid(), 'Engineering', '')");
        drop("merlin/tribes", "tribes.csv", "tribe_name\n007\n");
        drop("merlin/teams", "teams.csv", "team_name,team_tribe_name\nCore,007\n1-2,007\n");
        drop("merlin/users", "boss.csv", "email,name\nboss@x.ir,Boss\n");
        drop("merlin/ladders", "ladders.csv", "ladder_code,ladder_name,aspect_code,aspect_name\nSW,Soft,tech,Tech\n");
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    private static LedgerEntry drop(String feed, String name, String csv) throws IOException {
        LedgerEntry page = waybill.drop(feed, name, csv);
        assertThat(page.state()).as(page.message()).isIn(State.DELIVERED, State.UNCHANGED);
        return page;
    }

    @Test
    void whatASpreadsheetChangedStaysAndWhatAPersonChangedIsTaken() throws IOException {
        LedgerEntry first = drop(
                "merlin/users",
                "users.csv",
                "Email,Name,Phone,Team,effective_date\n"
                        + "new@x.ir,ندا,09120000009,Coer,2024-03-05\n"
                        + "two@x.ir,1/2,09350000001234567,1-3,2024-03-06\n"
                        + "three@x.ir,Ben,0912,Coer,2024-03-07\n");
        assertThat(rows(first)).hasSize(4);

        byte[] returned = spreadsheet(
                first,
                (row, cells) -> {
                    switch (row.get(0)) {
                        case "new@x.ir" -> {
                            cells.set(1, "???");
                            cells.set(2, "9120000009");
                            cells.set(3, "Core");
                            cells.set(4, "05.03.2024");
                        }
                        case "two@x.ir" -> {
                            cells.set(1, "01. Feb");
                            cells.set(2, "9.35E+15");
                            cells.set(3, "1-2");
                            cells.set(4, "3/6/2024");
                        }
                        default -> {
                            cells.set(2, "0935");
                            cells.set(3, "Core");
                            cells.set(4, "2024-03-08");
                        }
                    }
                },
                Charset.forName("windows-1252"));
        LedgerEntry second = waybill.drop("merlin/users", "rejects.csv", returned);

        assertThat(second.exitStatus()).as(told(second)).isZero();
        assertThat(database.query("SELECT u.email, u.name, u.phone, t.name FROM api_user u JOIN api_team t ON"
                        + " t.id = u.team_id WHERE u.email NOT LIKE 'boss%' ORDER BY 1"))
                .containsExactly(
                        "new@x.ir|ندا|09120000009|Core",
                        "three@x.ir|Ben|0935|Core",
                        "two@x.ir|1/2|09350000001234567|1-2");
        assertThat(database.query("SELECT DISTINCT effective_date FROM api_orgassignmentsnapshot WHERE"
                        + " effective_date < '2025-01-01' ORDER BY 1"))
                .containsExactly("2024-03-05", "2024-03-06", "2024-03-08");
        assertThat(notices(second))
                .singleElement()
                .asString()
                .startsWith("6 cells of rejects.csv are read as when the rows were rejected")
                .contains("phone: leading zeros", "effective_date: another form of the date", "name: characters that")
                .doesNotContain("0912", "2024");
        assertThat(waybill.error(first, "rejects.csv")).doesNotExist();
    }

    /** A cell that was wrong itself is read as it comes back, whatever it looks like. */
    @Test
    void aCorrectionThatLooksLikeASpreadsheetsChangeIsTaken() throws IOException {
        LedgerEntry first = drop(
                "merlin/users",
                "damaged.csv",
                "email,name,phone,effective_date\nd1@x.ir,Dan,9.12E+09,2024-03-05\nd2@x.ir,Dee,0912,05/03/2024\n");

        LedgerEntry second = waybill.drop(
                "merlin/users",
                "rejects.csv",
                spreadsheet(
                        first,
                        (row, cells) -> {
                            cells.set(2, row.get(0).equals("d1@x.ir") ? "9120000000" : "912");
                            cells.set(3, row.get(0).equals("d1@x.ir") ? "45356" : "2024-03-05");
                        },
                        UTF_8));

        assertThat(second.exitStatus()).as(told(second)).isZero();
        assertThat(database.query("SELECT email, phone FROM api_user WHERE email LIKE 'd%' ORDER BY 1"))
                .containsExactly("d1@x.ir|9120000000", "d2@x.ir|0912");
        assertThat(notices(second)).singleElement().asString().startsWith("2 cells of rejects.csv");
    }

    @Test
    void withoutTheNumberOfItsRejectARowIsReadAsItIs() throws IOException {
        LedgerEntry first = drop("merlin/users", "bare.csv", "email,name,phone,team\nb1@x.ir,Bea,0077,Coer\n");
        List<String> header = rows(first).get(0).cells();

        LedgerEntry second = waybill.drop(
                "merlin/users",
                "rejects.csv",
                spreadsheet(
                        first,
                        (row, cells) -> {
                            cells.set(2, "77");
                            cells.set(3, "Core");
                            cells.set(header.indexOf("reject"), "");
                        },
                        UTF_8));

        assertThat(second.exitStatus()).as(told(second)).isZero();
        assertThat(database.query("SELECT phone FROM api_user WHERE email = 'b1@x.ir'"))
                .containsExactly("77");
        assertThat(notices(second)).isEmpty();
        assertThat(waybill.error(first, "rejects.csv")).doesNotExist();
    }

    @Test
    void rowsThatNobodyTouchedAreStillTheSameRejects() throws IOException {
        LedgerEntry first = drop(
                "merlin/users", "same.csv", "email,name,phone,team\ns1@x.ir,Sue,007,Nowhere\ns2@x.ir,Sam,008,Never\n");

        LedgerEntry second = waybill.drop(
                "merlin/users",
                "rejects.csv",
                spreadsheet(first, (row, cells) -> cells.set(2, row.get(2).substring(2)), UTF_8));

        assertThat(notices(second)).hasSize(1);
        assertThat(waybill.error(second, "rejects.csv")).doesNotExist();
        assertThat(rows(first).stream().skip(1).map(row -> row.cell(2))).containsExactly("007", "008");
    }

    /** The other feeds, as one batch: references and JSON cells in the rows of several kinds of reject in one file. */
    @Test
    void everyFeedsRejectsAreReadAsTheyWere() throws IOException {
        LedgerEntry first = zip(
                "history.csv",
                "user_email,event_type,event_date,ladder_code,aspect_details_json,summary_text\n"
                        + "nobody@x.ir,MAPPING,2024-03-05,SW,\"{\"\"tech\"\": 4}\",\"1,234\"\n",
                "teams.csv",
                "team_name,team_description,team_tribe_name\n3-4,0012,Nope\n",
                "chapters.csv",
                "chapter_name,chapter_description,chapter_leader_email\n00,1E5,nobody@x.ir\n",
                "ladders.csv",
                "ladder_code,ladder_name,aspect_code,aspect_name,level,weight\nSW,,tech,Tech,x,1.50\n");
        assertThat(rows(first)).hasSize(5);

        LedgerEntry second = waybill.drop(
                "merlin/batch",
                "rejects.csv",
                spreadsheet(
                        first,
                        (row, cells) -> {
                            List<String> header = rows(first).get(0).cells();
                            replace(header, cells, "user_email", "boss@x.ir");
                            replace(header, cells, "event_date", "05/03/24");
                            replace(header, cells, "aspect_details_json", "{\"\"tech\"\": 4}");
                            replace(header, cells, "summary_text", "1234");
                            replace(header, cells, "team_name", "04. Mrz");
                            replace(header, cells, "team_description", "12");
                            replace(header, cells, "team_tribe_name", "007");
                            replace(header, cells, "chapter_name", "0");
                            replace(header, cells, "chapter_description", "1.00E+05");
                            replace(header, cells, "chapter_leader_email", "boss@x.ir");
                            replace(header, cells, "level", "4");
                            replace(header, cells, "weight", "1,5");
                        },
                        UTF_8));

        assertThat(second.exitStatus()).as(told(second)).isZero();
        assertThat(database.query("SELECT name, description FROM api_team WHERE description <> ''"))
                .containsExactly("3-4|0012");
        assertThat(database.query("SELECT name, description FROM api_chapter")).containsExactly("00|1E5");
        assertThat(database.query("SELECT level, weight FROM api_ladderlevel")).containsExactly("4|1.5");
        assertThat(database.query("SELECT effective_date FROM api_timelineevent"))
                .containsExactly("2024-03-05");
        assertThat(notices(second)).singleElement().asString().startsWith("8 cells of rejects.csv");
    }

    private static void replace(List<String> header, List<String> cells, String column, String value) {
        int at = header.indexOf(column);
        if (!cells.get(at).isEmpty()) {
            cells.set(at, value);
        }
    }

    private static LedgerEntry zip(String... files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int i = 0; i < files.length; i += 2) {
                out.putNextEntry(new ZipEntry(files[i]));
                out.write(files[i + 1].getBytes(UTF_8));
                out.closeEntry();
            }
        }
        return waybill.drop("merlin/batch", "several.zip", bytes.toByteArray());
    }

    private static List<CsvRow> rows(LedgerEntry page) {
        try {
            return CsvRows.read(waybill.error(page, "rejects.csv"), "rejects.csv");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String told(LedgerEntry page) {
        return page.message() + (waybill.error(page, "rejects.csv").toFile().exists() ? rows(page) : List.of());
    }

    private static List<String> notices(LedgerEntry page) {
        return page.results().notices().stream()
                .filter(notice -> notice.rule().equals("spreadsheet-changes"))
                .map(Notice::sentence)
                .toList();
    }

    /** The rejects as a spreadsheet saves them: semicolons, rows sorted otherwise, blank columns and rows at the end. */
    private static byte[] spreadsheet(
            LedgerEntry page, BiConsumer<List<String>, List<String>> change, Charset encoding) {
        List<CsvRow> rows = rows(page);
        List<List<String>> all = new ArrayList<>();
        for (CsvRow row : rows.subList(1, rows.size())) {
            List<String> cells = new ArrayList<>(row.cells());
            change.accept(row.cells(), cells);
            all.add(0, cells);
        }
        all.add(0, new ArrayList<>(rows.get(0).cells()));
        all.add(new ArrayList<>(Collections.nCopies(rows.get(0).cells().size(), "")));
        String text = all.stream()
                .map(cells -> cells.stream()
                                .map(cell ->
                                        cell.matches("[\\w@. /+:-]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(";"))
                        + ";;\r\n")
                .collect(Collectors.joining());
        return text.getBytes(encoding);
    }
}
