package io.waybill.desk.http;

import io.waybill.delivery.backup.BackupStore;
import io.waybill.desk.account.Accounts;
import io.waybill.ledger.audit.Deed;
import java.util.StringJoiner;

/**
 * What the audit list says of a request that was refused for lack of a right: which operation, and what it is about. Of the address only that
 * is taken which is a number, or the name of something that can be there, since anything may be typed into it.
 */
final class RefusedDeed {
    private static final String WAYBILL = "number";
    private static final String NUMBER = "[1-9][0-9]{0,17}";
    private static final String SYSTEM_OR_FEED = "[a-z][a-z0-9-]{0,39}";

    private RefusedDeed() {}

    static Deed of(Request request, Accounts accounts) {
        String waybill = request.word(WAYBILL);
        return Deed.refused(
                request.operation(), about(request, accounts), waybill.matches(NUMBER) ? Long.valueOf(waybill) : null);
    }

    private static String about(Request request, Accounts accounts) {
        StringJoiner about = new StringJoiner(", ");
        String reject = request.word("reject");
        if (reject.matches(NUMBER)) {
            about.add("reject " + reject);
        }
        String backup = request.word("backup");
        if (BackupStore.isId(backup)) {
            about.add("backup " + backup);
        }
        String account = request.word("account");
        if (accounts.find(account).isPresent()) {
            about.add("account " + account);
        }
        String system = request.word("system");
        String feed = request.word("feed");
        if (system.matches(SYSTEM_OR_FEED)) {
            about.add(feed.matches(SYSTEM_OR_FEED) ? system + "/" + feed : system);
        }
        return about.toString();
    }
}
