package io.waybill.desk.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Receives whole forms before a worker thread is taken for them, so that slow clients hold up nobody. Files are not received here: they go
 * to disk as they arrive, and only those of people who are logged in.
 */
final class FormBodies {
    /** Maximum of one form, in bytes. */
    static final int LARGEST = 4 << 20;

    private static final String FORM = "waybill-form";
    /** Maximum of all forms that are being received or answered, in bytes. */
    private static final long ALL = 64L << 20;

    private static final int TIMEOUT = 408;
    private static final int UNAVAILABLE = 503;

    private final Patience patience;
    private final AtomicLong held = new AtomicLong();

    /** @param patience how long a form may take to arrive */
    FormBodies(Patience patience) {
        this.patience = patience;
    }

    /**
     * The bytes of the form of the request that this thread answers.
     *
     * @throws RefusedException when there are too many
     */
    static byte[] current() {
        Context context = Vertx.currentContext();
        Reception form = context == null ? null : context.getLocal(FORM);
        if (form == null) {
            return new byte[0];
        }
        if (form.tooLarge) {
            throw RefusedException.tooLarge(
                    "A form may have at most " + LARGEST + " bytes: send files on the page Upload a file.");
        }
        return form.body.getBytes();
    }

    /** Whether a request may come with a form that is not a file. */
    static boolean isForm(HttpServerRequest request) {
        return !request.method().equals(HttpMethod.GET)
                && !request.method().equals(HttpMethod.HEAD)
                && !FormReader.contentType(request).startsWith("multipart/");
    }

    /** Receives it, then passes the request on. */
    void receive(HttpServerRequest request, Handler<HttpServerRequest> inside) {
        new Reception(request, inside).begin();
    }

    /** One form being received, on its event loop. */
    private final class Reception {
        private final HttpServerRequest request;
        private final Handler<HttpServerRequest> inside;
        private final Context context = Vertx.currentContext();
        private final long timer;
        private Buffer body = Buffer.buffer();
        private boolean tooLarge;
        private boolean done;

        Reception(HttpServerRequest request, Handler<HttpServerRequest> inside) {
            this.request = request;
            this.inside = inside;
            this.timer = context.owner()
                    .setTimer(patience.milliseconds(), over -> refuse(TIMEOUT, "The form came too slowly."));
        }

        void begin() {
            request.exceptionHandler(broken -> end());
            request.handler(this::part);
            request.endHandler(whole -> pass());
        }

        private void part(Buffer part) {
            if (done) {
                return;
            }
            if (body.length() + part.length() > LARGEST) {
                // The reader of forms says so; the rest is read and ignored.
                tooLarge = true;
                held.addAndGet(-body.length());
                body = Buffer.buffer();
                pass();
            } else {
                body.appendBuffer(part);
                if (held.addAndGet(part.length()) > ALL) {
                    refuse(UNAVAILABLE, "Too many forms are being sent at once. Try again in a moment.");
                }
            }
        }

        private void pass() {
            if (!done) {
                done = true;
                context.owner().cancelTimer(timer);
                // It is kept until the reply is sent.
                request.response().closeHandler(closed -> release());
                request.response().bodyEndHandler(sent -> release());
                context.putLocal(FORM, this);
                inside.handle(request);
            }
        }

        private void refuse(int status, String sentence) {
            if (!done) {
                end();
                Door.refuse(request, status, sentence);
            }
        }

        private void end() {
            if (!done) {
                done = true;
                context.owner().cancelTimer(timer);
                release();
            }
        }

        private void release() {
            held.addAndGet(-body.length());
            body = Buffer.buffer();
        }
    }
}
