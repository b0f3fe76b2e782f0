package io.waybill.desk.page;

import io.waybill.desk.account.Account;
import io.waybill.desk.account.Right;
import java.util.Arrays;
import java.util.List;

/**
 * What stands around every page, and what every template may use.
 *
 * @param title of the page
 * @param section where the page belongs
 * @param account null when nobody is logged in
 * @param formToken that forms bring back; empty when nobody is logged in
 * @param message what the page says first; empty for nothing
 * @param openRejects how many wait, {@link #MOST_COUNTED} at the most
 * @param format of numbers and times
 * @param assets where style and script are
 */
record Frame(
        String title,
        Section section,
        Account account,
        String formToken,
        String message,
        long openRejects,
        PageFormat format,
        Assets assets) {
    /** So many open rejects are counted; more are many. */
    static final int MOST_COUNTED = 1_000;

    /** Whether the one who sees it may do it. */
    boolean may(Right right) {
        return account != null && !account.oneTime() && account.may(right);
    }

    /** How many rejects wait, as the header tells it. */
    String waiting() {
        return format.number(openRejects) + (openRejects == MOST_COUNTED ? "+" : "");
    }

    /** What the header leads to. */
    List<Section> sections() {
        return Arrays.stream(Section.values())
                .filter(each -> each.right() != null && may(each.right()))
                .toList();
    }
}
