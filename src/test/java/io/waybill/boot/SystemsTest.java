package io.waybill.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestHome;
import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemsTest {
    @TempDir
    private Path folder;

    @Test
    void aSystemInAJarIsOnWhenItsRoutesAreThere() throws IOException {
        TestHome home = new TestHome(folder.resolve("home"));
        jar(home, "payroll");
        assertThat(Systems.on(home.settings()).names()).containsExactly("sample");
        Files.writeString(home.home().resolve("routes/payroll.camel.yaml"), "[]\n");
        assertThat(Systems.on(home.settings()).names()).containsExactlyInAnyOrder("sample", "payroll");
    }

    @Test
    void twoSystemsOfOneNameAreRefusedWithBothTheirPlaces() throws IOException {
        TestHome home = new TestHome(folder.resolve("home"));
        Path jar = jar(home, "sample");
        assertThatThrownBy(() -> Systems.on(home.settings()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Two systems are named sample")
                .hasMessageContaining("io.waybill.sample.SampleSystem")
                .hasMessageContaining(jar.getFileName().toString());
    }

    @Test
    void noSharedRoomRouteSettingOrPageNamesASystem() throws IOException {
        List<String> own = List.of("timetable", "merlin", "lino", "school");
        List<String> places = new ArrayList<>();
        for (String shared :
                List.of("src/main/java/io/waybill", "src/main/jte", "src/main/resources/io/waybill", "routes")) {
            try (Stream<Path> files = Files.walk(Path.of(shared))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String inside = Path.of(shared).relativize(file).toString().replace('\\', '/');
                    // A format speaks of the program whose files it reads, and of what that is for: schools have
                    // timetables.
                    boolean ofASystem = inside.startsWith("format/lino/")
                            || inside.startsWith("format/isams/")
                            || own.stream()
                                    .anyMatch(name -> inside.startsWith(name + "/") || inside.startsWith(name + "."));
                    if (!ofASystem && !inside.equals("boot/Systems.java") && names(file, own)) {
                        places.add(shared + "/" + inside);
                    }
                }
            }
        }
        assertThat(places).isEmpty();
        assertThat(Files.readAllLines(Path.of("config/application.properties")))
                .filteredOn(line -> !line.startsWith("#"))
                .noneMatch(line -> own.stream().anyMatch(line::contains));
    }

    /** Whether a text names a system; {@code timetables_} and the like is a table in an example. */
    private static boolean names(Path file, List<String> systems) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).toLowerCase();
        return systems.stream().anyMatch(name -> text.matches("(?s).*\\b" + name + "\\b.*"));
    }

    /** Compiles a system of this name into a jar in the home's lib/ext. */
    private Path jar(TestHome home, String name) throws IOException {
        Path source = folder.resolve("Extension.java");
        Files.writeString(source, """
                import io.waybill.system.*;
                import java.util.*;
                public final class Extension implements WaybillSystem {
                    public String name() { return "%s"; }
                    public List<FeedGuide> feeds() { return List.of(); }
                    public StartedSystem start(Engine engine) { return new StartedSystem(Map.of(), List.of()); }
                }
                """.formatted(name));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(status).isZero();
        Path jar = Files.createDirectories(home.home().resolve("lib/ext")).resolve("extension.jar");
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
            entries.putNextEntry(new JarEntry("Extension.class"));
            entries.write(Files.readAllBytes(folder.resolve("Extension.class")));
            entries.putNextEntry(new JarEntry("META-INF/services/io.waybill.system.WaybillSystem"));
            entries.write("Extension".getBytes(StandardCharsets.UTF_8));
            entries.closeEntry();
        }
        return jar;
    }
}
