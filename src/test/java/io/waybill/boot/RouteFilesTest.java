package io.waybill.boot;

import static org.assertj.core.api.Assertions.assertThat;
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

class RouteFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "merlin.camel.yml | would be ignored: let its name end with .camel.yaml",
                "merlin.yaml | would be ignored: let its name end with .camel.yaml",
                "merlin.camel.yaml.txt | would be ignored",
                "merlin.CAMEL.YAML | would be ignored",
                "inbox.kamelet.yml | would be ignored: let its name end with .kamelet.yaml",
                "Merlin.camel.yaml | belongs to no system, and merlin is off: did you mean merlin.camel.yaml?",
                "merlyn.camel.yaml | belongs to no system, and merlin is off: did you mean merlin.camel.yaml?",
            })
    void aFileByWhoseNameASystemWouldBeOffWithoutAWordIsRefused(String name, String message) throws IOException {
        TestHome home = TestHome.ofProject(folder.resolve("home"));
        Path routes = home.home().resolve("routes");
        Files.move(routes.resolve("merlin.camel.yaml"), routes.resolve(name));

        assertThatThrownBy(() -> Systems.on(home.settings()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(routes.resolve(name) + " " + message.strip());
    }

    @Test
    void aSystemIsTurnedOffByAnotherEndingAndRoutesOfOnesOwnHaveAnyName() throws IOException {
        TestHome home = TestHome.ofProject(folder.resolve("home"));
        Path routes = home.home().resolve("routes");
        Files.move(routes.resolve("merlin.camel.yaml"), routes.resolve("merlin.camel.yaml.off"));
        for (String other :
                new String[] {"mail.camel.yaml", "README.md", ".merlin.camel.yml.swp", "merlin.camel.yml~"}) {
            Files.writeString(routes.resolve(other), "[]\n");
        }
        assertThat(Systems.on(home.settings()).names()).contains("timetable").doesNotContain("merlin");
    }
}
