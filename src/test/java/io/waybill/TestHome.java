package io.waybill;

import io.waybill.boot.Settings;
import io.waybill.database.TestDatabase;
import io.waybill.intake.DataFolder;
import io.waybill.intake.FeedName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A folder with the project's own configuration and intake routes, and the sample system's in place of the real ones. */
public final class TestHome {
    public static final FeedName FEED = new FeedName("sample", "letters");

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    public TestHome(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve("routes"));
        for (String file :
                new String[] {"config/application.properties", "config/log4j2.properties", "routes/intake.camel.yaml"
                }) {
            Files.copy(Path.of(file), home.resolve(file));
        }
        try (InputStream sample = TestHome.class.getResourceAsStream("sample.camel.yaml")) {
            Files.copy(sample, home.resolve("routes/sample.camel.yaml"));
        }
        environment.put("WAYBILL_HOME", home.toString());
        environment.put("WAYBILL_DATA", home.resolve("data & more").toString());
        environment.put("WAYBILL_SETTLE", "100ms");
        environment.put("WAYBILL_POLL", "50ms");
        environment.put("WAYBILL_RESUME", "500ms");
        environment.put("WAYBILL_HTTP_PORT", "0");
        environment.put("WAYBILL_STOP", "1s");
    }

    public TestHome withTarget(TestDatabase database) {
        return with("WAYBILL_TARGET_SAMPLE_URL", database.url())
                .with("WAYBILL_TARGET_SAMPLE_USER", database.user())
                .with("WAYBILL_TARGET_SAMPLE_PASSWORD", database.password());
    }

    public TestHome with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Map<String, String> environment() {
        return environment;
    }

    public Settings settings() {
        return Settings.read(environment, new Properties());
    }

    public DataFolder data() {
        return new DataFolder(Path.of(environment.get("WAYBILL_DATA")));
    }

    public Path inbox() {
        return data().inbox(FEED);
    }

    public Path home() {
        return home;
    }
}
