package io.waybill.desk.page;

import io.waybill.desk.http.UrlEncoded;
import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.AuditFilter;
import io.waybill.ledger.audit.AuditLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the audit list.
 *
 * @param next where the next page begins; null when there is none
 * @param from the first day, as it was typed
 * @param to the last day, as it was typed
 * @param accounts names that may be filtered by
 */
record AuditView(List<AuditLine> lines, Long next, AuditFilter filter, String from, String to, List<String> accounts)
        implements View {
    private static final Pattern REJECT = Pattern.compile("(?:for )?reject ([0-9]{1,18})");

    @Override
    public String template() {
        return "audit.jte";
    }

    @Override
    public String title() {
        return "Audit";
    }

    @Override
    public Section section() {
        return Section.AUDIT;
    }

    @Override
    public Object json() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("lines", lines);
        page.put("next", next);
        return page;
    }

    /** What was done, in words; a later version's act as it is written. */
    static String words(String act) {
        return Act.ofWord(act).map(Act::words).orElse(act);
    }

    /** The class that colours what needs a look. */
    static String tone(String act) {
        return act.equals("log-in-failed") || act.equals("refused") ? "warn" : "";
    }

    String address(Long below) {
        return address("/audit", below);
    }

    /** The same filter at another address. */
    String address(String place, Long below) {
        StringJoiner query = new StringJoiner("&", place + "?", "").setEmptyValue(place);
        if (filter.who() != null) {
            query.add("who=" + UrlEncoded.encoded(filter.who()));
        }
        if (filter.act() != null) {
            query.add("act=" + filter.act().word());
        }
        if (filter.waybill() != null) {
            query.add("waybill=" + filter.waybill());
        }
        if (filter.from() != null) {
            query.add("from=" + UrlEncoded.encoded(from));
        }
        if (filter.until() != null) {
            query.add("to=" + UrlEncoded.encoded(to));
        }
        if (below != null) {
            query.add("below=" + below);
        }
        return query.toString();
    }

    /** Where that to which it was done is to be seen, if it is a reject; null for anything else. */
    static String place(AuditLine line) {
        Matcher reject = REJECT.matcher(line.subject());
        return reject.matches() ? RejectView.address(Long.parseLong(reject.group(1)), null, 0) : null;
    }

    /** To what it was done; what was refused is an operation, in words. */
    static String subject(AuditLine line, PageFormat format) {
        return line.act().equals(Act.REFUSED.word()) ? format.spaced(line.subject()) : line.subject();
    }
}
