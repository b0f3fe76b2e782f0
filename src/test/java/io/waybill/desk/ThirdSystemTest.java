package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.cli.WaybillCommand;
import io.waybill.club.ClubSystem;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A system is one package, one route file, one mapping file and one line; then it has all that the others have. */
@ExtendWith(TestPostgres.class)
class ThirdSystemTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void aJarARouteFileAndAMappingFileMakeASystem(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new ClubSystem(), database.dataSource());
        database.run("INSERT INTO club_team VALUES ('Chess'), ('Cheese rolling')");
        Path arriving = Files.createDirectories(folder.resolve("arriving"));
        Map<String, String> settings = new HashMap<>(Map.of(
                "WAYBILL_TARGET_TIMETABLE_URL", "",
                "WAYBILL_TARGET_CLUB_URL", database.url(),
                "WAYBILL_TARGET_CLUB_USER", database.user(),
                "WAYBILL_TARGET_CLUB_PASSWORD", database.password(),
                "WAYBILL_REFRESH_CLUB_ENABLED", "true",
                "WAYBILL_REFRESH_CLUB_CRON", "0 0 0 1 1 ?",
                "WAYBILL_REFRESH_CLUB_FOLDER", arriving.toString()));
        try (TestDesk desk = TestDesk.start(folder, database, settings, ThirdSystemTest::install)) {
            Visitor operator = desk.visitor("operator");
            assertThat(operator.get("/drop").page().text())
                    .as("its drop form")
                    .contains("club/members", "A CSV of members");

            LedgerEntry dropped =
                    desk.waybill().drop("club/members", "members.csv", "card,name,team\n1,Ann,Chess\n2,Ben,Cheese\n");
            assertThat(dropped.state()).as("its feed delivers").isEqualTo(State.DELIVERED);
            assertThat(members(database)).containsExactly("1|Ann|Chess");

            String reject = "/rejects/" + database.number("SELECT id FROM waybill.rejects");
            Document found =
                    operator.post(reject + "/look-up", Map.of("text", "cheese")).page();
            assertThat(found.select("input[name=answer]").eachAttr("value"))
                    .as("its mending")
                    .containsExactly("Cheese rolling");

            Files.writeString(arriving.resolve("new.csv"), "card,name,team\n3,Cleo,Chess\n");
            assertThat(operator.get("/schedule").page().text())
                    .as("its schedule")
                    .contains("the newest file *.csv in " + arriving);
            operator.post("/schedule/club/run", Map.of());
            await().atMost(SOON).until(() -> members(database).contains("3|Cleo|Chess"));
            assertThat(desk.waybill().endedByName("new.csv").state()).isEqualTo(State.DELIVERED);

            Path file = Files.writeString(folder.resolve("more.csv"), "card,name,team\n4,Dan,Chess\n");
            assertThat(command(desk, database, "club", file.toString()))
                    .as("its command")
                    .isZero();
            assertThat(members(database)).contains("4|Dan|Chess");
            assertThat(command(desk, database, "demo", "club"))
                    .as("its demo, in which there are no teams")
                    .isEqualTo(LedgerEntry.WITH_REJECTS);
        }
    }

    private static List<String> members(TestDatabase database) {
        return database.query("SELECT card, name, team FROM club_member ORDER BY card");
    }

    private static int command(TestDesk desk, TestDatabase database, String... arguments) throws IOException {
        Path home = desk.waybill().config().getParent();
        Path password = Files.writeString(home.resolve("password"), database.password());
        Map<String, String> properties = Map.of(
                "waybill.home", home.toString(),
                "waybill.data", desk.waybill().data().root().toString(),
                "waybill.target.club.url", database.url(),
                "waybill.target.club.user", database.user(),
                "waybill.target.club.password-file", password.toString());
        properties.forEach(System::setProperty);
        try {
            return WaybillCommand.run(arguments);
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    /** Puts the system's jar, route file and mapping file where they belong. */
    private static void install(Path home) {
        try {
            copy("club.camel.yaml", home.resolve("routes/club.camel.yaml"));
            copy("club.yaml", home.resolve("config/club.yaml"));
            Path jar = Files.createDirectories(home.resolve("lib/ext")).resolve("club.jar");
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out)) {
                entries.putNextEntry(new JarEntry("META-INF/services/io.waybill.system.WaybillSystem"));
                entries.write(ClubSystem.class.getName().getBytes(StandardCharsets.UTF_8));
                entries.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(String name, Path place) throws IOException {
        try (InputStream from = ClubSystem.class.getResourceAsStream(name)) {
            Files.copy(from, place);
        }
    }
}
