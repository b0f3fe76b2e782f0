package io.waybill.desk.page;

import io.waybill.reject.Cause;
import io.waybill.reject.Choice;
import io.waybill.reject.ListedReject;
import io.waybill.reject.RejectedRow;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rejects as JSON. */
final class RejectJson {
    private RejectJson() {}

    static Map<String, Object> cause(Cause cause) {
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
        json.put("candidates", row.candidates());
        return json;
    }

    static Map<String, Object> row(ListedReject listed) {
        RejectedRow row = listed.reject().row();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reject", listed.reject().id());
        json.put("waybill", listed.reject().waybill());
        json.put("feed", listed.feed());
        json.put("kind", row.kind());
        json.put("header", row.header());
        json.put("cells", row.cells());
        json.put("cause", row.cause());
        json.put("file", row.at().file());
        json.put("line", row.at().line() > 0 ? row.at().line() : null);
        json.put("rule", row.rule());
        json.put("reason", row.reason());
        json.put("candidates", row.candidates());
        json.put("state", listed.reject().state());
        json.put("closedBy", listed.reject().closedBy());
        json.put("closedAt", listed.closedAt());
        json.put("choice", choice(listed.choice()));
        return json;
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
