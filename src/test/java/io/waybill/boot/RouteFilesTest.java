package io.waybill.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.waybill.TestHome;
import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.main.Main;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- route: {id: a | , line 2: this is not YAML: expected ',' or '}', but got <stream end>.",
                "- a: b: c | , line 1: this is not YAML: mapping values are not allowed here.",
                "- name: caf\u00e9 | ' is not in UTF-8: save it in that encoding.'",
            })
    void aFileThatIsNoYamlInUtf8IsRefusedWithItsLine(String text, String sentence) throws IOException {
        Path file = Files.write(folder.resolve("own.camel.yaml"), (text + "\n").getBytes(ISO_8859_1));
        assertThatThrownBy(() -> RouteFiles.read(folder))
                .isInstanceOf(SettingsException.class)
                .hasMessage(file + sentence);
    }

    @Test
    void aFileOfAnotherVersionIsRefusedWithItsLineAndWhatItNamesThatIsNotThere() throws IOException {
        Map<String, Object> beans = Map.of("liveDump", new StringBuilder());
        Files.writeString(
                folder.resolve("own.camel.yaml"), "- beans:\n    - {name: mine, type: java.util.ArrayList}\n");
        Path file = Files.writeString(folder.resolve("timetable.camel.yaml"), """
                - route:
                    from:
                      uri: direct:a
                      steps:
                        - bean: {ref: mine, method: anything}
                        - bean: {ref: "#class:java.util.Date", method: getTime}
                        - choice:
                            when:
                              - method: {ref: liveDump, method: "append(${body})"}
                                steps:
                                  - bean:
                                      ref: liveDump
                                      method: length
                - route:
                    precondition: "${ref:mail} != null"
                    from:
                      uri: direct:b
                      steps:
                        - bean: {ref: mail, method: letters}
                """);
        RouteBeans.require(RouteFiles.read(folder), beans);

        String text = Files.readString(file);
        Files.writeString(file, text.replace("method: length", "method: lenght"));
        assertThatThrownBy(() -> RouteBeans.require(RouteFiles.read(folder), beans))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        file + ", line 13: this version of Waybill does not have the method lenght of the bean liveDump"
                                + " (did you mean length?). Routes belong to a version: put the folder routes/ that came with this one in its place,"
                                + " and carry changes of your own over.");
        Files.writeString(file, text.replace("ref: liveDump, method: \"app", "ref: oldName, method: \"app"));
        assertThatThrownBy(() -> RouteBeans.require(RouteFiles.read(folder), beans))
                .hasMessageStartingWith(file + ", line 9: this version of Waybill does not have the bean oldName.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "baen: {ref: liveDump} | line 6: Camel has no step baen (did you mean bean?). Correct the word.",
                "log: {mesage: hello} | line 6: Camel has no property mesage here (did you mean message?). Correct the word.",
                "qqqqqq: {uri: direct:b} | line 6: Camel has no step qqqqqq. Correct the word.",
            })
    void aWordThatCamelDoesNotKnowIsToldWithFileLineAndTheOneThatWasMeant(String step, String sentence)
            throws Exception {
        Files.writeString(
                folder.resolve("right.camel.yaml"),
                "- route:\n    from:\n      uri: direct:b\n      steps:\n        - stop: {}\n");
        Path wrong = Files.writeString(folder.resolve("wrong.camel.yaml"), """
                - route:
                    from:
                      uri: direct:a
                      steps:
                        - stop: {}
                        - %s
                """.formatted(step));
        Main main = new Main();
        main.configure().withRoutesIncludePattern("file:" + folder + "/*.camel.yaml");
        Throwable failure = catchThrowable(main::start);
        main.stop();

        assertThat(RouteWords.misspelt(failure, RouteFiles.read(folder)).orElseThrow())
                .hasMessage(wrong + ", " + sentence);
        assertThat(RouteWords.misspelt(new IOException("disk"), RouteFiles.read(folder)))
                .isEmpty();
    }

    @Test
    void aRouteThatCamelCannotMakeIsNamedWithTheReasonAndNotPrinted() {
        Exception failure = new FailedToCreateRouteException(
                "refresh-play",
                "file:timetable.camel.yaml",
                "Route[refresh-play ...]",
                new NoSuchEndpointException("dierct://grant"));
        assertThat(new StartFailedException(failure))
                .hasMessage("The route refresh-play cannot be made: no kind of endpoint begins as dierct://grant does."
                        + " Correct it in the folder routes/.");
    }
}
