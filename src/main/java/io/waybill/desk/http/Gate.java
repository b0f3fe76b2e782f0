package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.waybill.desk.account.Right;
import io.waybill.desk.account.Session;
import io.waybill.desk.account.Sessions;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * The first step of every route of the desk: who asks, and whether they may. The body becomes a {@link Request}, which stays with the
 * exchange as property {@value #REQUEST}.
 */
public final class Gate {
    /** Exchange property: the {@link Request}. */
    public static final String REQUEST = "request";

    private static final Set<String> SAFE_SITES = Set.of("same-origin", "none");

    private final DeskConfig config;
    private final Sessions sessions;

    public Gate(DeskConfig config, Sessions sessions) {
        this.config = requireNonNull(config, "config");
        this.sessions = requireNonNull(sessions, "sessions");
    }

    /**
     * Lets in who has a right.
     *
     * @param right its name, in small letters
     * @throws NotLoggedInException when nobody is logged in, or with a one-time password
     * @throws RefusedException when they may not
     */
    public void admit(Exchange exchange, String right) throws SQLException {
        Request request = entered(exchange);
        if (request.session() == null || request.account().oneTime()) {
            throw new NotLoggedInException(request.session() != null);
        }
        Right wanted = Right.named(right);
        if (!request.may(wanted)) {
            throw RefusedException.forbidden(
                    "You are logged in as " + request.account().role().word() + "; this needs "
                            + wanted.least().word() + ".");
        }
    }

    /** Lets in whoever is logged in, also with a one-time password. @throws NotLoggedInException when nobody is */
    public void admitAccount(Exchange exchange) throws SQLException {
        if (entered(exchange).session() == null) {
            throw new NotLoggedInException(false);
        }
    }

    /** Lets everybody in. */
    public void admitAll(Exchange exchange) throws SQLException {
        entered(exchange);
    }

    /** Lets everybody in without looking who it is. */
    public void open(Exchange exchange) {
        HttpServerRequest http = http(exchange);
        put(exchange, new Request(http, address(http), places(exchange), Form.EMPTY, null, Form.EMPTY, List.of()));
    }

    private Request entered(Exchange exchange) throws SQLException {
        HttpServerRequest http = http(exchange);
        Map<String, String> places = places(exchange);
        // What goes wrong from here on is answered as its request is.
        put(exchange, new Request(http, address(http), places, Form.EMPTY, null, Form.EMPTY, List.of()));
        if (!http.method().equals(HttpMethod.GET)) {
            requireOwnSite(http);
        }
        Cookie cookie = http.getCookie(SessionCookie.name(config));
        boolean live = http.getHeader(Request.LIVE) != null;
        Optional<Session> session = cookie == null ? Optional.empty() : sessions.find(cookie.getValue(), !live);
        Request request =
                new Request(http, address(http), places, query(http), session.orElse(null), Form.EMPTY, List.of());
        put(exchange, request);
        return request;
    }

    static void put(Exchange exchange, Request request) {
        exchange.setProperty(REQUEST, request);
        exchange.getMessage().setBody(request);
    }

    static HttpServerRequest http(Exchange exchange) {
        return exchange.getMessage(HttpMessage.class).getRequest();
    }

    /** Browsers say where a request comes from; what is no browser has no session that could be misused. */
    private void requireOwnSite(HttpServerRequest http) {
        String site = http.getHeader("Sec-Fetch-Site");
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

    /** Behind a proxy the last address is the one that the proxy itself has seen; those before it anybody may have written. */
    private String address(HttpServerRequest http) {
        String passed = config.behindProxy() ? http.getHeader("X-Forwarded-For") : null;
        if (passed != null && !passed.isBlank()) {
            return passed.substring(passed.lastIndexOf(',') + 1).strip();
        }
        return http.remoteAddress() == null ? "" : http.remoteAddress().hostAddress();
    }

    private static Map<String, String> places(Exchange exchange) {
        Map<String, String> places = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (value instanceof String text && !name.startsWith("Camel")) {
                places.put(name, text);
            }
        });
        return places;
    }

    private static Form query(HttpServerRequest http) {
        return UrlEncoded.parse(http.query() == null ? "" : http.query());
    }
}
