package io.waybill.timetable.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.csv.CsvRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionRowsTest {
    @Test
    void aFileWithoutHeaderHasSubjectUserData() {
        assertThat(of("tripos/x|user/a|d", "tripos/y|user/b||extra").rows())
                .containsExactly(
                        new PermissionRow(1, "tripos/x", "user/a", "d", null, null),
                        new PermissionRow(2, "tripos/y", "user/b", "", null, null));
    }

    @Test
    void aHeaderRowIsNoUserAndNamesTheColumns() {
        assertThat(of("User Fullpath|note|SUBJECT|Data", "user/a|!|tripos/x|d").rows())
                .containsExactly(new PermissionRow(2, "tripos/x", "user/a", "d", null, null));
        assertThat(of("subject_fullpath|user", "tripos/x|user/a").rows())
                .containsExactly(new PermissionRow(2, "tripos/x", "user/a", null, null, null));
    }

    @Test
    void aRowWithTooFewColumnsIsSetAside() {
        PermissionRows rows = of("tripos/x|user/a", "tripos/y|user/b|");

        assertThat(rows.tooShort()).extracting(CsvRow::line).containsExactly(1L);
        assertThat(rows.rows()).extracting(PermissionRow::line).containsExactly(2L);
    }

    @Test
    void aRejectsFileBringsItsNumbersAndDecisions() {
        assertThat(of("subject|user|data|reject|rule|decision", "'=x|user/a|d|12|r|drop", "tripos/y|user/b||13|r|")
                        .rows())
                .containsExactly(
                        new PermissionRow(2, "=x", "user/a", "d", 12L, "drop"),
                        new PermissionRow(3, "tripos/y", "user/b", "", 13L, null));
    }

    @Test
    void anEmptyFileHasNoRows() {
        assertThat(PermissionRows.of(List.of()).rows()).isEmpty();
        assertThat(of("subject|user|data").rows()).isEmpty();
        assertThat(of("||").rows()).isEmpty();
    }

    private static PermissionRows of(String... rows) {
        List<CsvRow> file = new ArrayList<>();
        for (String row : rows) {
            file.add(new CsvRow(file.size() + 1L, List.of(row.split("\\|", -1))));
        }
        return PermissionRows.of(file);
    }
}
