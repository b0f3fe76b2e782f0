package io.waybill.desk.page;

import io.waybill.delivery.naming.Plurals;
import io.waybill.desk.account.Account;
import io.waybill.desk.account.Right;
import io.waybill.desk.account.Session;
import io.waybill.desk.http.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What surrounds every page, and what every template may use.
 *
 * @param title of the page
 * @param section where the page belongs
 * @param chapter of the manual that explains the page, and after # a heading in it
 * @param session null when nobody is logged in
 * @param message what the page says first; empty for nothing
 * @param openRejects how many there are, at most {@link #MOST_COUNTED}
 * @param format of numbers and times
 * @param assets where style and script are
 * @param plurals what rows are called where many of them are spoken of, by system
 */
record Frame(
        String title,
        Section section,
        String chapter,
        Session session,
        String message,
        long openRejects,
        PageFormat format,
        Assets assets,
        Map<String, Plurals> plurals) {
    /** Open rejects are counted up to here; the count of more is shown with a plus sign. */
    static final int MOST_COUNTED = 1_000;

    /** Stands in a page where its digest will be; new with every start, so that nothing that was dropped can contain it. */
    static final String STAMP = "stamp-" + UUID.randomUUID();

    /** Headers of a request that a page sends by itself, as JSON: they say what it shows already. */
    String live() {
        return "{\"" + Request.LIVE + "\":\"" + STAMP + "\"}";
    }

    /** The account that is logged in; null when nobody is. */
    Account account() {
        return session == null ? null : session.account();
    }

    /** What forms bring back; empty when nobody is logged in. */
    String formToken() {
        return session == null ? "" : session.formToken();
    }

    /**
     * What the rows of a table or the records of a model are called; empty where its name is all there is.
     *
     * @param system it belongs to
     */
    String words(String system, String name) {
        return plurals.getOrDefault(system, Plurals.NONE).words(name).orElse("");
    }

    /** Whether whoever is logged in has a right. */
    boolean may(Right right) {
        return session != null && !session.account().oneTime() && session.may(right);
    }

    /** The number of open rejects, as the header shows it. */
    String waiting() {
        return format.number(openRejects) + (openRejects == MOST_COUNTED ? "+" : "");
    }

    /** The pages that the header links to. */
    List<Section> sections() {
        return Arrays.stream(Section.values())
                .filter(each -> each.right() != null && may(each.right()))
                .toList();
    }
}
