package io.waybill.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
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
            Path file = subject.data().root().resolve("postgres/cluster/postmaster.pid");
            long postmaster = Long.parseLong(Files.readAllLines(file).get(0).strip());
            ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
            moment.pass().accept(subject);
        };
    }

    /** The disk of the data folder fills up, and is emptied when that has been noticed. */
    static Fault diskFull(Moment moment, long leave) {
        return subject -> {
            reach(moment, subject);
            Path ballast = Machine.fill(subject.data().root(), leave);
            try {
                moment.pass().accept(subject);
                subject.awaitTrouble();
            } finally {
                Files.delete(ballast);
            }
        };
    }

    /** The disk of the database fills up, and is emptied when that has been noticed. */
    static Fault databaseFull(Moment moment, Path disk, long leave) {
        return subject -> {
            reach(moment, subject);
            Path ballast = Machine.fill(disk, leave);
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
