package io.waybill.desk.page;

import io.waybill.desk.account.Sessions.OpenSession;
import java.util.List;

/**
 * One account.
 *
 * @param sessions that are open
 * @param tokens of programs
 * @param own whether it is that of whoever looks at it
 */
record AccountView(AccountLine account, List<OpenSession> sessions, List<TokenLine> tokens, boolean own)
        implements View {
    @Override
    public String template() {
        return "account.jte";
    }

    @Override
    public String title() {
        return "Account " + account.name();
    }

    @Override
    public Section section() {
        return Section.ACCOUNTS;
    }

    String address(String act) {
        return AccountsPage.address(account.name()) + "/" + act;
    }
}
