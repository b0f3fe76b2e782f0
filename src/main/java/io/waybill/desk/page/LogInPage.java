package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.account.Account;
import io.waybill.desk.account.AccountException;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.LogIn;
import io.waybill.desk.account.LogIn.Outcome;
import io.waybill.desk.account.Passwords;
import io.waybill.desk.account.Session;
import io.waybill.desk.account.Sessions;
import io.waybill.desk.http.DeskConfig;
import io.waybill.desk.http.Gate;
import io.waybill.desk.http.Reply;
import io.waybill.desk.http.Request;
import io.waybill.desk.http.SessionCookie;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Logging in and out, and changing one's own password. */
public final class LogInPage {
    private static final String HOME = "/waybills";
    private static final String COOKIE = "Set-Cookie";
    private static final int UNAUTHORIZED = 401;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;
    private static final String WRONG = "Name or password is wrong.";

    private final DeskConfig config;
    private final Accounts accounts;
    private final Sessions sessions;
    private final LogIn logIn;
    private final Responder answers;
    private final Reply reply;

    public LogInPage(
            DeskConfig config, Accounts accounts, Sessions sessions, LogIn logIn, Responder answers, Reply reply) {
        this.config = requireNonNull(config, "config");
        this.accounts = requireNonNull(accounts, "accounts");
        this.sessions = requireNonNull(sessions, "sessions");
        this.logIn = requireNonNull(logIn, "logIn");
        this.answers = requireNonNull(answers, "answers");
        this.reply = requireNonNull(reply, "reply");
    }

    /** The form. */
    public Object show(@Body Request request) {
        String to = ownPlace(request.query().raw("to"));
        return request.session() == null ? new LogInView(to, "", "") : Redirect.plainly(to);
    }

    /** What the form brought: lets in, or shows the form again. */
    public void enter(Exchange exchange, @ExchangeProperty(Gate.REQUEST) Request request) throws SQLException {
        String name = request.form().raw("name");
        String to = ownPlace(request.form().raw("to"));
        Outcome outcome = logIn.attempt(name, request.form().raw("password"), request.address());
        if (outcome instanceof Outcome.In in) {
            if (request.session() != null) {
                sessions.close(request.session().token());
            }
            if (request.ofProgram()) {
                Account account = in.session().account();
                answers.answer(
                        exchange,
                        request,
                        new LoggedIn(
                                account.name(),
                                account.role().word(),
                                in.session().formToken()));
            } else {
                reply.see(exchange, in.session().account().oneTime() ? "/password" : to);
            }
            reply.header(
                    exchange, COOKIE, SessionCookie.set(config, in.session().token()));
            return;
        }
        String complaint = outcome instanceof Outcome.TooOften often ? tooOften(often.pause()) : WRONG;
        int status = outcome instanceof Outcome.TooOften ? TOO_MANY : UNAUTHORIZED;
        answers.showAgain(exchange, request, status, complaint, new LogInView(to, name, complaint));
        if (outcome instanceof Outcome.TooOften often) {
            reply.header(exchange, "Retry-After", Long.toString(often.pause().toSeconds() + 1));
        }
    }

    /** Logs out. */
    public void leave(Exchange exchange, @ExchangeProperty(Gate.REQUEST) Request request) throws SQLException {
        sessions.close(request.session().token());
        answers.answer(exchange, request, Redirect.plainly("/log-in"));
        reply.header(exchange, COOKIE, SessionCookie.remove(config));
    }

    /** The form for another password. */
    public Object password(@Body Request request) {
        return new PasswordView(request.account().oneTime(), "");
    }

    /** Changes the password; the one who did stays logged in here, and nowhere else. */
    public void changePassword(Exchange exchange, @ExchangeProperty(Gate.REQUEST) Request request) throws SQLException {
        Account account = request.account();
        String complaint = complaint(request, account);
        if (!complaint.isEmpty()) {
            answers.showAgain(
                    exchange, request, UNPROCESSABLE, complaint, new PasswordView(account.oneTime(), complaint));
            return;
        }
        Session session = sessions.open(accounts.find(account.name()).orElseThrow());
        sessions.close(request.session().token());
        sessions.tell(session.token(), "Your password is changed.");
        answers.answer(exchange, request, Redirect.plainly(HOME));
        reply.header(exchange, COOKIE, SessionCookie.set(config, session.token()));
    }

    private String complaint(Request request, Account account) {
        String now = request.form().raw("now");
        String password = request.form().raw("password");
        if (!password.equals(request.form().raw("again"))) {
            return "The two new passwords differ.";
        }
        if (password.equals(now)) {
            return "The new password is the old one.";
        }
        String bad = Passwords.complaint(account.name(), password).orElse("");
        if (!bad.isEmpty()) {
            return bad;
        }
        if (!logIn.confirms(account, now, request.address())) {
            return "The present password is wrong, or there were too many tries.";
        }
        try {
            accounts.password(account.name(), password, false);
            return "";
        } catch (AccountException e) {
            return e.getMessage();
        }
    }

    private static String tooOften(Duration wait) {
        long seconds = wait.toSeconds() + 1;
        return "Too many tries. Wait " + (seconds == 1 ? "1 second" : seconds + " seconds") + ", then try again.";
    }

    /** Only an address of the desk itself: a link must not lead from its log-in to elsewhere. */
    static String ownPlace(String place) {
        boolean own = place.matches("/[A-Za-z0-9][A-Za-z0-9/?&=%._-]*") && !place.contains("//");
        return own && !place.startsWith("/log-") && !place.startsWith("/api") ? place : HOME;
    }

    /**
     * What a program gets that logs in.
     *
     * @param formToken to be sent with each change, as header {@code X-Form-Token}
     */
    record LoggedIn(String account, String role, String formToken) {}
}
