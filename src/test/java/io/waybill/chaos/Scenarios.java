package io.waybill.chaos;

import static io.waybill.chaos.Scenario.of;

import io.waybill.chaos.Scenario.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** All scenarios: those that are always run, and as many others as there is time for. Add one by a line here. */
final class Scenarios {
    private static final List<String> STEPS = List.of(
            "noted",
            "claimed-moved",
            "claimed",
            "staging",
            "staged",
            "planned",
            "applied",
            "before-commit",
            "after-commit",
            "archive-written",
            "archived",
            "reason-written",
            "refused");
    private static final List<String> STEPS_BACK = List.of("going-back", "put-back", "forgotten");
    private static final Duration A_WHILE = Duration.ofSeconds(3);
    private static final Duration AT_ONCE = Duration.ZERO;
    /** In these moments of a first start programs are unpacked, the cluster is made, the server starts, the ledger is made. */
    private static final List<Duration> FIRST_START = IntStream.of(700, 1_300, 2_000, 3_000, 4_500)
            .mapToObj(Duration::ofMillis)
            .toList();

    private static final List<Duration> MIGRATION =
            IntStream.of(900, 1_200, 1_500, 1_900).mapToObj(Duration::ofMillis).toList();
    private static final Duration MIGRATING = Duration.ofSeconds(5);
    private static final int DISK = 24;
    private static final long LITTLE = 100_000;

    private final Scripts scripts;

    Scenarios(Scripts scripts) {
        this.scripts = scripts;
    }

    List<Scenario> always() throws IOException {
        List<Scenario> all = new ArrayList<>();
        for (String step : STEPS) {
            all.add(of("killed at " + step, scripts.everyday(), Faults.killedAt(step)));
        }
        for (String step : STEPS_BACK) {
            all.add(of("sessions ended, killed at " + step, scripts.everyday(), Faults.killedOnTheWayBackAt(step)));
        }
        for (Moment moment : List.of(Moment.inCopy(), Moment.inApply())) {
            all.add(of("server crashes " + moment.name(), scripts.large(), Faults.serverCrashes(moment, A_WHILE)));
            all.add(of("sessions ended " + moment.name(), scripts.large(), Faults.sessionsEnded(moment, 1, AT_ONCE)));
        }
        for (String step : List.of("staged", "planned", "applied", "before-commit", "after-commit")) {
            all.add(of(
                    "server crashes at " + step, scripts.everyday(), Faults.serverCrashes(Moment.at(step), A_WHILE)));
        }
        all.add(of(
                "server and process crash at applied",
                scripts.everyday(),
                Faults.serverAndProcessCrash(Moment.at("applied"))));
        all.add(of("server is away at the start", scripts.everyday(), Faults.serverIsAwayAtTheStart()));
        all.add(of("stopped at applied", scripts.everyday(), Faults.stopped(Moment.inApply())));
        all.add(of("disk full while it is read", scripts.everyday(), Faults.diskFull(Moment.at("staging"), LITTLE))
                .withDisk(DISK));
        all.add(of("disk full after the commit", scripts.everyday(), Faults.diskFull(Moment.at("after-commit"), 0))
                .withDisk(DISK));
        all.add(of("database's disk full", scripts.everyday(), Faults.databaseFull(Moment.at("staging"), 2 * LITTLE))
                .in(Place.SMALL_DISK));
        all.add(of(
                "error folder read-only",
                scripts.everyday(),
                Faults.readOnly(Moment.at("claimed"), "error/timetable/live")));
        all.add(of("archive read-only", scripts.everyday(), Faults.readOnly(Moment.at("claimed"), "archive")));
        all.add(of(
                "inbox read-only", scripts.everyday(), Faults.readOnly(Moment.at("claimed"), "inbox/timetable/live")));
        for (boolean replaced : new boolean[] {false, true}) {
            for (String step : List.of("staging", "applied")) {
                all.add(of(
                                "file " + (replaced ? "replaced" : "written to") + " at " + step,
                                scripts.one(),
                                Faults.changed(Moment.at(step), scripts.other(), replaced))
                        .like(scripts.theOther()));
            }
        }
        all.add(of("embedded server killed", scripts.one(), Faults.embeddedServerKilled(Moment.at("staged")))
                .in(Place.EMBEDDED));
        all.add(of(
                        "embedded server killed with a busy session",
                        scripts.one(),
                        Faults.embeddedServerKilledWhileBusy(Moment.at("staged")))
                .in(Place.EMBEDDED));
        all.add(of("first start killed again and again", scripts.one(), Faults.killedSoonAfterTheStart(FIRST_START))
                .in(Place.EMBEDDED));
        all.add(of("first migration killed", scripts.one(), Faults.killedSoonAfterTheStart(MIGRATION)));
        all.add(of("sessions ended from the start on", scripts.one(), Faults.sessionsEndedFromTheStart(MIGRATING)));
        all.add(of("time limits of the role", scripts.everyday(), Faults.timeLimits()));
        for (String step : List.of("after-commit:2", "archive-written:2", "archived:2")) {
            all.add(of("undo killed at " + step, scripts.undone(), Faults.killedAt(step)));
            all.add(of("approved, killed at " + step, scripts.approved(), Faults.killedAt(step)));
        }
        for (String step : List.of("after-commit:3", "archive-written:3", "archived:3")) {
            all.add(of("restore killed at " + step, scripts.restored(), Faults.killedAt(step)));
        }
        for (String step : List.of("claimed-moved", "applied", "archive-written")) {
            all.add(of("school killed at " + step, scripts.school(), Faults.killedAt(step)));
        }
        all.add(of("school approved, killed at held", scripts.schoolApproved(), Faults.killedAt("held")));
        for (String step : List.of("applied", "after-commit", "archive-written")) {
            all.add(of("lino killed at " + step, scripts.lino(), Faults.killedAt(step)));
        }
        all.add(of(
                "lino, server crashes at applied",
                scripts.lino(),
                Faults.serverCrashes(Moment.at("applied"), A_WHILE)));
        // A preview commits nothing, and so does what was delivered before.
        for (String step : List.of("archive-written", "archive-written:2", "archive-written:3", "archived:2")) {
            all.add(of("repeated, killed at " + step, scripts.repeated(), Faults.killedAt(step)));
        }
        all.add(of(
                        "disk full while it is archived",
                        scripts.everyday(),
                        Faults.diskFull(Moment.at("archive-written"), 0))
                .withDisk(DISK));
        all.add(of("approved before it is put aside", scripts.approved(), Faults.approvedMeanwhile(Moment.at("held"))));
        all.add(of("held, killed at held", scripts.approved(), Faults.killedAt("held")));
        all.add(of(
                "approved, sessions ended all the time",
                scripts.approved(),
                Faults.sessionsEnded(Moment.after(AT_ONCE), 8, Duration.ofMillis(400))));
        all.add(of(
                "undone, killed all the time",
                scripts.undone(),
                Faults.killed(IntStream.of(900, 1_300, 1_700)
                        .mapToObj(pause -> Moment.after(Duration.ofMillis(pause)))
                        .toList())));
        return all;
    }

    /** The next of those that chance makes; the same one for the same state of it. */
    Scenario another(Random chance) throws IOException {
        List<Script> all = List.of(
                scripts.everyday(),
                scripts.large(),
                scripts.approved(),
                scripts.undone(),
                scripts.restored(),
                scripts.lino());
        Script script = all.get(chance.nextInt(all.size()));
        Moment moment = Moment.after(Duration.ofMillis(chance.nextInt(2_500)));
        Duration away = Duration.ofMillis(chance.nextInt(4_000));
        return switch (chance.nextInt(5)) {
            case 0 -> {
                List<Moment> moments = IntStream.rangeClosed(0, chance.nextInt(3))
                        .mapToObj(i -> Moment.after(Duration.ofMillis(chance.nextInt(2_500))))
                        .toList();
                yield of(script.name() + ", killed " + names(moments), script, Faults.killed(moments));
            }
            case 1 ->
                of(
                        script.name() + ", server crashes " + moment.name() + " for " + away.toMillis() + " ms",
                        script,
                        Faults.serverCrashes(moment, away));
            case 2 -> {
                int times = 1 + chance.nextInt(6);
                yield of(
                        script.name() + ", sessions ended " + times + " times, first " + moment.name(),
                        script,
                        Faults.sessionsEnded(moment, times, Duration.ofMillis(chance.nextInt(900))));
            }
            case 3 ->
                of(
                        script.name() + ", server and process crash " + moment.name(),
                        script,
                        Faults.serverAndProcessCrash(moment));
            default -> of(script.name() + ", stopped " + moment.name(), script, Faults.stopped(moment));
        };
    }

    private static String names(List<Moment> moments) {
        return String.join(", then ", moments.stream().map(Moment::name).toList());
    }
}
