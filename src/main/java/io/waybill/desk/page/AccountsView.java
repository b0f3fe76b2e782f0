package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.waybill.desk.account.Role;
import java.util.List;
import java.util.Map;

/**
 * All accounts, and a form that adds one.
 *
 * @param name as it was typed before
 * @param role as it was chosen before
 * @param complaint why the account could not be added; empty the first time
 */
record AccountsView(
        List<AccountLine> accounts,
        @JsonIgnore String name,
        @JsonIgnore Role role,
        @JsonIgnore String complaint) implements View {
    @Override
    public String template() {
        return "accounts.jte";
    }

    @Override
    public String title() {
        return "Accounts";
    }

    @Override
    public Section section() {
        return Section.ACCOUNTS;
    }

    @Override
    public Object json() {
        return Map.of("accounts", accounts);
    }
}
