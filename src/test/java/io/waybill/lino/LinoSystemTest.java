package io.waybill.lino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestHome;
import io.waybill.doctor.Doctor;
import io.waybill.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at before anything is started. */
class LinoSystemTest {
    @TempDir
    private Path folder;

    @Test
    void wrongStepsOfMigrationKeepWaybillFromStarting() throws IOException {
        TestHome home = TestHome.ofProject(folder.resolve("home"));
        assertThatCode(() -> new LinoSystem().check(home.settings())).doesNotThrowAnyException();
        Path steps = home.settings().config().resolve("lino/migrations");
        Files.writeString(steps.resolve("one.yaml"), """
                application: shelf
                from: 1
                to: 2
                rules:
                  - change-table: {table: shelf_book, set: {title: "upper(title"}}
                  - skip-rows: {table: shelf_book, where: "pages >"}
                """);
        Files.writeString(steps.resolve("two.yaml"), """
                application: shelf
                from: 2
                to: 3
                rules:
                  - change-tabel: {table: shelf_book}
                """);

        assertThatThrownBy(() -> new LinoSystem().check(home.settings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("one.yaml, line 5, column", "one.yaml, line 6, column", "two.yaml", "line 5")
                .hasMessageContaining("change-tabel");
    }

    @Test
    void theDoctorTellsOfWhichVersionsDumpsAreMigrated() throws IOException {
        TestHome home = TestHome.ofProject(folder.resolve("home"));
        Path config = home.settings().config();
        Doctor doctor = new Doctor(home.settings(), List.of(new LinoSystem()), Clock.systemUTC());
        assertThat(doctor.configuration()).as("of a fresh installation").isEmpty();
        for (String step : List.of("1 2", "2 3", "3 4")) {
            Files.writeString(
                    config.resolve("lino/migrations/" + step.replace(' ', '-') + ".yaml"),
                    "application: shelf\nfrom: " + step.charAt(0) + "\nto: " + step.charAt(2)
                            + "\nrules:\n  - skip-rows: {table: shelf_book}\n");
        }
        assertThat(doctor.configuration()).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.NOTE);
            assertThat(finding.line()).contains("does not say which version", "none of the 3 steps");
        });

        Path mapping = config.resolve("lino.yaml");
        Files.writeString(
                mapping,
                Files.readString(mapping)
                        .replace("#application: advice", "application: shelf")
                        .replace("#version: 19.1.0", "version: 4"));
        assertThat(doctor.configuration()).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.WELL);
            assertThat(finding.line()).isEqualTo("Dumps of shelf 3, 2, 1 are migrated to version 4.");
        });
    }
}
