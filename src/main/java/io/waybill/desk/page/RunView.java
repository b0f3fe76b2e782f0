package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.waybill.desk.http.UrlEncoded;
import io.waybill.system.Schedule;

/**
 * A scheduled refresh that somebody has started, until there is a waybill of it.
 *
 * @param system that is refreshed
 * @param token of the run
 * @param run null while it has not begun
 */
record RunView(String system, @JsonIgnore String token, Schedule.Run run) implements View {
    static String address(String system, String token) {
        return "/schedule/" + UrlEncoded.encoded(system) + "/runs/" + UrlEncoded.encoded(token);
    }

    @Override
    public String template() {
        return "run.jte";
    }

    @Override
    public String title() {
        return "Refresh of " + system;
    }

    @Override
    public Section section() {
        return Section.SCHEDULE;
    }

    String address() {
        return address(system, token);
    }

    /** Whether it has ended without a file. */
    boolean failed() {
        return run != null && run.outcome().equals("failed");
    }

    /** What it is doing. */
    String sentence() {
        if (run == null) {
            return "It begins in a moment.";
        }
        return switch (run.outcome()) {
            case "running" -> "The file is being fetched.";
            case "dropped" -> "The file is in its folder. As soon as Waybill picks it up, its waybill appears here.";
            default -> "Nothing was dropped: " + run.message();
        };
    }
}
