package io.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What breaks off while a target is opened is tried again, and a target that was opened once stays usable. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class OpeningTest {
    @RepeatedTest(3)
    @Tag("thorough")
    void sessionsThatAreEndedDuringTheFirstMigrationOnlyDelayIt(TestDatabase database) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread ending = new Thread(() -> end(database, over));
        try (Target target = Target.at("timetable", database.settings())) {
            ending.start();
            for (int attempt = 1; !isOpen(target); attempt++) {
                over.set(attempt >= 3);
            }
            over.set(true);
            ending.join();
            target.reach();
            // The pool may hand out a connection that was ended last of all; it is the only one.
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(() -> {
                try (Connection connection = target.dataSource().getConnection();
                        Statement statement = connection.createStatement()) {
                    assertThat(statement.execute("SELECT count(*) FROM waybill.waybills"))
                            .isTrue();
                }
            });
        }
    }

    @Test
    void processesThatOpenANewDatabaseAtTheSameTimeAllSucceed(TestDatabase database) throws Exception {
        ExecutorService processes = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(processes.submit(() -> {
                    try (Target target = Target.open("timetable", database.settings())) {
                        target.migrate();
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            processes.shutdown();
        }
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isZero();
    }

    private static boolean isOpen(Target target) {
        try {
            target.reach();
            target.migrate();
            return true;
        } catch (TargetUnavailableException e) {
            assertThat(e.passing()).as(e.getMessage()).isTrue();
            return false;
        }
    }

    /** Ends sessions of the database at random moments. */
    private static void end(TestDatabase database, AtomicBoolean over) {
        Random random = new Random();
        try (Connection connection = DriverManager.getConnection(
                        database.url().replace("/" + database.name(), "/postgres"), database.user(), "");
                Statement statement = connection.createStatement()) {
            while (!over.get()) {
                Thread.sleep(random.nextInt(60));
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                        + database.name() + "'");
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
