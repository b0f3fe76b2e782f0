package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.model.DropOptions;
import io.waybill.system.Schedule;
import io.waybill.system.TargetReport;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The page Schedule: when each system is refreshed next, how the latest runs ended, and a button that runs one now. */
public final class SchedulePage {
    private static final int RUNS = 25;
    /** A run that has not begun after this never does. */
    private static final Duration MOMENT = Duration.ofMinutes(5);

    private final List<Schedule> schedules;
    private final List<TargetReport> reports;
    private final Clock clock;
    /** Runs that were started here, by token, and when: one that was started begins a moment later. */
    private final Map<String, Instant> started = new ConcurrentHashMap<>();

    public SchedulePage(List<Schedule> schedules, List<TargetReport> reports, Clock clock) {
        this.schedules = List.copyOf(schedules);
        this.reports = List.copyOf(reports);
        this.clock = requireNonNull(clock, "clock");
    }

    /** The page. */
    Answer show(Request request) throws SQLException {
        List<ScheduleView.Scheduled> all = new ArrayList<>();
        for (Schedule schedule : schedules) {
            all.add(new ScheduleView.Scheduled(
                    schedule.system(),
                    schedule.description(),
                    schedule.next().after(clock.instant()).orElse(null),
                    schedule.runs().latest(RUNS)));
        }
        return new ScheduleView(
                all,
                reports.stream()
                        .map(report -> new ScheduleView.Reported(
                                report.system(), report.name(), report.title(), report.sentence()))
                        .toList());
    }

    /** All runs, as a table for spreadsheets. */
    Answer csv(Request request) {
        return new Answer.Csv("refreshes.csv", out -> {
            out.row(List.of("system", "due", "outcome", "waybill", "state", "reason"));
            for (Schedule schedule : schedules) {
                for (Schedule.Run run : schedule.runs().latest(Integer.MAX_VALUE)) {
                    out.row(List.of(
                            schedule.system(),
                            SpreadsheetTime.of(run.due(), clock.getZone()),
                            run.outcome(),
                            run.waybill() == null ? "" : run.waybill().toString(),
                            run.state() == null ? "" : run.state(),
                            run.message()));
                }
            }
        });
    }

    /**
     * Checks whether a refresh may run now; the route then starts it.
     *
     * @throws RefusedException when there is no such schedule, it is off, or a run is under way
     */
    Answer run(Request request) throws SQLException {
        Schedule schedule = schedule(request);
        if (schedule.next().after(clock.instant()).isEmpty()) {
            throw RefusedException.conflict("Scheduled refreshes of " + schedule.system()
                    + " are switched off: whoever keeps Waybill running can switch them on.");
        }
        if (schedule.runs().latest(1).stream().anyMatch(run -> run.outcome().equals("running"))) {
            throw RefusedException.conflict("A refresh of " + schedule.system() + " is already running.");
        }
        String token = DropOptions.newToken();
        Instant now = clock.instant();
        started.values().removeIf(at -> at.isBefore(now.minus(MOMENT)));
        started.put(token, now);
        return new Answer.RefreshNow(
                schedule.system(),
                token,
                request.account().name(),
                Redirect.to(RunView.address(schedule.system(), token)));
    }

    /**
     * A run that was started here: leads to its waybill as soon as there is one.
     *
     * @throws RefusedException when there is no such schedule, or no run with this token has begun or was just started
     */
    Answer showRun(Request request) throws SQLException {
        Schedule schedule = schedule(request);
        String token = request.word("token");
        // Asked for first: a run that begins in between is found among the others then.
        Instant at = started.get(token);
        boolean begins = at != null && at.plus(MOMENT).isAfter(clock.instant());
        Optional<Schedule.Run> run = schedule.runs().of(token);
        if (run.isEmpty() && !begins) {
            throw RefusedException.notFound("There is no such refresh of " + schedule.system()
                    + ": the page Schedule lists those that have begun.");
        }
        return run.map(Schedule.Run::waybill)
                .<Answer>map(waybill -> Redirect.to("/waybills/" + waybill))
                .orElseGet(() -> new RunView(schedule.system(), token, run.orElse(null)));
    }

    private Schedule schedule(Request request) {
        return schedules.stream()
                .filter(each -> each.system().equals(request.word("system")))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("There is no such schedule."));
    }
}
