package io.waybill.chaos;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * When a fault happens, while a serve works.
 *
 * @param name for the report
 * @param prepare what is needed for it, before the serve starts
 * @param jvm what the serve is started with
 * @param await waits for it
 * @param pass lets the serve go on
 */
record Moment(
        String name,
        Consumer<Subject> prepare,
        java.util.function.Function<Subject, List<String>> jvm,
        Consumer<Subject> await,
        Consumer<Subject> pass) {
    private static final String COPYING =
            "SELECT count(*) > 0 FROM pg_stat_progress_copy WHERE datname = current_database() AND tuples_processed > 0";
    private static final String SLEEPING =
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND wait_event = 'PgSleep'";

    /** At a named step; the serve waits there. */
    static Moment at(String step) {
        return new Moment(
                "at " + step,
                subject -> {},
                subject -> List.of("-Dwaybill.hold=" + step, "-Dwaybill.hold.file=" + subject.holdFile()),
                subject -> subject.await("serve comes to " + step, () -> Files.exists(subject.holdFile())),
                subject -> subject.holdFile().toFile().delete());
    }

    /** While rows are copied into the stage. */
    static Moment inCopy() {
        return onServer("in the middle of COPY", subject -> {}, COPYING);
    }

    /** While rows are written into the application's tables, one of which takes its time. */
    static Moment inApply() {
        return onServer(
                "in the middle of apply",
                subject -> subject.database()
                        .run(
                                "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS"
                                        + " $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$",
                                "CREATE TRIGGER slowly AFTER INSERT OR UPDATE OR DELETE ON timetables_event"
                                        + " FOR EACH STATEMENT EXECUTE FUNCTION slowly()"),
                SLEEPING);
    }

    private static Moment onServer(String name, Consumer<Subject> prepare, String question) {
        return new Moment(
                name,
                prepare,
                subject -> List.of(),
                subject ->
                        subject.await(name, () -> "t".equals(subject.database().value(question))),
                subject -> {});
    }

    /** So long after the first drop was claimed. */
    static Moment after(Duration delay) {
        return new Moment(
                delay.toMillis() + " ms after the first claim",
                subject -> {},
                subject -> List.of(),
                subject -> {
                    subject.await(
                            "a drop is claimed",
                            () -> subject.database().number("SELECT count(*) FROM waybill.waybills") > 0);
                    sleep(delay);
                },
                subject -> {});
    }

    static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
