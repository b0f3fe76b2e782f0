package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections whose client takes too long: for the head of its first request, for that of the next one after a reply, or for
 * reading a reply. However slowly bytes trickle in, the time is not extended. Safe for use by several threads.
 */
public final class Patience implements Handler<HttpConnection> {
    /** Maximum connections: each takes a file handle, which deliveries need, too. */
    private static final int MOST = 500;
    /** A reply that is still being taken may last this many times as long. */
    private static final int WHILE_TAKEN = 20;

    private final long milliseconds;
    private final Map<HttpConnection, Wait> waits = new ConcurrentHashMap<>();

    /** @param longest how long a client may take */
    public Patience(Duration longest) {
        this.milliseconds = requireNonNull(longest, "longest").toMillis();
    }

    /** How long a client may take, in milliseconds. */
    long milliseconds() {
        return milliseconds;
    }

    /** A connection has been opened. */
    @Override
    public void handle(HttpConnection connection) {
        if (waits.size() >= MOST) {
            connection.close();
            return;
        }
        Wait wait = new Wait(connection);
        waits.put(connection, wait);
        connection.closeHandler(closed -> {
            waits.remove(connection);
            wait.end();
        });
        wait.begin();
    }

    /** The head of a request is complete: nothing is awaited until its reply is sent. */
    void received(HttpServerRequest request) {
        Wait wait = waits.get(request.connection());
        if (wait != null) {
            wait.end();
            request.response().endHandler(sent -> wait.begin());
        }
    }

    /** The time of one connection; used on its event loop only. */
    private final class Wait {
        private static final long NONE = -1;

        private final HttpConnection connection;
        private long timer = NONE;
        private int extended;

        Wait(HttpConnection connection) {
            this.connection = connection;
        }

        void begin() {
            extended = 0;
            start();
        }

        void end() {
            if (timer != NONE) {
                Vertx.currentContext().owner().cancelTimer(timer);
                timer = NONE;
            }
        }

        private void start() {
            end();
            timer = Vertx.currentContext().owner().setTimer(milliseconds, over -> {
                timer = NONE;
                if (isBeingRead() && extended < WHILE_TAKEN) {
                    extended++;
                    start();
                } else {
                    connection.close();
                }
            });
        }

        /** Whether there is more of a reply than the network has taken so far. */
        private boolean isBeingRead() {
            return connection instanceof ConnectionBase base && base.isNotWritable();
        }
    }
}
