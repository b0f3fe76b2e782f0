package io.waybill.reject;

import static io.waybill.reject.LedgerForRejects.row;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.class)
class ErrorFolderTest {
    private final Rejects rejects = new Rejects(LedgerForRejects.CLOCK);
    private final ErrorFolder errorFolder = new ErrorFolder(rejects);

    @TempDir
    Path data;

    private Path folder;
    private LedgerForRejects ledger;
    private TestDatabase database;

    @BeforeEach
    void aLedger(TestDatabase database) {
        this.database = database;
        ledger = new LedgerForRejects(database);
        folder = data.resolve("error/timetable/permissions/1");
    }

    @Test
    void theFileTellsTheRowWhereItStoodWhyAndWhatMayHaveBeenMeant() throws Exception {
        open(row("=tripos/a", "user/a", "{\"salt\": \"x\"}", 7, null));

        Path file = rewrite();

        List<CsvRow> rows = CsvRows.read(file, "rejects.csv");
        assertThat(rows.get(0).cells())
                .containsExactly(
                        "subject",
                        "user",
                        "data",
                        "reject",
                        "kind",
                        "file",
                        "line",
                        "rule",
                        "reason",
                        "candidate 1",
                        "score 1",
                        "why 1",
                        "candidate 2",
                        "score 2",
                        "why 2",
                        "candidate 3",
                        "score 3",
                        "why 3",
                        "decision");
        assertThat(rows.get(1).cells())
                .containsExactly(
                        "'=tripos/a",
                        "user/a",
                        "{\"salt\": \"x\"}",
                        rejectId(),
                        "grant",
                        "perms.csv",
                        "7",
                        "subject-not-found",
                        "The subject is not in the reference data.",
                        "tripos/new",
                        "0.90",
                        "one letter differs",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void writingItAgainGivesTheSameFile() throws Exception {
        open(row("tripos/a", "user/a", "", 1, null), row("tripos/b", "user/b", "", 2, null));

        byte[] first = Files.readAllBytes(rewrite());

        assertThat(Files.readAllBytes(rewrite())).isEqualTo(first);
        assertThat(folder)
                .isDirectoryContaining("glob:**rejects.csv")
                .satisfies(f -> assertThat(Files.list(f)).hasSize(1));
    }

    @Test
    void theFileAndItsFolderGoWhenNothingIsOpenAnyMore() throws Exception {
        open(row("tripos/a", "user/a", "", 1, null));
        rewrite();
        ledger.inTransaction(connection -> rejects.settle(
                connection,
                2,
                "timetable",
                "grant",
                List.of(new AnsweredRow(List.of("tripos/a", "user/a"), null, false)),
                List.of()));

        assertThat(rewrite()).isNull();
        assertThat(folder).doesNotExist();
        assertThat(rewrite()).isNull();
    }

    @Test
    void aFolderThatHoldsSomethingElseStays() throws Exception {
        open(row("tripos/a", "user/a", "", 1, null));
        rewrite();
        Files.writeString(folder.resolve("reason.txt"), "why");
        database.run("UPDATE waybill.rejects SET state = 'solved', closed_by = 2, closed_at = now()");

        rewrite();

        assertThat(folder.resolve("rejects.csv")).doesNotExist();
        assertThat(folder.resolve("reason.txt")).exists();
    }

    @Test
    void rowsOfDifferentKindsStandSideBySide() throws Exception {
        open(
                row("tripos/a", "user/a", "", 1, null),
                new RejectedRow(
                        "event",
                        List.of("title", "data"),
                        List.of("Lecture", "d"),
                        List.of("Lecture"),
                        Position.ofLine("live.dump", 1),
                        "value-too-long",
                        "Too long.",
                        List.of(),
                        null));

        List<CsvRow> rows = CsvRows.read(rewrite(), "rejects.csv");

        assertThat(rows.get(0).cells()).startsWith("subject", "user", "data", "title", "reject");
        assertThat(rows)
                .extracting(row -> row.cells().subList(0, 4))
                .contains(List.of("", "", "d", "Lecture"), List.of("tripos/a", "user/a", "", ""));
    }

    @Test
    void aFileThatComesBackTellsRejectsMendedCellsAndDecisions() throws Exception {
        open(row("'=tripos/a", "user/a", "-x", 1, null), row("tripos/b", "user/b", "", 2, null));
        List<CsvRow> rows = CsvRows.read(rewrite(), "rejects.csv");

        RejectsFile file = RejectsFile.of(rows.get(0)).orElseThrow();

        assertThat(file.header()).containsExactly("subject", "user", "data");
        assertThat(file.row(rows.get(1)))
                .isEqualTo(new ReturnedRow(
                        2,
                        id("'=tripos/a"),
                        "grant",
                        "subject-not-found",
                        List.of("'=tripos/a", "user/a", "-x"),
                        null));
    }

    /** A spreadsheet gives one of two columns of one name another name, or sorts by the wrong one. */
    @Test
    void noColumnOfTheRowsHasTheNameOfOneOfTheOthers() throws Exception {
        open(new RejectedRow(
                "upload",
                List.of("file", "Reason", "owner"),
                List.of("uploads/a.png", "lost", "user/a"),
                List.of("uploads/a.png"),
                Position.ofLine("live.dump", 7),
                "value-too-long",
                "Too long.",
                List.of(),
                null));

        List<CsvRow> rows = CsvRows.read(rewrite(), "rejects.csv");
        RejectsFile file = RejectsFile.of(rows.get(0)).orElseThrow();

        assertThat(rows.get(0).cells())
                .startsWith("file (of the row)", "Reason (of the row)", "owner", "reject")
                .doesNotHaveDuplicates();
        assertThat(file.header()).containsExactly("file", "reason", "owner");
        assertThat(file.row(rows.get(1)).cells()).containsExactly("uploads/a.png", "lost", "user/a");
    }

    @Test
    void aFileThatASpreadsheetSavedAnewIsStillKnown() throws Exception {
        Path file = data.resolve("rejects (1).csv");
        Files.write(
                file,
                ("\uFEFFDecision;my notes;USER;Subject;Reject\r\n"
                                + "tripos/new;?;user/a;tripos/a;17\r\n"
                                + " ;;user/b;'=tripos/b;\r\n"
                                + "DROP;;user/c;tripos/c;x1\r\n")
                        .getBytes(UTF_16LE));
        List<CsvRow> rows = CsvRows.read(file, "rejects (1).csv");

        RejectsFile known = RejectsFile.of(rows.get(0)).orElseThrow();

        assertThat(known.header()).containsExactly("my notes", "user", "subject");
        assertThat(rows.subList(1, 4).stream().map(known::row))
                .containsExactly(
                        new ReturnedRow(2, 17L, "", "", List.of("?", "user/a", "tripos/a"), "tripos/new"),
                        new ReturnedRow(3, null, "", "", List.of("", "user/b", "=tripos/b"), null),
                        new ReturnedRow(4, null, "", "", List.of("", "user/c", "tripos/c"), "DROP"));
    }

    @Test
    void anotherFileIsNotTakenForOne() {
        assertThat(RejectsFile.of(new CsvRow(1, List.of("subject", "user", "data"))))
                .isEmpty();
        assertThat(RejectsFile.of(new CsvRow(1, List.of("tripos/x", "user/a", ""))))
                .isEmpty();
        assertThat(RejectsFile.of(new CsvRow(1, List.of("decision", "user")))).isEmpty();
    }

    @Test
    @Tag("thorough")
    void aHundredThousandRejectsAreWrittenPieceByPiece() throws Exception {
        database.run("INSERT INTO waybill.rejects (waybill, system, kind, header, cells, key_cells, cause, file, line,"
                + " byte_offset, rule, reason, candidates, state) SELECT 1, 'timetable', 'grant',"
                + " '{subject,user,data}', ARRAY['tripos/' || n, 'user/' || n, repeat('x', 200)],"
                + " ARRAY['tripos/' || n, 'user/' || n], ARRAY['tripos/' || n], 'perms.csv', n, -1, 'subject-not-found', 'No.', '[]', 'open'"
                + " FROM generate_series(1, 100000) n");

        try (Connection connection = database.dataSource().getConnection()) {
            Path file = errorFolder.rewrite(connection, 1, folder);

            assertThat(connection.getAutoCommit()).isTrue();
            int count = 0;
            try (CsvRows rows = CsvRows.open(file, "rejects.csv")) {
                while (rows.hasNext()) {
                    rows.next();
                    count++;
                }
            }
            assertThat(count).isEqualTo(100_001);
        }
    }

    private void open(RejectedRow... rows) {
        ledger.inTransaction(connection -> {
            rejects.open(connection, 1, "timetable", new ArrayList<>(List.of(rows)));
            return null;
        });
    }

    private Path rewrite() throws SQLException, IOException {
        try (Connection connection = database.dataSource().getConnection()) {
            return errorFolder.rewrite(connection, 1, folder);
        }
    }

    private String rejectId() {
        return database.value("SELECT id FROM waybill.rejects");
    }

    private long id(String subject) {
        return database.number("SELECT id FROM waybill.rejects WHERE cells[1] = '" + subject.replace("'", "''") + "'");
    }
}
