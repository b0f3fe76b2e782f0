package io.waybill.merlin.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.format.Fault;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.value.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What spreadsheets and programs make of values, and the words that say that there is none. */
class DamagedCellsTest {
    private static final String USERS = "Email,Name,Gmail,Phone,Team,Tribe,Chapter,Leader,PR,Agile Coach";

    private final ReadRows users = ReadRows.of(MerlinFeed.USERS, USERS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ada@x.ir | #N/A | | | | Name",
                "ada@x.ir | #REF! | | | | Name",
                "ada@x.ir | nan | | | | Name",
                "ada@x.ir | \\N | | | | Name",
                "ada@x.ir | <NA> | | | | Name",
                "ada@x.ir | =A2 | | | | Name",
                "ada@x.ir | Err:502 | | | | Name",
                "ada@x.ir | ##### | | | | Name",
                "ada@x.ir | undefined | | | | Name",
                "'e6@x.ir | | | | | Email",
                "=e11@x.ir | | | | | Email",
                "#VALUE! | | | | | Email",
                "ada@x.ir | | 'a@gmail.com | | | Gmail",
                "ada@x.ir | | | 9.12123E+09 | | Phone",
                "ada@x.ir | | | 9,12E+09 | | Phone",
                "ada@x.ir | | | ۹.۱۲E+۰۹ | | Phone",
                "ada@x.ir | | | 9120000001.0 | | Phone",
                "ada@x.ir | | | '09120000001 | | Phone",
                "ada@x.ir | | | #VALUE! | | Phone",
                "ada@x.ir | | | | 1E+05 | Team",
                "ada@x.ir | | | | #NAME? | Team",
            })
    void aDamagedValueIsRejectedAndSaysSo(
            String email, String name, String gmail, String phone, String team, String field) {
        assertThat(users.faults(text(email), text(name), text(gmail), text(phone), text(team)))
                .extracting(Fault::field, Fault::rule)
                .containsExactly(tuple(field, "damaged-value"));
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Nan Goldin,+98 912 000 0001,Team 3",
                "'Abd al-Karim,0912-000.0,2.0",
                "O'Neil,09120000001,#1",
                "Nan,(021) 88.00,C#",
                "Ms. E+,٠٩١٢,E+05"
            })
    void aValueThatOnlyLooksOddIsOne(String name, String phone, String team) {
        UserRow user = users.good(UserRow.class, "ada@x.ir", name, "", phone, team);

        assertThat(user.name()).isEqualTo(Cell.given(name));
        assertThat(user.team()).isEqualTo(Cell.given(team));
        assertThat(user.phone().isKeep()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "n/a", "NULL", "none", "ندارد", " – ", "نامشخص", "خالی"})
    void aWordForNothingIsABlankCell(String word) {
        UserRow user = users.good(UserRow.class, "ada@x.ir", word, word, word, word, word, word, word, word, "c@x.ir");

        assertThat(user.name()).isEqualTo(Cell.keep());
        assertThat(user.gmail()).isEqualTo(Cell.keep());
        assertThat(user.chapter()).isEqualTo(Cell.keep());
        assertThat(user.leader()).isEqualTo(Cell.keep());
        assertThat(user.agileCoach().orNull().key())
                .as("the next header of the column")
                .isEqualTo("c@x.ir");
    }

    @Test
    void theWordsThatWereReadAsBlankAreKnown() {
        RowResult.Good<?> row = (RowResult.Good<?>) users.row("ada@x.ir", "NULL", "", "-", "Core");

        assertThat(row.nothing()).containsExactly("NULL", "-");
        assertThat(users.faults("None", "Ada")).extracting(Fault::rule).containsExactly("missing-value");
    }

    @Test
    void soItIsInEveryFeed() {
        assertThat(ReadRows.of(MerlinFeed.TEAMS, "team_name,team_leader_email,team_description")
                        .faults("#REF!", "'a@x.ir", "#N/A"))
                .extracting(Fault::rule)
                .containsExactlyInAnyOrder("damaged-value", "damaged-value", "damaged-value");
        assertThat(ReadRows.of(MerlinFeed.LADDERS, "ladder_code,ladder_name,ladder_description")
                        .good(LadderRow.class, "SOFT", "N/A", "-")
                        .ladder())
                .isEqualTo(new LadderRow.Ladder(Cell.keep(), Cell.keep()));
        assertThat(ReadRows.of(MerlinFeed.LADDERS, "ladder_code,aspect_code,level,weight")
                        .faults("1E+05", "tech", "nan", "#DIV/0!"))
                .extracting(Fault::rule)
                .containsExactly("damaged-value", "damaged-value", "damaged-value");
        assertThat(ReadRows.of(MerlinFeed.HISTORY, "user_email,event_type,event_date,summary_text,bonus_percentage")
                        .faults("a@x.ir", "BONUS_PAYOUT", "#####", "#VALUE!", "NaN"))
                .extracting(Fault::rule)
                .containsExactly("damaged-value", "damaged-value", "damaged-value");
    }
}
