package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.system.Schedule;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The page Schedule: when a refresh comes by itself, what became of the latest, and one that comes now. */
public final class SchedulePage {
    private static final int RUNS = 25;

    private final List<Schedule> schedules;
    private final Clock clock;

    public SchedulePage(List<Schedule> schedules, Clock clock) {
        this.schedules = List.copyOf(schedules);
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
        return new ScheduleView(all);
    }

    /**
     * Sees whether a refresh may be run now; the route does it then.
     *
     * @throws RefusedException when there is none, it is off, or one is running
     */
    Answer run(Request request) throws SQLException {
        Schedule schedule = schedules.stream()
                .filter(each -> each.system().equals(request.word("system")))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("There is no such schedule."));
        if (schedule.next().after(clock.instant()).isEmpty()) {
            throw RefusedException.conflict("Refreshes of " + schedule.system() + " are off (waybill.refresh."
                    + schedule.system() + ".enabled).");
        }
        if (schedule.runs().latest(1).stream().anyMatch(run -> run.outcome().equals("running"))) {
            throw RefusedException.conflict("A refresh of " + schedule.system() + " is running already.");
        }
        return new Answer.RefreshNow(
                schedule.system(), new Redirect("/schedule", "A refresh of " + schedule.system() + " was started."));
    }
}
