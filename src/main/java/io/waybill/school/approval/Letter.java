package io.waybill.school.approval;

import static java.util.stream.Collectors.groupingBy;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A letter to somebody.
 *
 * @param to address
 * @param subject of one line
 * @param text with lines that end with {@code \n}
 */
public record Letter(String to, String subject, String text) {
    static final String PENDING = "Pending event approvals";
    static final String DECLINED = "Resource request declined";

    /** At most two letters to one person: what waits for a decision, and what was declined. */
    static List<Letter> of(String to, List<Approval> approvals, ZoneId zone) {
        List<Letter> letters = new ArrayList<>();
        List<Approval> pending = approvals.stream().filter(Approval::pending).toList();
        List<Approval> declined =
                approvals.stream().filter(approval -> !approval.pending()).toList();
        if (!pending.isEmpty()) {
            letters.add(new Letter(to, PENDING, "These requests wait for a decision.\n" + grouped(pending, zone)));
        }
        if (!declined.isEmpty()) {
            letters.add(new Letter(
                    to,
                    DECLINED,
                    "These requests were declined: choose something else, or take them out of the event.\n"
                            + grouped(declined, zone)));
        }
        return letters;
    }

    private static String grouped(List<Approval> approvals, ZoneId zone) {
        Map<Long, List<Approval>> byElement =
                approvals.stream().collect(groupingBy(Approval::elementId, LinkedHashMap::new, Collectors.toList()));
        return byElement.values().stream()
                .map(each -> "\n" + each.get(0).element() + "\n"
                        + each.stream()
                                .map(approval -> "  " + approval.line(zone) + "\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
