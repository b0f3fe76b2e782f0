package io.waybill.boot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestHome;
import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timtable.yaml | is no system's mapping file: did you mean timetable.yaml?",
                "merlin.yml | is no system's mapping file: did you mean merlin.yaml?",
                "Merlin.yaml | did you mean merlin.yaml?",
                "merlin.yaml.txt | did you mean merlin.yaml?",
                "payroll.yaml | expected one of",
                "checks/merlyn/users/a.sql | is no system's folder of checks: did you mean merlin?",
                "checks/merlin/user/a.sql | is no feed's folder of checks: did you mean users?",
                "checks/timetable/Live/a.sql | did you mean live?",
                "checks/merlin/a.SQL | would be ignored as a check: let its name end with .sql",
                "checks/merlin/users/a.sql.txt | would be ignored as a check",
                "checks/a.sql | would be ignored as a check: move it to",
            })
    void aFileThatWouldBeIgnoredIsRefusedWithTheNearestName(String file, String message) throws IOException {
        TestHome home = TestHome.ofProject(folder.resolve("home"));
        Path path = home.home().resolve("config").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");

        assertThatThrownBy(() -> Systems.on(home.settings()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatEditorsLeaveAndNotesOfPeopleAreLeftAlone() throws IOException {
        TestHome home = TestHome.ofProject(folder.resolve("home"));
        for (String file : new String[] {".merlin.yaml.swp", "merlin.yaml~", "notes.txt", "checks/merlin/README.md"}) {
            Files.writeString(home.home().resolve("config").resolve(file), "");
        }

        assertThatCode(() -> Systems.on(home.settings())).doesNotThrowAnyException();
    }
}
