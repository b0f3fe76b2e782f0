package io.waybill.desk.page;

import io.waybill.desk.http.Request;
import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.Deed;

/** What the audit list says of an operation that was carried out. Values, answers and notes of people are not part of it. */
final class Deeds {
    private static final String PREVIEW = "preview";
    private static final String DROPS = "/drops/";

    private Deeds() {}

    /** Says what was done. */
    @FunctionalInterface
    interface Source {
        /** @return null when nothing was done */
        Deed of(Request request, Answer answer);
    }

    /** Something that was done to a waybill. */
    static Source onWaybill(Act act) {
        return (request, answer) -> Deed.onWaybill(act, request.number("number"), preview(request));
    }

    /** A drop, which has no number yet. */
    static Deed dropped(Request request, Answer answer) {
        return drop(Act.DROPPED, request.form().raw("feed"), preview(request), answer);
    }

    /** A file that was made from a form and dropped. */
    static Deed formed(Request request, Answer answer) {
        return answer instanceof Redirect
                ? drop(Act.DROPPED, request.word("system") + "/" + request.word("feed"), preview(request), answer)
                : null;
    }

    /** The file of a waybill that was dropped once more. */
    static Deed droppedAgain(Request request, Answer answer) {
        return drop(Act.DROPPED, "the file of waybill " + request.number("number"), preview(request), answer);
    }

    /** Answers that were dropped into their feed. */
    static Deed delivered(Request request, Answer answer) {
        return drop(Act.DROPPED, request.form().raw("feed"), "the answers to its rejects, preview", answer);
    }

    private static Deed drop(Act act, String subject, String note, Answer answer) {
        String token = answer instanceof Redirect redirect && redirect.address().startsWith(DROPS)
                ? redirect.address().substring(DROPS.length())
                : "";
        return new Deed(act, subject, note, null, token);
    }

    /** An answer to a cause or to some of its rows. */
    static Deed answered(Request request, Answer answer) {
        String what = switch (request.form().raw("do")) {
            case "forget" -> "cleared";
            case "drop" -> "discarded";
            case "again" -> "to be tried again";
            default -> "chosen";
        };
        String rows = request.form().raw("for").equals("ticked")
                ? request.form().all("row").size() + " of the rows with its cause"
                : "all rows with its cause";
        return new Deed(Act.ANSWERED, reject(request), what + ", " + rows);
    }

    /** A row that was mended. */
    static Deed mended(Request request, Answer answer) {
        return new Deed(Act.ROW_MENDED, reject(request), "");
    }

    /** A rule that was saved; one that was only tried is nothing to tell. */
    static Deed rule(Request request, Answer answer) {
        return answer instanceof Redirect ? new Deed(Act.RULE_SAVED, "for " + reject(request), "") : null;
    }

    /** Best candidates that were looked over and chosen together. */
    static Deed answeredTogether(Request request, Answer answer) {
        return answer instanceof Redirect
                ? new Deed(
                        Act.ANSWERED,
                        "rejects",
                        bestOf(request.form().all("accept").size()))
                : null;
    }

    private static String bestOf(int causes) {
        return causes == 1 ? "best candidate ticked for 1 cause" : "best candidates ticked for " + causes + " causes";
    }

    /** A rule for paths that was removed. */
    static Deed ruleRemoved(Request request, Answer answer) {
        return new Deed(Act.RULE_REMOVED, "for a path of " + request.form().raw("system"), "");
    }

    /** A kept answer that was removed. */
    static Deed answerRemoved(Request request, Answer answer) {
        return Deed.onWaybill(
                Act.RULE_REMOVED, request.form().number("waybill").orElseThrow(), "an answer that it brought");
    }

    private static String reject(Request request) {
        return "reject " + request.number("reject");
    }

    /** Something that was done to a backup. */
    static Source onBackup(Act act) {
        return (request, answer) -> {
            Deed deed = new Deed(act, "backup " + request.word("backup"), preview(request));
            return answer instanceof Redirect redirect && redirect.address().matches("/waybills/[0-9]{1,18}")
                    ? new Deed(
                            act,
                            deed.subject(),
                            deed.note(),
                            Long.valueOf(redirect.address().substring(10)),
                            "")
                    : deed;
        };
    }

    /** A refresh that was started by hand. */
    static Deed refreshed(Request request, Answer answer) {
        return new Deed(Act.REFRESHED, request.word("system"), "");
    }

    /** A file of a waybill that is sent. */
    static Deed downloaded(Request request, Answer answer) {
        String file = answer instanceof Answer.Attachment attachment ? attachment.name() : "";
        return Deed.onWaybill(Act.DOWNLOADED, request.number("number"), file);
    }

    /** A list that is sent as a table. */
    static Deed exported(Request request, Answer answer) {
        return new Deed(Act.DOWNLOADED, csv(answer), "");
    }

    /** A list of a waybill's rows that is sent as a table. */
    static Deed exportedOfWaybill(Request request, Answer answer) {
        return Deed.onWaybill(Act.DOWNLOADED, request.number("number"), csv(answer));
    }

    private static String csv(Answer answer) {
        return answer instanceof Answer.Csv csv ? csv.name() : "";
    }

    private static String preview(Request request) {
        return request.form().ticked(PREVIEW) ? PREVIEW : "";
    }
}
