package io.waybill.desk.page;

import io.waybill.model.State;
import io.waybill.system.Schedule;
import java.time.Instant;
import java.util.List;

/**
 * Scheduled refreshes.
 *
 * @param schedules of all systems that have one
 * @param reports of all systems
 */
record ScheduleView(List<Scheduled> schedules, List<Reported> reports) implements View {
    /** A report that can be looked at. */
    record Reported(String system, String name, String title, String sentence) {}

    /**
     * @param next when it is due; null when it is off
     * @param runs the latest first
     */
    record Scheduled(String system, String source, Instant next, List<Schedule.Run> runs) {
        /** Whether a run is under way. */
        boolean running() {
            return runs.stream().anyMatch(ScheduleView::moving);
        }
    }

    private static boolean moving(Schedule.Run run) {
        return run.outcome().equals("running")
                || run.outcome().equals("dropped")
                        && (run.state() == null
                                || !State.ofWord(run.state()).terminal()
                                        && !run.state().equals("held"));
    }

    @Override
    public String template() {
        return "schedule.jte";
    }

    @Override
    public String title() {
        return "Schedule";
    }

    @Override
    public Section section() {
        return Section.SCHEDULE;
    }

    boolean moving() {
        return schedules.stream().anyMatch(Scheduled::running);
    }

    /** The class that colours the end of a run without a waybill. */
    static String tone(String outcome) {
        return switch (outcome) {
            case "failed" -> "bad";
            case "missed" -> "warn";
            case "running", "dropped" -> "busy";
            default -> "idle";
        };
    }
}
