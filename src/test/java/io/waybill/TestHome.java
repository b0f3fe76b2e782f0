package io.waybill;

import io.waybill.boot.Systems;
import io.waybill.database.TargetSettings;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.folder.DataFolder;
import io.waybill.model.FeedName;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A folder with the project's own configuration and routes; or with its intake routes only, and the sample system's. The programs of an
 * embedded database are there already, as after the first start.
 */
public final class TestHome {
    public static final FeedName FEED = new FeedName("sample", "letters");

    private static final List<String> INTAKE = List.of(
            "config/application.properties",
            "config/log4j2.properties",
            "routes/inbox.kamelet.yaml",
            "routes/intake.camel.yaml");

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    /** With the sample system. */
    public TestHome(Path home) throws IOException {
        this(home, INTAKE);
        try (InputStream sample = TestHome.class.getResourceAsStream("sample.camel.yaml")) {
            Files.copy(sample, home.resolve("routes/sample.camel.yaml"));
        }
    }

    /** With all that the project has. */
    public static TestHome ofProject(Path home) throws IOException {
        List<String> files = new ArrayList<>();
        for (String folder : List.of("config", "routes")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                all.filter(Files::isRegularFile).map(Path::toString).forEach(files::add);
            }
        }
        return new TestHome(home, files);
    }

    /** The same with one system, as where the others' route files were taken away: a process starts with half of the work. */
    public static TestHome ofSystem(String system, Path home) throws IOException {
        TestHome all = ofProject(home);
        for (String other : Systems.installed().names()) {
            if (!other.equals(system)) {
                Files.deleteIfExists(home.resolve("routes").resolve(other + ".camel.yaml"));
            }
        }
        return all;
    }

    /** Adds the route file of another system. */
    public TestHome alsoWith(String system) throws IOException {
        Path routes = Path.of("routes").resolve(system + ".camel.yaml");
        Files.copy(routes, home.resolve(routes));
        return this;
    }

    private TestHome(Path home, List<String> files) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve("routes"));
        for (String file : files) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.copy(Path.of(file), home.resolve(file));
        }
        environment.put("WAYBILL_HOME", home.toString());
        environment.put("WAYBILL_DATA", home.resolve("data & more").toString());
        environment.put("WAYBILL_SETTLE", "100ms");
        environment.put("WAYBILL_POLL", "160ms");
        environment.put("WAYBILL_RESUME", "500ms");
        environment.put("WAYBILL_REQUESTS", "100ms");
        environment.put("WAYBILL_HTTP_PORT", "0");
        environment.put("WAYBILL_DESK_PORT", "0");
        environment.put("WAYBILL_STOP", "1s");
        TestServer.linkPrograms(data().root().resolve("postgres/binaries"));
    }

    public TestHome withTarget(TestDatabase database) {
        return withTarget("SAMPLE", database.settings());
    }

    /** @param system in capitals */
    public TestHome withTarget(String system, TargetSettings target) {
        return with("WAYBILL_TARGET_" + system + "_URL", target.url())
                .with("WAYBILL_TARGET_" + system + "_USER", target.user())
                .with("WAYBILL_TARGET_" + system + "_PASSWORD", target.password());
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
