package io.waybill.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestHome;
import io.waybill.boot.Systems;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    private TestHome home;

    @BeforeEach
    void begin() throws IOException {
        home = new TestHome(folder.resolve("home"));
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() {
        Properties system = new Properties();
        Map<String, String> nothingElse = Map.of("WAYBILL_HOME", home.home().toString());
        assertThat(Settings.read(nothingElse, system).settle()).isEqualTo(Duration.ofSeconds(2));
        assertThat(Settings.read(nothingElse, system).data())
                .isEqualTo(home.home().resolve("data"));
        assertThat(home.settings().settle()).isEqualTo(Duration.ofMillis(100));
        system.setProperty("waybill.settle", "3m");
        assertThat(Settings.read(home.environment(), system).settle()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aWrongSettingIsNamedWithWhatWasExpected() {
        assertWrong(
                "WAYBILL_HTTP_PORT", "70000", "waybill.http.port is '70000', expected a whole number from 0 to 65535");
        assertWrong("WAYBILL_SETTLE", "soon", "waybill.settle is 'soon', expected a time such as");
        assertWrong("WAYBILL_POLL", "0", "waybill.poll is '0'");
        assertWrong("WAYBILL_ZONE", "Mars", "waybill.zone is 'Mars', expected a time zone");
        assertWrong("WAYBILL_HOME", "/nowhere", "set WAYBILL_HOME");
    }

    @Test
    void aPasswordComesFromTheEnvironmentOrFromAFileAndIsNeverShown() throws IOException {
        home.with("WAYBILL_TARGET_SAMPLE_URL", "jdbc:postgresql://db.example:5433/play")
                .with("WAYBILL_TARGET_SAMPLE_USER", "me");
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        home.with("WAYBILL_TARGET_SAMPLE_PASSWORD_FILE", secret.toString());

        assertThat(home.settings().target("sample").orElseThrow().password()).isEqualTo("s3cret");
        assertThat(home.settings().target("sample").orElseThrow()).asString().doesNotContain("s3cret");
        assertThat(home.settings().target("another")).isEmpty();
        home.with("WAYBILL_TARGET_SAMPLE_PASSWORD", "x");
        assertThatThrownBy(() -> home.settings().target("sample"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("leave one of them out");
        home.with("WAYBILL_TARGET_SAMPLE_URL", "mysql://x");
        home.with("WAYBILL_TARGET_SAMPLE_PASSWORD_FILE", "");
        assertThatThrownBy(() -> home.settings().target("sample"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("waybill.target.sample.url");
    }

    @Test
    void aPasswordOnTheCommandLineIsRefusedBecauseOthersCouldReadIt() {
        Properties system = new Properties();
        system.setProperty("waybill.target.sample.password", "s3cret");
        home.with("WAYBILL_TARGET_SAMPLE_URL", "jdbc:postgresql://db.example:5433/play");
        assertThatThrownBy(() -> Settings.read(home.environment(), system).target("sample"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("WAYBILL_TARGET_SAMPLE_PASSWORD")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aSystemIsOnWhenItsRoutesAreThere() throws IOException {
        assertThat(Systems.on(home.settings()).feeds()).containsExactly(new FeedName("sample", "letters"));
        Files.delete(home.home().resolve("routes/sample.camel.yaml"));
        assertThat(Systems.on(home.settings()).feeds()).isEmpty();
    }

    private void assertWrong(String name, String value, String message) {
        String before = home.environment().get(name);
        home.with(name, value);
        assertThatThrownBy(home::settings).isInstanceOf(SettingsException.class).hasMessageContaining(message);
        if (before == null) {
            home.environment().remove(name);
        } else {
            home.with(name, before);
        }
    }
}
