package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every request passes first, on the event loop, before it takes up anything else: it must be for this host, come in time, and its
 * form must be whole.
 */
public final class Door {
    private static final int BAD_REQUEST = 400;
    private static final int URI_TOO_LONG = 414;
    private static final int MISDIRECTED = 421;
    private static final int HEAD_TOO_LARGE = 431;

    /** A path and what is asked of it; anything else would be complained about in the log, further inside. */
    private static final Pattern ADDRESS = Pattern.compile("/(?:[!-$&-~]|%[0-9A-Fa-f]{2})*+");

    private final HostNames names;
    private final Patience patience;
    private final FormBodies forms;

    /** @param names under which Waybill is served */
    public Door(HostNames names, Patience patience) {
        this.names = requireNonNull(names, "names");
        this.patience = requireNonNull(patience, "patience");
        this.forms = new FormBodies(patience);
    }

    /** Puts it before a server that is not listening yet. */
    public void guard(HttpServer server) {
        server.connectionHandler(patience).invalidRequestHandler(this::refuseInvalid);
    }

    /**
     * Lets a request in, or refuses it.
     *
     * @param inside what answers it
     */
    public void admit(HttpServerRequest request, Handler<HttpServerRequest> inside) {
        patience.received(request);
        Optional<String> foreign = names.complaint(request);
        if (foreign.isPresent()) {
            refuse(request, MISDIRECTED, foreign.get());
        } else if (!ADDRESS.matcher(request.uri()).matches()) {
            refuse(
                    request,
                    BAD_REQUEST,
                    "The address must begin with / and be encoded as UTF-8, other characters than ASCII as % and two"
                            + " hexadecimal digits for each byte.");
        } else if (FormBodies.isForm(request)) {
            forms.receive(request, inside);
        } else {
            inside.handle(request);
        }
    }

    private void refuseInvalid(HttpServerRequest request) {
        patience.received(request);
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            refuse(request, URI_TOO_LONG, "The address is too long.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            refuse(request, HEAD_TOO_LARGE, "The headers of the request are too large.");
        } else {
            refuse(request, BAD_REQUEST, "This is not a request in HTTP.");
        }
    }

    /** Replies with a sentence, and closes the connection: the rest of the request is not wanted. */
    static void refuse(HttpServerRequest request, int status, String sentence) {
        boolean program = request.path() != null && request.path().startsWith(Address.API + "/");
        request.response()
                .setStatusCode(status)
                .putHeader("Connection", "close")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Type", program ? "application/json; charset=utf-8" : "text/plain; charset=utf-8")
                .end(
                        program
                                ? JsonNodeFactory.instance
                                        .objectNode()
                                        .put("status", status)
                                        .put("error", sentence)
                                        .toString()
                                : sentence + "\n")
                .onComplete(sent -> request.connection().close());
    }
}
