package io.waybill.timetable.permission;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.match.DecisionStore;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.Renames;
import io.waybill.reject.ErrorFolder;
import io.waybill.reject.Rejects;
import io.waybill.reject.Settlement;
import io.waybill.timetable.SubjectRule;
import io.waybill.timetable.SubjectTypes;
import io.waybill.timetable.UserRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A person's way with rejects: drop, look, mend, drop again. */
@ExtendWith(TestPostgres.class)
class MendingLoopTest {
    private static final List<ReferenceEntry> THINGS = List.of(
            new ReferenceEntry("1", "tripos", "", "", null),
            new ReferenceEntry("2", "tripos/asnac", "", "tripos", "1"),
            new ReferenceEntry("3", "tripos/asnac/I", "", "part", "2"));

    private static final String ORIGINAL = "tripos/asnc/I,user/a,=x\r\ntripos/gone,user/b,\r\ntripos/typo,user/c,\r\n"
            + "tripos/wait,user/d,\r\ntripos/deleted,user/e,\r\ntripos/asnac/I,user/f,\r\n";

    @TempDir
    Path data;

    private TestDatabase database;

    @BeforeEach
    void aLedger(TestDatabase database) {
        this.database = database;
    }

    @Test
    void eachOpenProblemStandsInExactlyOneErrorFileUntilItIsSolved() throws Exception {
        Path original = Files.writeString(data.resolve("perms.csv"), ORIGINAL);
        assertThat(drop(1, original).matched.grants()).hasSize(1);
        assertThat(openIn(1))
                .containsExactly("tripos/asnc/I", "tripos/gone", "tripos/typo", "tripos/wait", "tripos/deleted");

        Path mended = mended();
        Dropped second = drop(2, mended);

        assertThat(second.matched.grants())
                .extracting(Grant::userPath, Grant::subjectPath, Grant::data)
                .containsExactly(tuple("user/a", "tripos/asnac/I", "=x"));
        assertThat(second.settlement.solved()).isEqualTo(1);
        assertThat(second.settlement.dropped()).isEqualTo(1);
        assertThat(second.settlement.replaced()).isEqualTo(1);
        assertThat(second.settlement.kept()).isEqualTo(Map.of(1L, 1L));
        assertThat(openIn(1)).containsExactly("tripos/wait", "tripos/deleted");
        assertThat(openIn(2)).containsExactly("tripos/asnac/IX");

        drop(3, mended);
        assertThat(openIn(1)).containsExactly("tripos/wait", "tripos/deleted");
        assertThat(openIn(2)).containsExactly("tripos/asnac/IX");
        assertThat(error(3)).doesNotExist();

        Dropped again = drop(4, original);
        assertThat(again.matched.grants()).extracting(Grant::userPath).containsExactly("user/a", "user/f");
        assertThat(again.matched.filtered()).isEqualTo(1);
        assertThat(openIn(1)).containsExactly("tripos/wait", "tripos/deleted");
        assertThat(openIn(4)).containsExactly("tripos/typo");
    }

    /** As a spreadsheet saves it: {@code ;}, UTF-16, one row decided, one dropped, one mended wrongly, one deleted. */
    private Path mended() throws IOException {
        List<CsvRow> rows = CsvRows.read(error(1), "rejects.csv");
        int candidate = rows.get(0).cells().indexOf("candidate 1");
        StringBuilder text = new StringBuilder("\uFEFF");
        for (CsvRow row : rows) {
            List<String> cells = new ArrayList<>(row.cells());
            int decision = cells.size() - 1;
            switch (cells.get(0)) {
                case "tripos/asnc/I" -> cells.set(decision, cells.get(candidate));
                case "tripos/gone" -> cells.set(decision, "drop");
                case "tripos/typo" -> cells.set(0, "tripos/asnac/IX");
                default -> {}
            }
            if (!cells.get(0).equals("tripos/deleted")) {
                text.append(cells.stream()
                                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(";")))
                        .append("\r\n");
            }
        }
        return Files.write(data.resolve("rejects mended.csv"), text.toString().getBytes(UTF_16LE));
    }

    private record Dropped(MatchedPermissions matched, Settlement settlement) {}

    private Dropped drop(long number, Path file) throws Exception {
        database.run("INSERT INTO waybill.waybills (number, system, feed, state, preview, file_name, file_size,"
                + " file_sha256, configuration, options, token, waybill_version, claimed_by, claimed_at) VALUES ("
                + number
                + ", 'timetable', 'permissions', 'delivered', false, 'perms.csv', 1, repeat('0', 64), '', '{}', '',"
                + " '0.1.0', 'porter', now())");
        SubjectRule subjects = new SubjectRule(THINGS, SubjectTypes.STANDARD);
        DecisionStore decisions = new DecisionStore(Clock.systemUTC());
        Rejects rejects = new Rejects(Clock.systemUTC());
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            MatchedPermissions matched = new PermissionMatcher(
                            PermissionMatcher.index(THINGS, subjects),
                            subjects,
                            decisions.load(connection, "timetable", PermissionMatcher.KIND),
                            Renames.NONE,
                            UserRule.STANDARD)
                    .match(file.getFileName().toString(), PermissionRows.of(CsvRows.read(file, "perms.csv")));
            Settlement settlement = rejects.settle(
                    connection, number, "timetable", PermissionMatcher.KIND, matched.answered(), matched.rejected());
            decisions.remember(connection, number, "timetable", PermissionMatcher.KIND, "porter", matched.decisions());
            connection.commit();
            for (long waybill : settlement.waybills()) {
                new ErrorFolder(rejects)
                        .rewrite(connection, waybill, error(waybill).getParent());
            }
            connection.commit();
            return new Dropped(matched, settlement);
        }
    }

    private List<String> openIn(long waybill) throws IOException {
        return CsvRows.read(error(waybill), "rejects.csv").stream()
                .skip(1)
                .map(row -> row.cells().get(0))
                .toList();
    }

    private Path error(long waybill) {
        return data.resolve("error/timetable/permissions/" + waybill + "/rejects.csv");
    }
}
