package io.waybill.desk.http;

import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Writes a reply: without anything of the request, and with the headers that make browsers strict. */
public final class Reply {
    public static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int SEE_OTHER = 303;

    private static final String JUST_OURS = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> CAREFUL = Map.of(
            "Content-Security-Policy", JUST_OURS,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            // Not "no-referrer": browsers would then no longer say which site a form comes from.
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()");

    private static final String ONLY_ENCRYPTED = "max-age=31536000";

    private final DeskConfig config;

    public Reply(DeskConfig config) {
        this.config = config;
    }

    /** A page. */
    public void html(Exchange exchange, int status, String html) {
        bytes(exchange, status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** For programs. */
    public void json(Exchange exchange, int status, String json) {
        bytes(exchange, status, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that the browser must not keep. */
    public void bytes(Exchange exchange, int status, String type, byte[] body) {
        Message message = begin(exchange, status);
        message.setHeader("Cache-Control", "no-store");
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setBody(ByteBuffer.wrap(body));
    }

    /** Bytes that a browser may keep for good, because their address changes with them. */
    public void lasting(Exchange exchange, String type, byte[] body) {
        Message message = begin(exchange, OK);
        message.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setBody(ByteBuffer.wrap(body));
    }

    /** Says that a page shows already what there is. */
    public void unchanged(Exchange exchange) {
        Message message = begin(exchange, NO_CONTENT);
        message.setHeader("Cache-Control", "no-store");
        message.setBody(null);
    }

    /** Sends the browser to another page. */
    public void see(Exchange exchange, String place) {
        bytes(exchange, SEE_OTHER, "text/plain; charset=utf-8", new byte[0]);
        exchange.getMessage().setHeader("Location", place);
    }

    /** Adds a header to a reply that has begun. */
    public void header(Exchange exchange, String name, String value) {
        exchange.getMessage().setHeader(name, value);
    }

    /** The security headers, for a reply that is not written here. */
    public Map<String, String> careful() {
        return CAREFUL;
    }

    private Message begin(Exchange exchange, int status) {
        throwAwayTheRest(exchange);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        CAREFUL.forEach(message::setHeader);
        if (config.encrypted()) {
            message.setHeader("Strict-Transport-Security", ONLY_ENCRYPTED);
        }
        return message;
    }

    /** Drains the rest of a request that was refused early: many clients read the reply only after they have sent everything. */
    private static void throwAwayTheRest(Exchange exchange) {
        Request request = exchange.getProperty(Gate.REQUEST, Request.class);
        if (request == null || request.http().isEnded()) {
            return;
        }
        HttpServerRequest http = request.http();
        EventLoop.run(new CompletableFuture<Void>(), () -> {
            if (!http.isEnded()) {
                http.handler(part -> {});
                http.resume();
            }
        });
    }
}
