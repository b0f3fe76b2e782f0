package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.Admission;
import io.waybill.desk.account.Admission.General;
import io.waybill.desk.account.AttemptLimit;
import io.waybill.desk.account.Right;
import io.waybill.desk.account.Session;
import io.waybill.desk.account.Sessions;
import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.Actor;
import io.waybill.ledger.audit.Audit;
import io.waybill.ledger.audit.Deed;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * The first step of the desk's route: finds the address, the session, and whether it has the right. The body becomes a {@link Request},
 * which stays with the exchange as property {@value #REQUEST}.
 */
public final class Gate {
    /** Exchange property: the {@link Request}. */
    public static final String REQUEST = "request";
    /** Exchange property: name of the {@link Address.Content} that is to be read. */
    public static final String CONTENT = "content";

    private static final String SITE = "Sec-Fetch-Site";
    private static final String BEARER = "Bearer ";
    private static final Set<String> SAFE_SITES = Set.of("same-origin", "none");

    private final DeskConfig config;
    private final Sessions sessions;
    private final Accounts accounts;
    private final Audit audit;
    private final AddressMatcher addresses;
    /** Whoever tries many tokens must not fill the audit list. */
    private final AttemptLimit failures;

    /** @param clock for limits */
    public Gate(
            DeskConfig config,
            Sessions sessions,
            Accounts accounts,
            Audit audit,
            AddressMatcher addresses,
            Clock clock) {
        this.config = requireNonNull(config, "config");
        this.sessions = requireNonNull(sessions, "sessions");
        this.accounts = requireNonNull(accounts, "accounts");
        this.audit = requireNonNull(audit, "audit");
        this.addresses = requireNonNull(addresses, "addresses");
        this.failures = new AttemptLimit(5, Duration.ofMinutes(1), clock);
    }

    /**
     * Admits a request, or refuses it.
     *
     * @throws NotLoggedInException when the address needs a log-in, or a password that is not a one-time password
     * @throws RefusedException when there is no such address, or the right is missing
     */
    public void admit(Exchange exchange) throws SQLException {
        HttpServerRequest http = exchange.getMessage(HttpMessage.class).getRequest();
        Request request = Request.of(http, client(http));
        // From here on Responder knows whether an error is answered with a page or with JSON.
        put(exchange, request);
        request = matched(exchange, request);
        Address address = request.match().address();
        exchange.setProperty(CONTENT, address.content().name());
        if (address.admission() == General.EVERYBODY) {
            return;
        }
        if (address.content() != Address.Content.NONE) {
            requireOwnSite(http);
        }
        request = request.from(session(request), Form.EMPTY);
        put(exchange, request);
        request = request.from(request.session(), query(http));
        put(exchange, request);
        require(address.admission(), request);
    }

    private Request matched(Exchange exchange, Request request) throws SQLException {
        try {
            Request matched = request.matched(addresses.find(
                    request.http().method().name(), exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class)));
            put(exchange, matched);
            return matched;
        } catch (RefusedException e) {
            // The page that says so is for whoever is logged in.
            put(exchange, request.from(session(request), Form.EMPTY));
            throw e;
        }
    }

    private void require(Admission admission, Request request) {
        if (admission == General.VISITOR) {
            return;
        }
        if (request.session() == null) {
            throw new NotLoggedInException(false, kept(request).orElse(null));
        }
        boolean program = request.session().ofProgram();
        if (program && (!(admission instanceof Right right) || right.ofPeopleOnly())) {
            throw refused(
                    request,
                    "A token is not enough for this: accounts, passwords and tokens are changed by people who are logged in.");
        }
        if (admission instanceof Right right) {
            if (request.account().oneTime() && !program) {
                throw new NotLoggedInException(true);
            }
            if (!request.may(right)) {
                throw refused(
                        request,
                        "Your role is " + request.account().role().word() + "; this needs the role "
                                + right.least().word() + ".");
            }
        }
    }

    /**
     * What somebody has sent after their session had ended, if it was a page of the desk that sent it: the browser says so, or it has the form
     * token of that session, whose cookie the browser still sends.
     */
    private Optional<KeptForm> kept(Request request) {
        HttpServerRequest http = request.http();
        Address address = request.match().address();
        if (address.content() != Address.Content.FORM
                || !(address.admission() instanceof Right)
                || request.ofProgram()
                || request.live()
                || !FormReader.contentType(http).equals(FormReader.FORM)) {
            return Optional.empty();
        }
        byte[] body = FormBodies.current();
        Cookie cookie = http.getCookie(SessionCookie.name(config));
        boolean own = "same-origin".equals(http.getHeader(SITE))
                || cookie != null
                        && KeptForm.tokenIn(body)
                                .filter(token -> Sessions.isFormToken(token, cookie.getValue()))
                                .isPresent();
        return own ? KeptForm.of(http.path(), page(http), body) : Optional.empty();
    }

    /** The page that a form was on, as browsers say; otherwise the first page. */
    private static String page(HttpServerRequest http) {
        String referer = http.getHeader("Referer");
        try {
            URI page = referer == null ? null : new URI(referer);
            return page == null
                            || page.getRawPath() == null
                            || page.getRawPath().length() < 2
                    ? "/waybills"
                    : page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery());
        } catch (URISyntaxException e) {
            return "/waybills";
        }
    }

    private RefusedException refused(Request request, String sentence) {
        audit.add(request.actor(), RefusedDeed.of(request, accounts));
        return RefusedException.forbidden(sentence);
    }

    static void put(Exchange exchange, Request request) {
        exchange.setProperty(REQUEST, request);
        exchange.getMessage().setBody(request);
    }

    private Session session(Request request) throws SQLException {
        String authorization = request.http().getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            String token = authorization.substring(BEARER.length()).strip();
            return sessions.ofProgram(token, request.client()).orElseThrow(() -> {
                if (failures.take(request.client()).isEmpty()) {
                    audit.add(
                            Actor.person("", request.client()),
                            new Deed(Act.LOG_IN_FAILED, "", "by a token that is not accepted"));
                }
                return RefusedException.unauthorized(
                        "This token is not accepted: it is wrong, revoked or expired, or its account is locked.");
            });
        }
        Cookie cookie = request.http().getCookie(SessionCookie.name(config));
        Optional<Session> session =
                cookie == null ? Optional.empty() : sessions.find(cookie.getValue(), !request.live());
        return session.orElse(null);
    }

    /** Browsers say where a request comes from; other programs have no session that could be misused. */
    private void requireOwnSite(HttpServerRequest http) {
        String site = http.getHeader(SITE);
        String origin = http.getHeader("Origin");
        boolean own = (site == null || SAFE_SITES.contains(site.toLowerCase(Locale.ROOT)))
                && (origin == null || sameHost(origin, http));
        if (!own) {
            throw RefusedException.forbidden("This request comes from another site.");
        }
    }

    private boolean sameHost(String origin, HttpServerRequest http) {
        String host = config.behindProxy() && http.getHeader("X-Forwarded-Host") != null
                ? http.getHeader("X-Forwarded-Host")
                : http.getHeader("Host");
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Behind a proxy the last address is the one that the proxy itself has seen; anybody may have written those before it. */
    private String client(HttpServerRequest http) {
        String passed = config.behindProxy() ? http.getHeader("X-Forwarded-For") : null;
        if (passed != null && !passed.isBlank()) {
            return passed.substring(passed.lastIndexOf(',') + 1).strip();
        }
        return http.remoteAddress() == null ? "" : http.remoteAddress().hostAddress();
    }

    private static Form query(HttpServerRequest http) {
        return UrlEncoded.parse(http.query() == null ? "" : http.query());
    }
}
