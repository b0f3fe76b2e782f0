package io.waybill.desk.page;

import io.waybill.delivery.naming.ReferredRow;
import io.waybill.reject.Cause;
import io.waybill.reject.Choice;
import io.waybill.reject.ListedReject;
import io.waybill.reject.Reject;
import io.waybill.reject.RejectedRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rejects as JSON. */
final class RejectJson {
    private RejectJson() {}

    static Map<String, Object> cause(Cause cause, ReferredRows referred) {
        RejectedRow row = cause.first().row();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reject", cause.first().id());
        json.put("feed", cause.feed());
        json.put("kind", row.kind());
        json.put("rule", row.rule());
        json.put("reason", row.reason());
        json.put("cause", row.cause());
        json.put("rows", cause.rows());
        json.put("chosen", cause.chosen());
        json.put("standing", cause.standing().choices());
        json.put("candidates", candidates(cause.first(), referred));
        return json;
    }

    static Map<String, Object> row(ListedReject listed, ReferredRows referred) {
        RejectedRow row = listed.reject().row();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reject", listed.reject().id());
        json.put("waybill", listed.reject().waybill());
        json.put("feed", listed.feed());
        json.put("kind", row.kind());
        json.put("header", row.header());
        json.put("cells", row.cells());
        json.put("refersTo", refersTo(listed.reject(), referred));
        json.put("cause", row.cause());
        json.put("file", row.at().file());
        json.put("line", row.at().line() > 0 ? row.at().line() : null);
        json.put("rule", row.rule());
        json.put("reason", row.reason());
        json.put("candidates", candidates(listed.reject(), referred));
        json.put("state", listed.reject().state());
        json.put("closedBy", listed.reject().closedBy());
        json.put("closedAt", listed.closedAt());
        json.put("choice", choice(listed.choice()));
        return json;
    }

    /** The rows to which cells refer, by column. */
    private static Map<String, ReferredRow> refersTo(Reject reject, ReferredRows referred) {
        RejectedRow row = reject.row();
        Map<String, ReferredRow> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.header().size(); i++) {
            String column = row.header().get(i);
            ReferredRow one = referred.cell(reject.id(), column, row.cells().get(i));
            if (one != null) {
                cells.put(column, one);
            }
        }
        return cells;
    }

    private static List<Map<String, Object>> candidates(Reject reject, ReferredRows referred) {
        return reject.row().candidates().stream()
                .map(candidate -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("value", candidate.value());
                    json.put("score", candidate.score());
                    json.put("why", candidate.why());
                    ReferredRow one = referred.answer(reject.id(), candidate.value());
                    if (one != null) {
                        json.put("refersTo", one);
                    }
                    return json;
                })
                .toList();
    }

    private static Map<String, Object> choice(Choice choice) {
        if (choice == null) {
            return null;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("answer", choice.answer());
        json.put("cells", choice.cells());
        json.put("by", choice.by());
        json.put("at", choice.at());
        return json;
    }
}
