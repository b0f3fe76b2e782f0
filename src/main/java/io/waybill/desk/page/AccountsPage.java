package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.account.Account;
import io.waybill.desk.account.AccountChanges;
import io.waybill.desk.account.AccountException;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.OneTimePassword;
import io.waybill.desk.account.Role;
import io.waybill.desk.account.Sessions;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.desk.http.UrlEncoded;
import io.waybill.ledger.audit.Audit;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pages of accounts, for admins: who may use the desk, with which role, and how that is changed. */
public final class AccountsPage {
    private final Accounts accounts;
    private final Sessions sessions;
    private final Audit audit;
    private final Clock clock;

    /** @param audit gets every change */
    public AccountsPage(Accounts accounts, Sessions sessions, Audit audit, Clock clock) {
        this.accounts = requireNonNull(accounts, "accounts");
        this.sessions = requireNonNull(sessions, "sessions");
        this.audit = requireNonNull(audit, "audit");
        this.clock = requireNonNull(clock, "clock");
    }

    /** All accounts. */
    Answer list(Request request) throws SQLException {
        return list("", Role.VIEWER, "");
    }

    /** All accounts, as a table for spreadsheets. */
    Answer csv(Request request) {
        return new Answer.Csv("accounts.csv", out -> {
            out.row(List.of("name", "role", "state", "one-time password until", "logged in", "last seen", "tokens"));
            for (AccountLine line : list("", Role.VIEWER, "").accounts()) {
                out.row(List.of(
                        line.name(),
                        line.role().word(),
                        line.state(),
                        SpreadsheetTime.of(line.oneTimeUntil(), clock.getZone()),
                        Integer.toString(line.sessions()),
                        SpreadsheetTime.of(line.seen(), clock.getZone()),
                        Integer.toString(line.tokens())));
            }
        });
    }

    private AccountsView list(String name, Role role, String complaint) throws SQLException {
        Map<String, List<Sessions.OpenSession>> open = sessions.open();
        List<AccountLine> lines = new ArrayList<>();
        accounts.all()
                .forEach(account -> lines.add(
                        AccountLine.of(account, open.getOrDefault(account.name(), List.of()), clock.instant())));
        return new AccountsView(lines, name, role, complaint);
    }

    /** Adds an account, and shows its password for one time. */
    Answer add(Request request) throws SQLException {
        String name = request.form().text("name").orElse("");
        Role role = role(request.form().raw("role"));
        try {
            OneTimePassword once = changes(request).add(name, role);
            return shown(once, "Account " + name + " is added");
        } catch (AccountException e) {
            return new Answer.Again(RefusedException.UNPROCESSABLE, e.getMessage(), list(name, role, e.getMessage()));
        }
    }

    /**
     * One account.
     *
     * @throws RefusedException when there is none of this name
     */
    Answer show(Request request) throws SQLException {
        Account account = account(request);
        List<Sessions.OpenSession> open = sessions.open().getOrDefault(account.name(), List.of());
        return new AccountView(
                AccountLine.of(account, open, clock.instant()),
                open,
                TokenLine.of(account, sessions.tokenUses(), clock.instant()),
                account.name().equals(request.account().name()));
    }

    /** Gives an account another role. */
    Answer role(Request request) {
        Role role = role(request.form().raw("role"));
        String name = another(request);
        changes(request).role(name, role);
        return done(request, name + " is " + role.word() + " now.");
    }

    /** Gives an account a password for one time, and shows it. */
    Answer reset(Request request) {
        OneTimePassword once = changes(request).reset(another(request));
        return shown(once, once.account() + " has a new password");
    }

    /** Locks an account. */
    Answer lock(Request request) {
        String name = another(request);
        changes(request).lock(name);
        return done(request, name + " is locked, and logged out everywhere.");
    }

    /** Unlocks an account. */
    Answer unlock(Request request) {
        String name = account(request).name();
        changes(request).unlock(name);
        return done(request, name + " may log in again.");
    }

    /** Ends the sessions of an account. */
    Answer endSessions(Request request) {
        String name = account(request).name();
        changes(request).endSessions(name);
        return done(request, name + " is logged out everywhere.");
    }

    /** Removes an account. */
    Answer remove(Request request) {
        String name = another(request);
        changes(request).remove(name);
        accounts.tell(audit);
        return new Redirect("/accounts", "The account " + name + " is removed.");
    }

    /** Revokes a token of an account. */
    Answer revoke(Request request) {
        String name = account(request).name();
        String token = request.form().raw("token");
        changes(request).revokeToken(name, token);
        return done(request, "The token '" + token + "' is no longer accepted.");
    }

    private AccountChanges changes(Request request) {
        return accounts.by(request.actor());
    }

    private Answer done(Request request, String sentence) {
        accounts.tell(audit);
        return new Redirect(address(request.word("account")), sentence);
    }

    private Answer shown(OneTimePassword once, String title) {
        accounts.tell(audit);
        return new SecretView(
                title,
                "Hand this password over to " + once.account()
                        + ", best in person. It is for one log-in, after which they choose their own. It is shown only now.",
                "One-time password",
                once.password(),
                once.until(),
                address(once.account()),
                Section.ACCOUNTS);
    }

    private Account account(Request request) {
        String name = request.word("account");
        return accounts.find(name).orElseThrow(() -> RefusedException.notFound("There is no account of this name."));
    }

    /** The account in the address, which must not be one's own: nobody can lock themselves out by mistake. */
    private String another(Request request) {
        String name = account(request).name();
        if (name.equals(request.account().name())) {
            throw RefusedException.conflict("This is your own account: another admin can do this.");
        }
        return name;
    }

    static Role role(String word) {
        return Role.ofWord(word)
                .orElseThrow(() -> RefusedException.unusable("Choose a role: viewer, operator or admin."));
    }

    /** Where an account is shown. */
    static String address(String account) {
        return "/accounts/" + UrlEncoded.encoded(account);
    }
}
