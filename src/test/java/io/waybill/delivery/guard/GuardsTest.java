package io.waybill.delivery.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.delivery.guard.GuardLimits.TableLimits;
import io.waybill.delivery.guard.Measures.Records;
import io.waybill.delivery.guard.Measures.References;
import io.waybill.delivery.guard.Measures.Table;
import io.waybill.delivery.naming.Plurals;
import io.waybill.format.yaml.MappingFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
    private final Guards guards = new Guards(GuardLimits.DEFAULT, Plurals.NONE);

    private static Measures tables(Table... tables) {
        return new Measures(List.of(tables), List.of(), List.of(), 0);
    }

    private static List<String> tripped(List<GuardResult> results) {
        return results.stream()
                .filter(GuardResult::tripped)
                .map(GuardResult::guard)
                .toList();
    }

    @Test
    void anEverydayPlanPasses() {
        List<GuardResult> results = guards.results(tables(new Table("event", 10_000, 300, 500, 0, 200)));

        assertThat(results).hasSize(3).noneMatch(GuardResult::tripped);
        assertThat(Guards.reason(results)).isEmpty();
    }

    @Test
    void aMassChangeTripsWithAllItsFiguresInOneSentence() {
        List<GuardResult> results = guards.results(tables(new Table("event", 37_248, 0, 0, 0, 18_624)));

        assertThat(Guards.reason(results))
                .hasValue("This would delete 18,624 of 37,248 rows of event (50 %); the limit is 30 %.");
    }

    @Test
    void recordsAndRowsAreCalledByTheirPlurals(@TempDir Path folder) {
        Plurals plurals = Plurals.of(
                new MappingFile(folder.resolve("merlin.yaml")),
                "merlin",
                Map.of("user", "people"),
                Map.of("user", "api_user")::get);
        List<GuardResult> results = new Guards(GuardLimits.DEFAULT, plurals)
                .results(new Measures(
                        List.of(new Table("api_user", 200, 150, 90, 0, 100), new Table("api_team", 3, 1, 0, 0, 0)),
                        List.of(
                                new Records("merlin.user", 100, 40, 300),
                                new Records("merlin.user that the target has", 10, 1, 0)),
                        List.of(new References("merlin.user to chapter", 10, 8)),
                        7));

        assertThat(results)
                .extracting(GuardResult::sentence)
                .containsExactlyInAnyOrder(
                        "This would insert 150 people, where there are 200 now (75 %); the limit is 50 %.",
                        "This would insert 1 row of api_team, where there are 3 now; the limit is 50 %.",
                        "This would update 90 of 200 people (45 %); the limit is 40 %.",
                        "This would delete 100 of 200 people (50 %); the limit is 30 %.",
                        "40 of 100 people would be rejected (40 %); the limit is 30 %.",
                        "1 of 10 people that the target has would be rejected (10 %); the limit is 30 %.",
                        "The file has 100 people, 200 fewer than the one of waybill 7, which was delivered last and had"
                                + " 300 (67 %); the limit is 30 %.",
                        "8 of 10 references of people to chapter find nothing (80 %); the limit is 30 %.");
    }

    @Test
    void aSingleOneIsSpokenOfInTheSingular(@TempDir Path folder) {
        Plurals plurals = Plurals.of(
                new MappingFile(folder.resolve("merlin.yaml")),
                "merlin",
                Map.of("user", "people"),
                Map.of("user", "api_user")::get);
        List<GuardResult> results = new Guards(GuardLimits.DEFAULT, plurals)
                .results(
                        new Measures(
                                List.of(new Table("api_user", 1, 1, 0, 0, 0), new Table("api_team", 1, 0, 1, 0, 0)),
                                List.of(new Records("merlin.user", 1, 1, 300), new Records("merlin.team", 1, 1, 0)),
                                List.of(new References("merlin.user to chapter", 1, 1)),
                                7),
                        List.of(new Table("api_user", 100, 1, 99, 0, 0)));

        assertThat(results)
                .extracting(GuardResult::sentence)
                .map(sentence -> sentence.replaceFirst("( \\(.*\\))?; the limit is .*", ""))
                .containsExactlyInAnyOrder(
                        "This would insert 1 row of people, where there is 1 now",
                        "This would insert 1 row of people, where there is 1 now; by their contents 1 row would be new",
                        "This would insert 1 row of people, where there is 1 now; by their contents 99 of those would"
                                + " differ",
                        "This would update 1 of 1 row of api_team",
                        "1 of 1 record of people would be rejected",
                        "1 of 1 record of merlin.team would be rejected",
                        "The file has 1 record of people, 299 fewer than the one of waybill 7, which was delivered last"
                                + " and had 300",
                        "1 of 1 reference of people to chapter finds nothing");
    }

    @Test
    void theWorstComesFirstAndTheOthersAreCounted() {
        List<GuardResult> results = guards.results(
                tables(new Table("thing", 1_000, 600, 0, 0, 310), new Table("event", 1_000, 0, 990, 0, 0)));

        assertThat(tripped(results)).containsExactly("updates", "inserts", "deletes");
        assertThat(Guards.reason(results))
                .hasValue("This would update 990 of 1,000 rows of event (99 %); the limit is 40 %. 2 other guards have"
                        + " tripped, too.");
    }

    @Test
    void aQuestionStaysOneWhenOtherGuardsHaveTripped() {
        GuardResult asked = GuardResult.always("rejects", "pupils", "Half of them would go: is the export whole?");

        assertThat(Guards.reason(List.of(asked, GuardResult.always("groups", "groups", "All would end."))))
                .hasValue("Half of them would go: is the export whole? 1 other guard has tripped, too.");
    }

    @Test
    void whatTheContentsConfirmIsSaidInThePlansOwnWordsAndFigures() {
        List<GuardResult> results = guards.results(
                tables(new Table("event", 11_400, 0, 11_400, 0, 0)),
                List.of(new Table("event", 11_400, 11_400, 0, 0, 11_400)));

        assertThat(tripped(results)).containsExactly("updates");
        assertThat(results.get(0).measured()).isEqualTo(11_400);
        assertThat(Guards.reason(results))
                .hasValue(
                        "This would update 11,400 of 11,400 rows of event (100 %); the limit is 40 %. By their contents"
                                + " 11,400 of them would go, 11,400 would be new and 0 would differ.");
    }

    @Test
    void aPlanWhoseKeysMisleadPasses() {
        List<GuardResult> results = guards.results(
                tables(new Table("event", 1_000, 0, 999, 0, 0), new Table("thing", 1_000, 0, 0, 0, 310)),
                List.of(new Table("event", 1_000, 0, 3, 0, 0)));

        assertThat(tripped(results)).containsExactly("deletes");
        assertThat(results)
                .filteredOn(result -> result.subject().equals("event"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.guard()).isEqualTo("updates-by-content");
                    assertThat(result.measured()).isEqualTo(3);
                    assertThat(result.sentence())
                            .isEqualTo("This would update 999 rows of event, where there are 1,000 now; by their"
                                    + " contents 3 of those would differ (0.3 %); the limit is 40 %.");
                });
    }

    @Test
    void whatOnlyTheContentsShowIsHeldToo() {
        List<GuardResult> results = guards.results(
                tables(new Table("event", 1_000, 0, 350, 0, 0)), List.of(new Table("event", 1_000, 350, 0, 0, 350)));

        assertThat(Guards.reason(results))
                .hasValue(
                        "This would update 350 rows of event, where there are 1,000 now; by their contents 350 of those"
                                + " would go (35 %); the limit is 30 %.");
    }

    @Test
    void sharesSayNothingOfSmallAndOfEmptyTables() {
        assertThat(tripped(guards.results(tables(new Table("tiny", 99, 99, 99, 0, 99)))))
                .isEmpty();
        assertThat(tripped(guards.results(tables(new Table("empty", 0, 1_000_000, 0, 0, 0)))))
                .isEmpty();
        assertThat(tripped(guards.results(tables(new Table("small", 100, 0, 0, 0, 31)))))
                .containsExactly("deletes");
    }

    @Test
    void aNumberHoldsForSmallTablesToo() {
        GuardLimits limits =
                new GuardLimits(null, null, null, null, null, Limit.of("5 rows"), null, null, null, null).complete();

        assertThat(tripped(new Guards(limits, Plurals.NONE).results(tables(new Table("tiny", 10, 0, 0, 0, 6)))))
                .containsExactly("deletes");
        assertThat(tripped(new Guards(limits, Plurals.NONE).results(tables(new Table("tiny", 10, 0, 0, 0, 5)))))
                .isEmpty();
    }

    @Test
    void aTableMayHaveLimitsOfItsOwn() {
        GuardLimits limits = new GuardLimits(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of("lock", new TableLimits(null, null, null, Limit.OFF)))
                .complete();

        assertThat(tripped(new Guards(limits, Plurals.NONE)
                        .results(tables(new Table("lock", 500, 0, 0, 0, 500), new Table("thing", 500, 0, 0, 0, 500)))))
                .containsExactly("deletes");
    }

    @Test
    void atLeastSeventyOfAHundredReferencesMustBeFoundWhereThereAreTenOrMore() {
        assertThat(tripped(references(9, 9))).isEmpty();
        assertThat(tripped(references(10, 3))).isEmpty();
        assertThat(tripped(references(10, 4))).containsExactly("unmatched");
        assertThat(Guards.reason(references(12, 8)))
                .hasValue("8 of 12 references of grant find nothing (67 %); the limit is 30 %.");
    }

    private List<GuardResult> references(long all, long unmatched) {
        return guards.results(new Measures(List.of(), List.of(), List.of(new References("grant", all, unmatched)), 0));
    }

    @Test
    void aFileThatHasShrunkAndOneThatIsMostlyRejectedAreHeld() {
        List<GuardResult> results = guards.results(new Measures(
                List.of(),
                List.of(new Records("event", 18_000, 0, 36_000), new Records("tag", 512, 312, 0)),
                List.of(),
                12));

        assertThat(results)
                .filteredOn(GuardResult::tripped)
                .extracting(GuardResult::sentence)
                .containsExactlyInAnyOrder(
                        "The file has 18,000 records of event, 18,000 fewer than the one of waybill 12, which was"
                                + " delivered last and had 36,000 (50 %); the limit is 30 %.",
                        "312 of 512 records of tag would be rejected (61 %); the limit is 30 %.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20 %|20 %",
                "20%|20 %",
                "0.5 %|0.5 %",
                "5,000 rows|5,000 rows",
                "5000|5,000 rows",
                "20 % or 5_000 rows|20 % or 5,000 rows",
                "off|off"
            })
    void aLimitIsReadAsPeopleWriteIt(String text, String shown) {
        assertThat(Limit.of(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "20 % or", "or 5", "-3", "20 % 5 %"})
    void whatIsNoLimitIsRefusedWithWhatWouldBeOne(String text) {
        assertThatThrownBy(() -> Limit.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 20 %, 5,000 rows");
    }
}
