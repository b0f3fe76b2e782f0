package io.waybill.timetable.permission;

import io.waybill.match.Decision;
import io.waybill.model.Notice;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import java.util.List;

/**
 * What matching made of the rows of a permissions file: {@code read = grants + filtered + rejected}.
 *
 * @param read rows read
 * @param grants the permissions to deliver, each user and subject once, in the order of the file
 * @param filtered rows left out on purpose: repeated, or dropped by a person's decision
 * @param rejected rows that cannot be delivered
 * @param notices what else there is to tell
 * @param answered delivered and left-out rows: rejects that they were before are closed
 * @param decisions what a person answered in this file, to be remembered
 */
public record Matched(
        long read,
        List<Grant> grants,
        long filtered,
        List<RejectedRow> rejected,
        List<Notice> notices,
        List<AnsweredRow> answered,
        List<Decision> decisions) {
    public Matched {
        grants = List.copyOf(grants);
        rejected = List.copyOf(rejected);
        notices = List.copyOf(notices);
        answered = List.copyOf(answered);
        decisions = List.copyOf(decisions);
    }
}
