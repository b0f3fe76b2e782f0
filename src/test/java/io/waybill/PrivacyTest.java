package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TestDump;
import io.waybill.timetable.TimetableSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What others on the machine, and those who read the log, may not learn about people. */
@ExtendWith(TestPostgres.class)
class PrivacyTest {
    @TempDir
    Path folder;

    @Test
    void whatDropsLeaveBehindIsForTheirOwnerOnly(TestDatabase database) throws Exception {
        try (TestWaybill waybill = started(database)) {
            everyEnding(waybill, database);

            Path data = waybill.data().root();
            assertThat(modes(data.resolve("inbox"))).isNotEmpty().containsOnly("rwx------ folder");
            for (String below : List.of("error", "outbox", "archive")) {
                assertThat(modes(data.resolve(below))).as(below).containsOnly("rwx------ folder", "rw------- file");
            }
            for (String below : List.of("work", "held", "backup")) {
                assertThat(modes(data.resolve(below))).as(below).containsOnly("rwx------ folder");
            }
        }
    }

    @Test
    void theLogNamesNobodyNotEvenInItsDetails(TestDatabase database) throws Exception {
        Lines lines = new Lines();
        lines.start();
        LoggerContext context = LoggerContext.getContext(false);
        Configuration logging = context.getConfiguration();
        LoggerConfig detailed = new LoggerConfig("io.waybill", Level.TRACE, false);
        detailed.addAppender(lines, Level.TRACE, null);
        LoggerConfig before = logging.getLoggers().get("io.waybill");
        logging.removeLogger("io.waybill");
        logging.addLogger("io.waybill", detailed);
        logging.getRootLogger().addAppender(lines, Level.TRACE, null);
        context.updateLoggers();
        try (TestWaybill waybill = started(database)) {
            everyEnding(waybill, database);
        } finally {
            logging.removeLogger("io.waybill");
            if (before != null) {
                logging.addLogger("io.waybill", before);
            }
            logging.getRootLogger().removeAppender("lines");
            context.updateLoggers();
        }

        assertThat(String.join("", lines.all))
                .contains("claimed", "refused", "failed", "delivered", "Details of the failure")
                .doesNotContain("user/", "sidney", "sesame");
    }

    private TestWaybill started(TestDatabase database) throws SQLException {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        return TestWaybill.start(folder, database);
    }

    /** Delivered, delivered with rejects, refused for its form and for its values, failed: with people in all of them. */
    private static void everyEnding(TestWaybill waybill, TestDatabase database) throws Exception {
        String live = TestDump.text(structure().records());
        assertThat(waybill.drop("live", "live.dump", live).state()).isEqualTo(State.DELIVERED);
        String people = "tripos/a/I,user/sidney,sesame\r\ntripos/gone,user/sidney,sesame\r\n";
        LedgerEntry granted = waybill.drop("permissions", "people.csv", people);
        assertThat(granted.state()).isEqualTo(State.DELIVERED);
        assertThat(waybill.error(granted, "rejects.csv")).exists();
        TestDump play = structure().thing(4, null, "user", "").thing(5, 4, "user/sidney", "user");
        assertThat(waybill.drop(
                                "play",
                                "play.dump",
                                TestDump.text(play.tag(1, 5, 3, "admin").records()))
                        .state())
                .isEqualTo(State.DELIVERED);
        assertThat(waybill.drop(
                                "play",
                                "cut.dump",
                                TestDump.text(play.records()).substring(0, 700))
                        .state())
                .isEqualTo(State.REFUSED);
        String badValue = TestDump.text(
                structure().record("timetables.thing", "\"sidney\"", "").records());
        assertThat(waybill.drop("live", "value.dump", badValue).state()).isEqualTo(State.REFUSED);
        assertThat(waybill.drop("permissions", "quote.csv", "tripos/a/I,\"user/sidney,sesame\r\n")
                        .state())
                .isEqualTo(State.REFUSED);
        database.run("CREATE FUNCTION complain() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'not %', NEW; END $$");
        database.run(
                "CREATE TRIGGER complain BEFORE INSERT ON timetables_thing FOR EACH ROW EXECUTE FUNCTION complain()");
        assertThat(waybill.drop("permissions", "refused.csv", "tripos/a/I,user/sidney2,sesame\r\n")
                        .state())
                .isEqualTo(State.FAILED);
    }

    private static TestDump structure() {
        return new TestDump()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/a", "tripos")
                .thing(3, 2, "tripos/a/I", "part");
    }

    private static List<String> modes(Path below) throws IOException {
        List<String> modes = new ArrayList<>();
        try (Stream<Path> all = Files.walk(below)) {
            for (Path each : all.toList()) {
                modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(each))
                        + (Files.isDirectory(each) ? " folder" : " file"));
            }
        }
        return modes;
    }

    /** All that is logged, with exceptions as a log at debug shows them. */
    private static final class Lines extends AbstractAppender {
        private final ConcurrentLinkedQueue<String> all = new ConcurrentLinkedQueue<>();

        Lines() {
            super(
                    "lines",
                    null,
                    PatternLayout.newBuilder().withPattern("%p %c %m%n%xEx").build(),
                    false,
                    Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            all.add(String.valueOf(getLayout().toSerializable(event)));
        }
    }
}
