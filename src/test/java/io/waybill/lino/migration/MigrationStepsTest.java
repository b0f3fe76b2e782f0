package io.waybill.lino.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.format.BrokenFileException;
import io.waybill.system.Remark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which steps lead from one version to another. */
class MigrationStepsTest {
    @TempDir
    Path folder;

    private MigrationSteps steps(String... edges) throws IOException {
        for (String edge : edges) {
            String[] versions = edge.split(" ");
            Files.writeString(
                    folder.resolve(edge.replace(' ', '-') + ".yaml"),
                    SampleMigration.yaml(versions[0], versions[1], "  []"));
        }
        return MigrationSteps.read(folder);
    }

    private static List<String> path(MigrationSteps steps, String from, String to) {
        return steps.path(Optional.of("shelf"), SiteVersion.of(from), SiteVersion.of(to)).stream()
                .map(MigrationStep::toString)
                .toList();
    }

    @Test
    void theFewestStepsAreTakenWhateverTheNumbersSay() throws IOException {
        MigrationSteps steps = steps("2016.12.1 2017.02.0", "2017.02.0 18.8.0", "18.8.0 18.11.0", "2017.02.0 18.11.0");
        assertThat(path(steps, "2016.12.1", "18.11.0")).containsExactly("2016.12.1 → 2017.02.0", "2017.02.0 → 18.11.0");
        assertThat(path(steps, "2017.2", "18.8")).containsExactly("2017.02.0 → 18.8.0");
        assertThat(path(steps, "18.8.0", "18.08")).isEmpty();
    }

    @Test
    void aCircleOfStepsIsNoTrap() throws IOException {
        MigrationSteps steps = steps("1 2", "2 1", "2 3", "3 2");
        assertThat(path(steps, "1", "3")).containsExactly("1 → 2", "2 → 3");
        assertThat(path(steps, "3", "1")).containsExactly("3 → 2", "2 → 1");
    }

    @Test
    void aVersionThatNoStepsLeadToIsRefusedWithTheStepsThatThereAre() throws IOException {
        MigrationSteps steps = steps("1 2", "3 4");
        assertThatThrownBy(() -> path(steps, "1", "4"))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContainingAll(
                        "found version 1, expected version 4", "There are the steps 1 → 2, 3 → 4 of shelf");
        assertThatThrownBy(() -> steps.path(Optional.of("other"), SiteVersion.of("1"), SiteVersion.of("2")))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("There are no steps of other");
        assertThat(steps.path(Optional.empty(), SiteVersion.of("1"), SiteVersion.of("2")))
                .hasSize(1);
    }

    @Test
    void severalWaysOfTheSameLengthAreRefusedByName() throws IOException {
        MigrationSteps steps = steps("1 2", "1 3", "2 4", "3 4", "4 5");
        assertThatThrownBy(() -> path(steps, "1", "5"))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContainingAll("1 → 2 → 4 → 5", "1 → 3 → 4 → 5");
        assertThat(path(steps, "2", "5")).containsExactly("2 → 4", "4 → 5");
    }

    @Test
    void peopleAreToldWhichDumpsCanBeMigrated() throws IOException {
        assertThat(steps().remark(null, null)).isEmpty();
        assertThat(steps().remark("shelf", "4"))
                .hasValue(
                        new Remark("No steps of migration lead to version 4 of shelf: other dumps are refused.", true));
        assertThat(steps("1 2").remark(null, null))
                .hasValue(new Remark(
                        "The configuration does not say which version the site has: the one step of migration that there"
                                + " is, 1 → 2, is not applied.",
                        false));
        MigrationSteps steps = steps("1 2", "2 4", "4 5", "3 4");
        assertThat(steps.remark(null, null))
                .hasValue(new Remark(
                        "The configuration does not say which version the site has: none of the 4 steps of migration is"
                                + " applied.",
                        false));
        assertThat(steps.remark("shelf", "4"))
                .hasValue(new Remark(
                        "Dumps of shelf 2, 3, 1 are migrated to version 4. These steps do not lead there: 4 → 5.",
                        false));
        assertThat(steps.remark("shelf", "5"))
                .hasValue(new Remark("Dumps of shelf 4, 2, 3, 1 are migrated to version 5.", true));
    }

    @Test
    void peopleAreToldWhichDumpsAreRefusedBecauseSeveralWaysLeadThere() throws IOException {
        MigrationSteps steps = steps("1 2", "1 3", "2 4", "3 4");
        assertThat(steps.remark("shelf", "4"))
                .hasValue(new Remark(
                        "Dumps of shelf 2, 3 are migrated to version 4. Those of 1 are refused, because several ways lead there:"
                                + " 1 → 2 → 4; 1 → 3 → 4.",
                        false));
    }

    @ParameterizedTest
    @CsvSource({
        "2017.02.0,2017.2,true",
        "18.8.0,18.08,true",
        "18.8.0,18.8.1,false",
        "1.0rc1,1.0RC1,true",
        "0,00.0,true",
        "20,2,false",
        "18.80,18.8,false"
    })
    void versionsAreTheSameHoweverTheyAreWritten(String one, String other, boolean same) {
        assertThat(SiteVersion.of(one).equals(SiteVersion.of(other))).isEqualTo(same);
        if (same) {
            assertThat(SiteVersion.of(one)).hasSameHashCodeAs(SiteVersion.of(other));
        }
    }
}
