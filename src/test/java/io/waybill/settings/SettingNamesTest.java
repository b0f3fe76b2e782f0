package io.waybill.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestHome;
import io.waybill.boot.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNamesTest {
    private static final Path SETTINGS = Path.of("config/application.properties");

    @TempDir
    private Path folder;

    private TestHome home;
    private Path file;

    @BeforeEach
    void begin() throws IOException {
        home = new TestHome(folder.resolve("home"));
        file = home.home().resolve(SETTINGS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "waybill.target.timtable.url | did you mean waybill.target.timetable.url?",
                "waybill.target.timetable.ulr | did you mean waybill.target.timetable.url?",
                "waybill.taget.merlin.url | did you mean waybill.target.merlin.url?",
                "waybill.backup.keep_days | did you mean waybill.backup.keep-days?",
                "Waybill.Target.Merlin.Url | did you mean waybill.target.merlin.url?",
                "waybil.data | did you mean waybill.data?",
                "target.merlin.url | did you mean waybill.target.merlin.url?",
                "waybill.url | docs/settings.md",
                "waybill.settel | did you mean waybill.settle?",
                "waybill.somewhere.else.entirely | docs/settings.md",
            })
    void anUnknownNameInTheFileIsRefusedWithTheNearest(String name, String advice) throws IOException {
        Files.writeString(file, Files.readString(file) + "\n" + name + "=jdbc:postgresql://db.example/play\n");

        assertThatThrownBy(() -> Systems.on(home.settings()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("The setting " + name + " in config/application.properties is unknown")
                .hasMessageContaining(advice)
                .hasMessageNotContaining("db.example");
    }

    @ParameterizedTest
    @CsvSource({
        "WAYBILL_TARGET_TIMTABLE_URL, WAYBILL_TARGET_TIMETABLE_URL",
        "WAYBILL_TARGET_MERLIN_PASSWORT, WAYBILL_TARGET_MERLIN_PASSWORD",
        "WAYBILL_DESK_PRT, WAYBILL_DESK_PORT",
        "waybill_settle, WAYBILL_SETTLE",
        "waybill.settle, WAYBILL_SETTLE"
    })
    void anUnknownNameInTheEnvironmentIsRefusedWithTheNearest(String name, String nearest) {
        home.with(name, "s3cret");

        assertThatThrownBy(() -> Systems.on(home.settings()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name + " is none of Waybill's settings: did you mean " + nearest + "?")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "waybill.dat, waybill.data",
        "waybill.target.merlin.uri, waybill.target.merlin.url",
        "WAYBILL_DATA, waybill.data"
    })
    void anUnknownNameOnTheCommandLineIsRefusedWithTheNearest(String name, String nearest) {
        Properties system = new Properties();
        system.setProperty(name, "x");

        assertThatThrownBy(() -> Systems.on(Settings.read(home.environment(), system)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("-D" + name + " is unknown: did you mean " + nearest + "?");
    }

    @Test
    void whatAContainerPlatformSetsForAServiceOfThatNameIsLeftAlone() {
        home.with("WAYBILL_SERVICE_HOST", "10.0.0.1")
                .with("WAYBILL_SERVICE_PORT", "8641")
                .with("WAYBILL_SERVICE_PORT_HTTP", "8641")
                .with("WAYBILL_WEB_SERVICE_HOST", "10.0.0.2")
                .with("WAYBILL_PORT", "tcp://10.0.0.1:8641")
                .with("WAYBILL_PORT_8641_TCP", "tcp://10.0.0.1:8641")
                .with("WAYBILL_PORT_8641_TCP_ADDR", "10.0.0.1")
                .with("WAYBILL_PORT_8641_TCP_PROTO", "tcp");

        assertThatCode(() -> Systems.on(home.settings())).doesNotThrowAnyException();
    }

    @Test
    void namesOfCamelAndOfSomebodysOwnRoutesAreLeftAlone() throws IOException {
        Files.writeString(
                file, Files.readString(file) + "\ncamel.main.durationMaxMessages=0\nclub.address=x\nway.point=y\n");

        assertThatCode(() -> Systems.on(home.settings())).doesNotThrowAnyException();
        assertThat(home.settings().source().others()).containsEntry("club.address", "x");
    }

    @Test
    void aSystemMayHaveSettingsOfItsOwn() {
        SettingsSource source =
                new SettingsSource(new Properties(), Map.of("WAYBILL_PAYROLL_YEAR", "2026"), new Properties());

        assertThatThrownBy(() -> SettingNames.of(Set.of("payroll")).require(source))
                .isInstanceOf(SettingsException.class);
        assertThatCode(() -> SettingNames.of(Set.of("payroll"))
                        .and(Set.of("waybill.payroll.year"))
                        .require(source))
                .doesNotThrowAnyException();
    }

    @Test
    void aByteOrderMarkBeforeTheFirstSettingIsReadOver() throws IOException {
        Files.writeString(
                file, "\uFEFFwaybill.settle=7s\n" + Files.readString(file).replace("waybill.settle=2s", ""));

        assertThat(Settings.read(Map.of("WAYBILL_HOME", home.home().toString()), new Properties())
                        .settle())
                .hasSeconds(7);
    }

    @Test
    void aFileInAnotherEncodingIsRefusedWithWhatToDo() throws IOException {
        Files.write(file, new byte[] {'#', ' ', (byte) 0xE9, '\n'});

        assertThatThrownBy(home::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("it is not text in UTF-8: save it in that encoding");
    }

    @Test
    void theFileExplainsEverySettingThatMayBeSetThere() throws IOException {
        Set<String> explained = new TreeSet<>();
        Matcher names = Pattern.compile("(?m)^#?(waybill\\.[a-z.<>-]+)=").matcher(Files.readString(SETTINGS));
        while (names.find()) {
            explained.add(names.group(1).replace("<system>", "sample"));
        }
        Properties all = new Properties();
        explained.forEach(name -> all.setProperty(name, "x"));
        assertThat(explained).hasSizeGreaterThan(30);
        assertThatCode(() -> SettingNames.of(Set.of("sample"))
                        .and(Systems.installed().all().stream()
                                .flatMap(system -> system.settings().stream())
                                .toList())
                        .require(new SettingsSource(all, Map.of(), new Properties())))
                .doesNotThrowAnyException();
    }
}
