package io.waybill.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestHome;
import io.waybill.model.FeedName;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which feed gets what a schedule fetches. */
class RefreshFeedTest {
    private static final RefreshFeed FEEDS =
            new RefreshFeed(new FeedName("sample", "letters"), "*.txt", true, Map.of("parcels", "*.zip"));

    @TempDir
    private Path folder;

    private TestHome home;

    @BeforeEach
    void begin() throws IOException {
        home = new TestHome(folder.resolve("home"));
    }

    private RefreshConfig read(Map<String, String> refresh) {
        refresh.forEach((name, value) -> home.with("WAYBILL_REFRESH_SAMPLE_" + name, value));
        return RefreshSettings.read(Settings.read(home.environment(), new Properties()), FEEDS);
    }

    @Test
    void theFeedOfTheSystemGetsItUnlessAnotherOneIsNamed() {
        assertThat(read(Map.of()).feed()).isEqualTo(new FeedName("sample", "letters"));
        RefreshConfig parcels = read(Map.of("FEED", "parcels", "ENABLED", "true", "FOLDER", "/exports"));
        assertThat(parcels.feed()).isEqualTo(new FeedName("sample", "parcels"));
        assertThat(parcels.description()).isEqualTo("the newest file *.zip in /exports");
        assertThat(parcels.ending()).isEqualTo(".zip");
        RefreshConfig web = read(Map.of("SOURCE", "web", "WEB_URL", "https://school.example/export.zip"));
        assertThat(web.feed()).isEqualTo(new FeedName("sample", "parcels"));
    }

    @Test
    void aFeedThatGetsNothingAndADatabaseThatOnlyTheOtherFeedHasAreNamed() {
        assertThatThrownBy(() -> read(Map.of("FEED", "postcards")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("waybill.refresh.sample.feed is 'postcards', expected one of letters, parcels");
        assertThatThrownBy(() -> read(Map.of("FEED", "parcels", "SOURCE", "database")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("expected folder, command or web");
    }
}
