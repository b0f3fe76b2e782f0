package io.waybill.school.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.SchoolSize;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A school that does things in another way. */
@ExtendWith(TestPostgres.class)
class OtherSchoolTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("W27: what a school does in its own way is in its mapping file, and on the waybill")
    void w27AnotherSchoolFollowsItsOwnPolicy(TestDatabase database) throws Exception {
        try (School school = School.start(
                folder,
                database,
                text -> School.shortYear(text)
                        .replace("offset: -6", "offset: 0")
                        .replace("\n  first:\n  last: 17", "\n  first: 9\n  last:")
                        .replace("\"{ordinal} year\"", "\"Year {number}\"")
                        .replace("[school.example]", "[elsewhere.example]")
                        .replace("{name: \"{name} House\", whole: []}", "{name: \"{name}\", whole: [North]}"))) {
            LedgerEntry page = school.isams(SchoolSize.SMALL).drop();
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            assertThat(page.results().notices())
                    .anyMatch(notice -> notice.rule().equals("policy")
                            && notice.sentence().contains("Year {number}")
                            && notice.sentence().contains("elsewhere.example")
                            && notice.sentence().contains("not split by year: North"));
            assertThat(school.number("SELECT count(*) FROM pupils")).isEqualTo(20);
            assertThat(school.number("SELECT count(*) FROM staffs WHERE active"))
                    .isZero();
            assertThat(school.number("SELECT count(*) FROM elements WHERE staff_id IS NOT NULL"))
                    .isZero();
            assertThat(school.rows("SELECT name FROM groups WHERE kind = 'automatic' ORDER BY name"))
                    .contains("North pupils", "South Year 9", "Year 9", "Year 13")
                    .doesNotContain("North Year 9", "Year 8", "All staff");
            assertThat(school.drop().state()).isEqualTo(State.UNCHANGED);
        }
    }
}
