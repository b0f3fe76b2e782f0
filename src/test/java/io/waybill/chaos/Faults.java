package io.waybill.chaos;

import io.waybill.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** What can go wrong. */
final class Faults {
    private static final String OTHER_SESSIONS =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private Faults() {}

    /** The process is killed at a named step. */
    static Fault killedAt(String step) {
        return subject -> {
            subject.serve("-Dwaybill.crash=" + step);
            subject.awaitKilled();
        };
    }

    /** The sessions end while a drop is carried, and the process is killed at a step of the drop's way back. */
    static Fault killedOnTheWayBackAt(String step) {
        return subject -> {
            Moment staged = Moment.at("staged");
            List<String> jvm = Stream.concat(staged.jvm().apply(subject).stream(), Stream.of("-Dwaybill.crash=" + step))
                    .toList();
            subject.serve(jvm.toArray(String[]::new));
            staged.await().accept(subject);
            subject.database().run(OTHER_SESSIONS);
            staged.pass().accept(subject);
            subject.awaitKilled();
        };
    }

    /** The process is killed again and again. */
    static Fault killed(List<Moment> moments) {
        return subject -> {
            for (Moment moment : moments) {
                reach(moment, subject);
                subject.latest().kill();
                subject.awaitKilled();
            }
        };
    }

    /** Stopped as an administrator stops it, in the middle of its work. */
    static Fault stopped(Moment moment) {
        return subject -> {
            reach(moment, subject);
            subject.stop();
        };
    }

    /** The server crashes and comes back after a while. */
    static Fault serverCrashes(Moment moment, Duration away) {
        return subject -> {
            reach(moment, subject);
            subject.server().stopImmediately();
            try {
                moment.pass().accept(subject);
                Moment.sleep(away);
            } finally {
                subject.server().startAgain();
            }
        };
    }

    /** Server and process are gone at the same time. */
    static Fault serverAndProcessCrash(Moment moment) {
        return subject -> {
            reach(moment, subject);
            subject.server().stopImmediately();
            try {
                subject.latest().kill();
                subject.awaitKilled();
                // The server is still away when the next one starts.
                subject.serve();
                subject.awaitTrouble();
            } finally {
                subject.server().startAgain();
            }
        };
    }

    /** Nothing fails: somebody is so quick that a plan is approved before its file is put aside. */
    static Fault approvedMeanwhile(Moment held) {
        return subject -> {
            reach(held, subject);
            subject.await(
                    "the plan is approved",
                    () -> subject.database().number("SELECT count(*) FROM waybill.approvals") == 1);
            held.pass().accept(subject);
        };
    }

    /** The server is away before anything has begun. */
    static Fault serverIsAwayAtTheStart() {
        return subject -> {
            subject.server().stopImmediately();
            try {
                subject.serve();
                subject.awaitTrouble();
            } finally {
                subject.server().startAgain();
            }
        };
    }

    /** The database's administrator ends every session. */
    static Fault sessionsEnded(Moment moment, int times, Duration apart) {
        return subject -> {
            reach(moment, subject);
            for (int i = 0; i < times; i++) {
                subject.database().run(OTHER_SESSIONS);
                moment.pass().accept(subject);
                Moment.sleep(apart);
            }
        };
    }

    /** The embedded server is killed; nobody but Waybill starts it again. */
    static Fault embeddedServerKilled(Moment moment) {
        return subject -> {
            reach(moment, subject);
            killEmbeddedServer(subject);
            moment.pass().accept(subject);
        };
    }

    private static void killEmbeddedServer(Subject subject) throws IOException {
        Path file = subject.data().root().resolve("postgres/cluster/postmaster.pid");
        long postmaster = Long.parseLong(Files.readAllLines(file).get(0).strip());
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
    }

    /** The embedded server is killed while one of its sessions has a statement in hand that takes minutes. */
    static Fault embeddedServerKilledWhileBusy(Moment moment) {
        return subject -> {
            reach(moment, subject);
            CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> TestDatabase.at(
                            subject.database().settings())
                    .run("SELECT count(*) FROM generate_series(1, 2000) AS a, generate_series(1, 1000000) AS b"));
            subject.await(
                    "a session is busy",
                    () -> subject.database()
                                    .number("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                            + " AND query LIKE 'SELECT count(*) FROM generate_series%'")
                            == 1);
            killEmbeddedServer(subject);
            moment.pass().accept(subject);
            busy.handle((nothing, failure) -> nothing).get(1, TimeUnit.MINUTES);
        };
    }

    /** Starts are killed, each so long after it began. */
    static Fault killedSoonAfterTheStart(List<Duration> moments) {
        return subject -> {
            for (Duration moment : moments) {
                subject.serve();
                Moment.sleep(moment);
                subject.latest().kill();
                subject.awaitKilled();
            }
        };
    }

    /** From the start on every session is ended, several times a second. */
    static Fault sessionsEndedFromTheStart(Duration time) {
        return subject -> {
            subject.serve();
            Instant end = Instant.now().plus(time);
            while (Instant.now().isBefore(end)) {
                subject.database().run(OTHER_SESSIONS);
                Moment.sleep(Duration.ofMillis(200));
            }
        };
    }

    /** The administrator has set limits that no delivery could keep. */
    static Fault timeLimits() {
        return subject -> subject.database()
                .run(
                        "ALTER DATABASE " + subject.database().name() + " SET idle_session_timeout = '300ms'",
                        "ALTER DATABASE " + subject.database().name()
                                + " SET idle_in_transaction_session_timeout = '100ms'",
                        "ALTER DATABASE " + subject.database().name() + " SET statement_timeout = '50ms'",
                        "ALTER DATABASE " + subject.database().name() + " SET lock_timeout = '50ms'");
    }

    /** The disk of the data folder fills up, and is emptied when that has been noticed. */
    static Fault diskFull(Moment moment, long leave) {
        return full(moment, subject -> subject.data().root(), leave);
    }

    /** The disk of the database fills up, and is emptied when that has been noticed. */
    static Fault databaseFull(Moment moment, long leave) {
        return full(moment, Subject::databaseDisk, leave);
    }

    private static Fault full(Moment moment, Function<Subject, Path> disk, long leave) {
        return subject -> {
            reach(moment, subject);
            Path ballast = Machine.fill(disk.apply(subject), leave);
            try {
                moment.pass().accept(subject);
                subject.awaitTrouble();
            } finally {
                Files.delete(ballast);
            }
        };
    }

    /** A folder cannot be written to, until that has been noticed. */
    static Fault readOnly(Moment moment, String folder) {
        return subject -> {
            reach(moment, subject);
            Path path = subject.data().root().resolve(folder);
            Files.createDirectories(path);
            Machine.freeze(path);
            try {
                moment.pass().accept(subject);
                subject.awaitTrouble();
            } finally {
                Machine.thaw(path);
            }
        };
    }

    /** Somebody who has the file open writes to it, or puts another one into its place, while it is carried. */
    static Fault changed(Moment moment, Path now, boolean replaced) {
        return subject -> {
            reach(moment, subject);
            Path file = claimed(subject);
            if (replaced) {
                Path other = Files.copy(now, subject.holdFile().resolveSibling("other"));
                Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            } else {
                try (var out =
                        Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                    Files.copy(now, out);
                }
            }
            moment.pass().accept(subject);
        };
    }

    private static Path claimed(Subject subject) throws IOException {
        try (Stream<Path> files = Files.walk(subject.data().root().resolve("work"))) {
            return files.filter(file -> file.getParent().endsWith("original"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void reach(Moment moment, Subject subject) throws IOException {
        moment.prepare().accept(subject);
        subject.serve(moment.jvm().apply(subject).toArray(String[]::new));
        moment.await().accept(subject);
    }
}
