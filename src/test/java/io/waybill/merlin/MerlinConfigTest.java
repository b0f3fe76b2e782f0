package io.waybill.merlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.CategoryTable;
import io.waybill.merlin.value.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerlinConfigTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-20T21:00:00Z"), ZoneOffset.UTC);

    /** What the two rules of the original made different things of, and what one table makes of it. */
    private static final Map<String, String> MEANT = Map.of(
            "Non Tech", "NON_TECH",
            "nontech", "NON_TECH",
            "فنی", "TECH",
            "Product", "unknown");

    @TempDir
    Path folder;

    private final MerlinConfig config = MerlinConfig.load(Path.of("config"), CLOCK);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone: Asia/Tehran | zone: Mars | zone: expected a zone such as Asia/Tehran",
                "texts: corrected | texts: better | texts: 'better' is unknown; expected one of [corrected, legacy]",
                "on-error: skip-row | on-error: ignore | on-error: 'ignore' is unknown; expected one of [skip-row, abort]",
                "longest-summary: 512 | '' | longest-summary: expected a number of characters",
                "jalali: {first: 1300, last: 1500} | jalali: {first: 1300, last: 1950} | dates: Persian years are known",
                "step: 0.5 | step: 0 | pay-bands: a step of 0 leads nowhere",
                "missing: [] | missing: [24.3] | pay-bands: 24.3 is no multiple of 0.5",
                "NON_TECH: [non, | NON_TECH: [technical, | categories: 'technical' means both TECH and NON_TECH",
                "{TECH: Engineering, | {TECHNICAL: Engineering, | departments.categories: expected exactly [TECH, NON_TECH]",
                "CTO: organization.cto_id | CTO: organization.boss_id | roles.CTO: expected organization.<column>",
                "CTO: organization.cto_id | ceo: organization.cto_id | roles: expected each role once",
                "of-holder: when-empty | of-holder: sometimes | committees.of-holder: 'sometimes' is unknown",
                "event-aliases: {} | event-aliases: {PROMOTION: PROMOTION} | event-aliases.PROMOTION: expected one of [MAPPING,",
                "owner: [can_view, | owner: [can_do, | notes.access.owner: expected some of [can_edit,",
                "team_name: [نام تیم] | name_of_team: [نام تیم] | feeds.teams.columns: expected exactly [team_name,",
                "{organization: upsert} | {organisation: upsert} | feeds.organizations.policies.organisation: is no model",
                "{organization: upsert} | {organization: mirror} | 'mirror' is no policy of this system, which never deletes",
                "table: api_payband | tabel: api_payband | models.band.table is missing",
                "columns: [committee_id, user_id] | columns: [] | models.member.columns: expected the columns that are written",
            })
    void whatIsWrongIsNamedWithItsPlace(String right, String wrong, String message) throws IOException {
        String text = Files.readString(Path.of("config/merlin.yaml"));
        assertThat(text).contains(right);
        Files.writeString(folder.resolve("merlin.yaml"), text.replace(right, wrong));

        assertThatThrownBy(() -> MerlinConfig.load(folder, CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("merlin.yaml", message);
    }

    @Test
    void todayIsThatOfTheBusiness() {
        assertThat(config.today()).isEqualTo(LocalDate.of(2026, 3, 21));
    }

    @Test
    void oneTableOfCategoriesReplacesTheTwoRulesOfTheOriginal() {
        CategoryTable table = config.categoryTable();
        for (JsonNode line : Golden.lines("category_normalise")) {
            String word = line.get("in").textValue();
            if (word.isEmpty()) {
                continue;
            }
            String meant = table.parse(word) instanceof Parsed.Value<String> value ? value.value() : "unknown";

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
        assertThat(config.role("hr  manager"))
                .contains(new MerlinConfig.Role("HR Manager", "organization", "hr_manager_id"));
        assertThat(config.role("Maintainer")).isEmpty();
    }

    @Test
    void anUnknownTypeOfEventIsNoneUnlessTheFileSaysWhatItMeans() throws IOException {
        String text = Files.readString(Path.of("config/merlin.yaml"));
        Files.writeString(
                folder.resolve("merlin.yaml"),
                text.replace("event-aliases: {}", "event-aliases: {PROMOTION: EVALUATION}"));

        assertThat(config.eventType("pay_change")).contains(EventType.PAY_CHANGE);
        assertThat(config.eventType("PROMOTION")).isEmpty();
        assertThat(MerlinConfig.load(folder, CLOCK).eventType("Promotion")).contains(EventType.EVALUATION);
    }

    @Test
    void aBatchDeliversTheTablesOfAllItsFeedsOnceAndNothingIsEverDeleted() {
        assertThat(config.tables(EnumSet.of(MerlinFeed.TEAMS, MerlinFeed.USERS)))
                .extracting(TableSpec::table)
                .doesNotHaveDuplicates()
                .contains("api_user", "api_team", "api_tribe", "api_noteuseraccess")
                .doesNotContain("api_ladder");
        assertThat(config.tables(EnumSet.allOf(MerlinFeed.class)))
                .hasSize(config.models().size())
                .allSatisfy(table -> assertThat(table.policy()).isIn(Policy.UPSERT, Policy.INSERT));
    }

    @Test
    void theOrderOfTheFeedsIsThatOfTheirDependencies() {
        assertThat(Arrays.stream(MerlinFeed.values()).map(MerlinFeed::word))
                .containsExactly("ladders", "organizations", "chapters", "tribes", "teams", "users", "history");
    }
}
