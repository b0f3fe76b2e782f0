package io.waybill.merlin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.merlin.Golden;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.CategoryTable;
import io.waybill.merlin.value.ParsedCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerlinConfigTest {
    private static final Instant EVENING = Instant.parse("2026-03-20T21:00:00Z");

    /** What the two rules of the original made different things of, and what one table makes of it. */
    private static final Map<String, String> MEANT = Map.of(
            "Non Tech", "NON_TECH",
            "nontech", "NON_TECH",
            "فنی", "TECH",
            "Product", "unknown");

    @TempDir
    Path folder;

    private final MerlinConfig config = MerlinConfig.load(Path.of("config"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone: Asia/Tehran | zone: Mars | zone: found 'Mars'; expected a time zone such as Asia/Tehran",
                "texts: corrected | texts: better | texts: 'better' is unknown; expected one of corrected, legacy",
                "on-error: skip-row | on-error: ignore | on-error: 'ignore' is unknown; expected one of skip-row, abort",
                "longest-summary: 512 | '' | longest-summary: found '0'; expected a number of characters",
                "jalali: {first: 1300, last: 1500} | jalali: {first: 1300, last: 1950} | dates: Persian years can be converted",
                "step: 0.5 | step: 0 | pay-bands: found a step of 0; expected a number above 0",
                "missing: [] | missing: [24.3] | pay-bands: 24.3 is not a multiple of 0.5",
                "NON_TECH: [non, | NON_TECH: [technical, | categories: 'technical' means both TECH and NON_TECH",
                "{TECH: Engineering, | {TECHNICAL: Engineering, | departments.categories: found '[TECHNICAL, NON_TECH]'; expected exactly [TECH, NON_TECH]",
                "CTO: organization.cto_id | CTO: organization.boss_id | roles.CTO: found 'organization.boss_id'; expected organization.<column>",
                "CTO: organization.cto_id | ceo: organization.cto_id | roles: found 'ceo'; expected each role once",
                "of-holder: when-empty | of-holder: sometimes | committees.of-holder: 'sometimes' is unknown",
                "event-aliases: {} | event-aliases: {PROMOTION: PROMOTION} | event-aliases.PROMOTION: found 'PROMOTION'; expected one of MAPPING,",
                "owner: [can_view, | owner: [can_do, | expected some of [can_edit,",
                "team_name: [نام تیم] | name_of_team: [نام تیم] | expected exactly [team_name,",
                "{organization: upsert} | {organisation: upsert} | feeds.organizations.policies: found 'organisation'; expected only models of this file: organization,",
                "{organization: upsert} | {organization: mirror} | feeds.organizations.policies.organization: found 'mirror'; expected upsert or insert",
                "{organization: upsert} | {organization: delete} | 'delete' is unknown; expected one of mirror, upsert, insert, retire",
                "table: api_payband | tabel: api_payband | models.band.table is missing",
                "columns: [committee_id, user_id] | columns: [] | models.member.columns: found '[]'; expected the columns that are written",
            })
    void whatIsWrongIsNamedWithItsPlace(String right, String wrong, String message) throws IOException {
        String text = Files.readString(Path.of("config/merlin.yaml"));
        assertThat(text).contains(right);
        Files.writeString(folder.resolve("merlin.yaml"), text.replace(right, wrong));

        assertThatThrownBy(() -> MerlinConfig.load(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("merlin.yaml", message);
    }

    @Test
    void todayIsThatOfTheBusiness() {
        assertThat(config.at(EVENING).date()).isEqualTo(LocalDate.of(2026, 3, 21));
    }

    @Test
    void oneTableOfCategoriesReplacesTheTwoRulesOfTheOriginal() {
        CategoryTable table = config.cells().categories();
        for (JsonNode line : Golden.lines("category_normalise")) {
            String word = line.get("in").textValue();
            if (word.isEmpty()) {
                continue;
            }
            String meant = table.parse(word) instanceof ParsedCell.Value<String> value ? value.value() : "unknown";

            if (line.get("tribe_category").equals(line.get("team_category"))) {
                assertThat(meant).as(word).isEqualTo(line.get("tribe_category").textValue());
            } else {
                assertThat(meant).as(word).isEqualTo(MEANT.get(word));
            }
        }
    }

    @Test
    void theDepartmentFollowsFromTheCategory() {
        assertThat(config.departments().of("TECH", "Infra")).isEqualTo("Engineering");
        assertThat(config.departments().of("NON_TECH", "Finance")).isEqualTo("Finance");
        assertThat(config.departments().of(null, "Infra")).isEqualTo("Engineering");
    }

    @Test
    void aRoleIsKnownInAnySpelling() {
        assertThat(config.roles().find("hr  manager"))
                .contains(new RolePlace("HR Manager", "organization", "hr_manager_id"));
        assertThat(config.roles().find("Maintainer")).isEmpty();
    }

    @Test
    void anUnknownTypeOfEventIsNoneUnlessTheFileSaysWhatItMeans() throws IOException {
        String text = Files.readString(Path.of("config/merlin.yaml"));
        Files.writeString(
                folder.resolve("merlin.yaml"),
                text.replace("event-aliases: {}", "event-aliases: {PROMOTION: EVALUATION}"));

        assertThat(config.cells().eventTypes().find("pay_change")).contains(EventType.PAY_CHANGE);
        assertThat(config.cells().eventTypes().find("PROMOTION")).isEmpty();
        assertThat(MerlinConfig.load(folder).cells().eventTypes().find("Promotion"))
                .contains(EventType.EVALUATION);
    }

    @Test
    void aBatchDeliversTheTablesOfAllItsFeedsOnceAndNothingIsEverDeleted() {
        assertThat(config.delivery().tables(EnumSet.of(MerlinFeed.TEAMS, MerlinFeed.USERS), EVENING))
                .extracting(TableSpec::table)
                .doesNotHaveDuplicates()
                .contains("api_user", "api_team", "api_tribe", "api_noteuseraccess")
                .doesNotContain("api_ladder");
        assertThat(config.delivery().tables(EnumSet.allOf(MerlinFeed.class), EVENING))
                .hasSize(config.models().byName().size())
                .allSatisfy(table -> assertThat(table.policy()).isIn(Policy.UPSERT, Policy.INSERT));
    }

    @Test
    void theOrderOfTheFeedsIsThatOfTheirDependencies() {
        assertThat(Arrays.stream(MerlinFeed.values()).map(MerlinFeed::word))
                .containsExactly("ladders", "organizations", "chapters", "tribes", "teams", "users", "history");
    }
}
