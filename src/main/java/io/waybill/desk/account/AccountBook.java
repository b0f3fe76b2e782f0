package io.waybill.desk.account;

import io.waybill.format.NearestName;
import io.waybill.ledger.audit.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the file of accounts holds.
 *
 * @param accounts by name
 * @param changes of accounts that the audit list does not have yet, the oldest first: accounts can be changed while no database is there
 */
record AccountBook(Map<String, Account> accounts, List<AuditEntry> changes) {
    AccountBook() {
        this(new TreeMap<>(), new ArrayList<>());
    }

    /** @throws AccountException when there is none */
    Account required(String name) {
        Account account = accounts.get(name);
        if (account == null) {
            throw new AccountException(
                    "There is no account " + name + NearestName.suggestion(name, accounts.keySet()) + ".");
        }
        return account;
    }

    /** @throws AccountException when nobody is left who may manage the accounts */
    void requireAdmin() {
        if (accounts.values().stream().noneMatch(account -> account.role() == Role.ADMIN && !account.locked())) {
            throw new AccountException("This is the last admin: make somebody else admin first.");
        }
    }
}
