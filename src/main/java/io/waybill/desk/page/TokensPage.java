package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.account.Account;
import io.waybill.desk.account.AccountException;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.Role;
import io.waybill.desk.account.Sessions;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.ledger.audit.Audit;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The page of one's own tokens, by which programs use the account. */
public final class TokensPage {
    private static final String PLACE = "/tokens";

    private final Accounts accounts;
    private final Sessions sessions;
    private final Audit audit;
    private final Clock clock;

    /** @param audit gets every change */
    public TokensPage(Accounts accounts, Sessions sessions, Audit audit, Clock clock) {
        this.accounts = requireNonNull(accounts, "accounts");
        this.sessions = requireNonNull(sessions, "sessions");
        this.audit = requireNonNull(audit, "audit");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Those that there are, and a form that makes one. */
    Answer list(Request request) throws SQLException {
        return list(request.account(), "", "");
    }

    /** One's own, as a table for spreadsheets. */
    Answer csv(Request request) {
        return new Answer.Csv("tokens.csv", out -> {
            out.row(List.of("name", "role", "made", "expires", "expired", "last used", "from"));
            for (TokenLine token : list(request.account(), "", "").tokens()) {
                out.row(List.of(
                        token.name(),
                        token.role().word(),
                        SpreadsheetTime.of(token.madeAt(), clock.getZone()),
                        SpreadsheetTime.of(token.until(), clock.getZone()),
                        token.expired() ? "yes" : "no",
                        SpreadsheetTime.of(token.usedAt(), clock.getZone()),
                        token.usedFrom()));
            }
        });
    }

    private TokensView list(Account account, String name, String complaint) throws SQLException {
        return new TokensView(
                TokenLine.of(account, sessions.tokenUses(), clock.instant()), account.role(), name, complaint);
    }

    /** Makes one, and shows it. */
    Answer make(Request request) throws SQLException {
        Account account = request.account();
        String name = request.form().text("name").orElse("");
        Role role = AccountsPage.role(request.form().raw("role"));
        Duration lasting = TokensView.lasting(request.form().text("days").orElse(TokensView.USUAL))
                .orElseThrow(() -> RefusedException.unusable(
                        "Choose for how many days: " + String.join(", ", TokensView.DAYS) + "."));
        String token;
        try {
            token = accounts.by(request.actor())
                    .makeToken(account.name(), name, role, lasting.isZero() ? null : lasting);
        } catch (AccountException e) {
            return new Answer.Again(
                    RefusedException.UNPROCESSABLE, e.getMessage(), list(account, name, e.getMessage()));
        }
        accounts.tell(audit);
        return new SecretView(
                "The token '" + name + "' is made",
                "Give it to the program, which sends it with each request: Authorization: Bearer, a space, the token. Keep it like"
                        + " a password. It is shown only now.",
                "Token",
                token,
                lasting.isZero()
                        ? null
                        : accounts.find(account.name())
                                .flatMap(found -> found.token(name))
                                .orElseThrow()
                                .until(),
                PLACE,
                Section.OWN);
    }

    /** Revokes one. */
    Answer revoke(Request request) {
        String name = request.form().raw("token");
        accounts.by(request.actor()).revokeToken(request.account().name(), name);
        accounts.tell(audit);
        return new Redirect(PLACE, "The token '" + name + "' is no longer accepted.");
    }
}
