package io.waybill.timetable.permission;

import io.waybill.match.Decision;
import io.waybill.match.RuleUse;
import io.waybill.model.Notice;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import java.util.List;

/**
 * The result of matching the rows of a permissions file: {@code read = grants + filtered + rejected}.
 *
 * @param read number of rows read
 * @param grants the permissions to deliver, each user and subject once, in the order of the file
 * @param filtered number of rows left out on purpose: repeated ones, and those dropped by a person's decision
 * @param rejected rows that cannot be delivered
 * @param notices what else people should know
 * @param answered delivered and left-out rows, which close their earlier rejects
 * @param uses earlier answers and rules for paths that have decided rows
 * @param decisions a person's answers in this file, to be remembered
 */
public record MatchedPermissions(
        long read,
        List<Grant> grants,
        long filtered,
        List<RejectedRow> rejected,
        List<Notice> notices,
        List<AnsweredRow> answered,
        List<RuleUse> uses,
        List<Decision> decisions) {
    public MatchedPermissions {
        grants = List.copyOf(grants);
        rejected = List.copyOf(rejected);
        notices = List.copyOf(notices);
        answered = List.copyOf(answered);
        uses = List.copyOf(uses);
        decisions = List.copyOf(decisions);
    }
}
