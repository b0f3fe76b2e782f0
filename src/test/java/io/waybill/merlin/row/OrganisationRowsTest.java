package io.waybill.merlin.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.Fault;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.value.Cell;
import org.junit.jupiter.api.Test;

class OrganisationRowsTest {
    @Test
    void teamsAndTribesUnderstandTheSameCategories() {
        TeamRow team = ReadRows.of(MerlinFeed.TEAMS, "team_name,team_tribe_name,team_category,team_leader_email")
                .good(TeamRow.class, "زیرساخت", "پلتفرم", "غير فني", "");
        TribeRow tribe = ReadRows.of(MerlinFeed.TRIBES, "tribe_name,tribe_category,tribe_product_director_email")
                .good(TribeRow.class, "پلتفرم", "Non-Tech", "[clear]");

        assertThat(team.category()).isEqualTo(Cell.given("NON_TECH")).isEqualTo(tribe.category());
        assertThat(team.leader()).isEqualTo(Cell.keep());
        assertThat(tribe.productDirector()).isEqualTo(Cell.clear());
        assertThat(tribe.engineeringDirector()).isEqualTo(Cell.keep());
    }

    @Test
    void aWordThatIsNoCategoryIsAFault() {
        assertThat(ReadRows.of(MerlinFeed.TRIBES, "tribe_name,tribe_category").faults("x", "Product"))
                .extracting(Fault::rule)
                .containsExactly("unknown-category");
    }

    @Test
    void aNameIsNeededAndCannotBeCleared() {
        ReadRows chapters = ReadRows.of(MerlinFeed.CHAPTERS, "chapter_name,chapter_description");

        assertThat(chapters.faults("", "x")).extracting(Fault::rule).containsExactly("missing-value");
        assertThat(chapters.faults("[clear]", "x")).extracting(Fault::rule).containsExactly("cannot-be-cleared");
        assertThat(chapters.good(ChapterRow.class, "Back end", "a\nb").description())
                .isEqualTo(Cell.given("a\nb"));
        assertThat(ReadRows.of(MerlinFeed.ORGANIZATIONS, "organization_name")
                        .good(OrganizationRow.class, "Acme")
                        .name())
                .isEqualTo("Acme");
    }
}
