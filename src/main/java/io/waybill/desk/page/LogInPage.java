package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.account.Account;
import io.waybill.desk.account.AccountException;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.AttemptLimit;
import io.waybill.desk.account.LogIn;
import io.waybill.desk.account.LogIn.Outcome;
import io.waybill.desk.account.Passwords;
import io.waybill.desk.account.Session;
import io.waybill.desk.account.Sessions;
import io.waybill.desk.http.Address;
import io.waybill.desk.http.DeskConfig;
import io.waybill.desk.http.KeptForm;
import io.waybill.desk.http.Request;
import io.waybill.desk.http.SessionCookie;
import io.waybill.desk.http.UrlEncoded;
import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.Actor;
import io.waybill.ledger.audit.Audit;
import io.waybill.ledger.audit.Deed;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Logging in and out, and changing one's own password. */
public final class LogInPage {
    private static final String COOKIE = "Set-Cookie";
    private static final int UNAUTHORIZED = 401;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;
    private static final String WRONG = "Name or password is wrong.";
    private static final String EXPIRED =
            "This password was for one time, and has expired: an admin can give you another.";
    private static final String LOST =
            "Your session had ended, so the file was not taken: log in, then choose it again.";
    private static final String LOCKED = "This account is locked: an admin can unlock it.";

    private final DeskConfig config;
    private final Accounts accounts;
    private final Sessions sessions;
    private final LogIn logIn;
    private final Audit audit;
    /** Whoever tries often must not fill the audit list. */
    private final AttemptLimit warnedTooOften;

    /** @param audit gets log-ins, failures and log-outs */
    public LogInPage(DeskConfig config, Accounts accounts, Sessions sessions, LogIn logIn, Audit audit, Clock clock) {
        this.config = requireNonNull(config, "config");
        this.accounts = requireNonNull(accounts, "accounts");
        this.sessions = requireNonNull(sessions, "sessions");
        this.logIn = requireNonNull(logIn, "logIn");
        this.audit = requireNonNull(audit, "audit");
        this.warnedTooOften = new AttemptLimit(1, Duration.ofMinutes(1), clock);
    }

    /** The form; whoever is logged in already goes on. */
    Answer show(Request request) {
        String to = ownAddress(request.query().raw("to"));
        String why = request.query().raw("file").isEmpty() ? "" : LOST;
        return request.session() == null ? new LogInView(to, "", why, "") : Redirect.to(to);
    }

    /** Logs in, or shows the form again. */
    Answer logIn(Request request) throws SQLException {
        String name = request.form().raw("name");
        String to = ownAddress(request.form().raw("to"));
        Optional<KeptForm> kept = KeptForm.ofText(request.form().raw("kept"));
        LogInView again = new LogInView(to, name, "", kept.map(KeptForm::text).orElse(""));
        Outcome outcome = logIn.attempt(name, request.form().raw("password"), request.client());
        tell(request, name, outcome);
        if (outcome instanceof Outcome.In in) {
            if (request.session() != null) {
                sessions.close(request.session().token());
            }
            return loggedIn(request, in.session(), to, kept)
                    .with(COOKIE, SessionCookie.set(config, in.session().token()));
        }
        if (outcome instanceof Outcome.TooOften often) {
            String complaint = tooOften(often.pause());
            return new Answer.Again(TOO_MANY, complaint, again.failed(name, complaint))
                    .with("Retry-After", Long.toString(often.pause().toSeconds() + 1));
        }
        if (outcome instanceof Outcome.Expired) {
            return new Answer.Again(UNAUTHORIZED, EXPIRED, again.failed(name, EXPIRED));
        }
        if (outcome instanceof Outcome.Locked) {
            return new Answer.Again(UNAUTHORIZED, LOCKED, again.failed(name, LOCKED));
        }
        return new Answer.Again(UNAUTHORIZED, WRONG, again.failed(name, WRONG));
    }

    /** A name that is no account's may be a password typed into the wrong field: the list does not have it. */
    private void tell(Request request, String typed, Outcome outcome) {
        String name = accounts.find(typed.strip().toLowerCase(Locale.ROOT))
                .map(Account::name)
                .orElse("");
        String why = "";
        if (outcome instanceof Outcome.TooOften) {
            if (warnedTooOften.take(name + " " + request.client()).isPresent()) {
                return;
            }
            why = "too many attempts";
        } else if (outcome instanceof Outcome.Wrong) {
            why = name.isEmpty() ? "no such account" : "wrong password";
        } else if (outcome instanceof Outcome.Expired) {
            why = "one-time password expired";
        } else if (outcome instanceof Outcome.Locked) {
            why = "account locked";
        }
        audit.add(
                Actor.person(name, request.client()),
                new Deed(outcome instanceof Outcome.In ? Act.LOG_IN : Act.LOG_IN_FAILED, "", why));
    }

    private static Answer loggedIn(Request request, Session session, String to, Optional<KeptForm> kept) {
        Account account = session.account();
        if (request.ofProgram()) {
            return new Answer.Json(new LoggedIn(account.name(), account.role().word(), session.formToken()));
        }
        if (kept.isPresent()) {
            return new Answer.LoggedIn(
                    session,
                    account.oneTime()
                            ? new PasswordView(true, "", to, kept.get().text())
                            : new ResumeView(kept.get()));
        }
        return Redirect.to(account.oneTime() ? passwordFirst(to) : to);
    }

    private static String passwordFirst(String to) {
        return to.equals(HomePage.WAYBILLS) ? "/password" : "/password?to=" + UrlEncoded.encoded(to);
    }

    /** Logs out. */
    Answer logOut(Request request) throws SQLException {
        audit.add(request.actor(), new Deed(Act.LOG_OUT, "", ""));
        sessions.close(request.session().token());
        return Redirect.to("/log-in").with(COOKIE, SessionCookie.remove(config));
    }

    /** The form for another password. */
    Answer password(Request request) {
        return new PasswordView(
                request.account().oneTime(), "", ownAddress(request.query().raw("to")), "");
    }

    /** Changes the password; this session goes on under another cookie, all others of the account end. */
    Answer changePassword(Request request) throws SQLException {
        Account account = request.account();
        String to = ownAddress(request.form().raw("to"));
        Optional<KeptForm> kept = KeptForm.ofText(request.form().raw("kept"));
        String complaint = complaint(request, account);
        if (!complaint.isEmpty()) {
            return new Answer.Again(
                    UNPROCESSABLE,
                    complaint,
                    new PasswordView(
                            account.oneTime(),
                            complaint,
                            to,
                            kept.map(KeptForm::text).orElse("")));
        }
        Session session = sessions.open(accounts.find(account.name()).orElseThrow());
        sessions.close(request.session().token());
        sessions.leaveMessage(session.token(), "Your password has been changed.");
        Answer next = kept.isPresent() && !request.ofProgram()
                ? new Answer.LoggedIn(session, new ResumeView(kept.get()))
                : Redirect.to(to);
        return next.with(COOKIE, SessionCookie.set(config, session.token()));
    }

    private String complaint(Request request, Account account) {
        String now = request.form().raw("now");
        String password = request.form().raw("password");
        if (!password.equals(request.form().raw("again"))) {
            return "The new passwords do not match.";
        }
        if (password.equals(now)) {
            return "The new password must differ from the current one.";
        }
        String bad = Passwords.complaint(account.name(), password).orElse("");
        if (!bad.isEmpty()) {
            return bad;
        }
        if (!logIn.confirms(account, now, request.client())) {
            audit.add(request.actor(), new Deed(Act.LOG_IN_FAILED, "", "wrong current password"));
            return "The current password is wrong or has expired, or there were too many attempts.";
        }
        try {
            accounts.by(request.actor()).password(account.name(), password, false);
            accounts.tell(audit);
            return "";
        } catch (AccountException e) {
            return e.getMessage();
        }
    }

    private static String tooOften(Duration wait) {
        long seconds = wait.toSeconds() + 1;
        return "Too many attempts. Wait " + (seconds == 1 ? "1 second" : seconds + " seconds") + ", then try again.";
    }

    /** Only an address of the desk itself: no link may lead from its log-in to another site. */
    static String ownAddress(String address) {
        boolean own = address.matches("/[A-Za-z0-9][A-Za-z0-9/?&=%._-]*") && !address.contains("//");
        return own && !address.startsWith("/log-") && !address.startsWith(Address.API) ? address : HomePage.WAYBILLS;
    }

    /**
     * What a program gets when it has logged in.
     *
     * @param formToken to be sent with every POST, as header {@code X-Form-Token}
     */
    record LoggedIn(String account, String role, String formToken) {}
}
