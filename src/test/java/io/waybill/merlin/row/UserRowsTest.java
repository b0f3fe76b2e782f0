package io.waybill.merlin.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.Fault;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserRowsTest {
    private static final String HEADER =
            "Email,Name,Gmail,Phone,Team,Tribe,Chapter,Leader,Agile Coach,Role,Organization,Active,Effective Date";

    private final ReadRows rows = ReadRows.of(MerlinFeed.USERS, HEADER);

    @Test
    void aRowIsUnderstoodWhateverItsDigitsAndMarks() {
        UserRow user = rows.good(
                UserRow.class,
                " Sara@X.ir\u200F",
                "سارا امینی\u200C",
                "sara@gmail.com",
                "۰۹۱۲-۳۴۵",
                "Infra\u200C",
                "",
                "\u00A0",
                "tl@x.ir",
                "",
                "hr manager",
                "",
                "خیر",
                "۱۴۰۳/۰۱/۰۱");

        assertThat(user.email().key()).isEqualTo("sara@x.ir");
        assertThat(user.name()).isEqualTo(Cell.given("سارا امینی"));
        assertThat(user.phone()).isEqualTo(Cell.given("0912-345"));
        assertThat(user.team()).isEqualTo(Cell.given("Infra"));
        assertThat(user.leader()).isEqualTo(Cell.given(new Email("tl@x.ir", "tl@x.ir")));
        assertThat(user.role().orNull().column()).isEqualTo("hr_manager_id");
        assertThat(user.active()).isFalse();
        assertThat(user.effectiveDate()).isEqualTo(LocalDate.of(2024, 3, 20));
    }

    @Test
    void aBlankCellKeepsAndATokenClears() {
        UserRow user = rows.good(UserRow.class, "a@x.ir", "", "[CLEAR]", "[clear]", " [clear] ");

        assertThat(user.name()).isEqualTo(Cell.keep());
        assertThat(user.gmail()).isEqualTo(Cell.clear());
        assertThat(user.phone()).isEqualTo(Cell.clear());
        assertThat(user.team()).isEqualTo(Cell.clear());
        assertThat(user.chapter()).as("the row is too short").isEqualTo(Cell.keep());
        assertThat(user.active()).isNull();
    }

    @Test
    void aColumnThatTheFileDoesNotHaveKeepsToo() {
        UserRow user = ReadRows.of(MerlinFeed.USERS, "email,team").good(UserRow.class, "a@x.ir", "Infra");

        assertThat(user.chapter()).isEqualTo(Cell.keep());
        assertThat(user.leader()).isEqualTo(Cell.keep());
    }

    @Test
    void everythingThatIsWrongWithARowIsToldAtOnce() {
        RowResult.Bad<?> bad = (RowResult.Bad<?>) rows.row(
                "a@x",
                "x".repeat(257),
                "a b@x.ir",
                "",
                "",
                "",
                "",
                "not-an-email",
                "",
                "Maintainer",
                "",
                "perhaps",
                "1403-13-01",
                "surplus");

        assertThat(bad.faults())
                .extracting(Fault::field)
                .containsExactly(null, "Email", "Name", "Gmail", "Leader", "Role", "Active", "Effective Date");
        assertThat(bad.faults().get(0).sentence())
                .isEqualTo("file.csv, line 2: record 1, found 14 cells, expected 13 cells, as many as the header has."
                        + " Look for a delimiter within a cell that is not quoted.");
        assertThat(bad.reason())
                .startsWith("record 1, found 14 cells")
                .contains(
                        "record 1, field Role: found Maintainer, expected one of CEO, CTO,",
                        "add it to roles in merlin.yaml");
    }

    @ParameterizedTest
    @CsvSource({"TL@x.ir,tl@X.IR,own-leader", "'',tl@x.ir,missing-value", "[clear],tl@x.ir,cannot-be-cleared"})
    void nobodyIsNobodysOrTheirOwnLeader(String email, String leader, String rule) {
        assertThat(ReadRows.of(MerlinFeed.USERS, "email,leader").faults(email, leader))
                .extracting(Fault::rule)
                .containsExactly(rule);
    }

    @Test
    void surplusCellsThatAreBlankAreNoFault() {
        assertThat(ReadRows.of(MerlinFeed.USERS, "email").row("a@x.ir", "", " "))
                .isInstanceOf(RowResult.Good.class);
    }

    @Test
    void recordsAreCountedWithoutTheHeader() {
        rows.row("a@x.ir");
        RowResult<?> second = rows.row("b@x.ir");

        assertThat(second.at()).isEqualTo(new RowPlace("file.csv", 3, 2));
    }
}
