package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The body of a reply, sent while it is made: whoever writes to it waits until the receiver has taken what was written before. For one thread. */
final class ResponseStream extends OutputStream {
    private static final int PORTION = 32 * 1024;
    /** A receiver that takes nothing for this long is taken to be gone. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final HttpServerResponse response;
    private final byte[] portion = new byte[PORTION];
    private int filled;

    /** @param response chunked, its headers set */
    ResponseStream(HttpServerResponse response) {
        this.response = requireNonNull(response, "response");
    }

    @Override
    public void write(int b) throws IOException {
        portion[filled++] = (byte) b;
        if (filled == PORTION) {
            send();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        int at = from;
        while (at < from + length) {
            int some = Math.min(PORTION - filled, from + length - at);
            System.arraycopy(bytes, at, portion, filled, some);
            filled += some;
            at += some;
            if (filled == PORTION) {
                send();
            }
        }
    }

    /** Sends what is left, and the end of the reply. */
    @Override
    public void close() throws IOException {
        send();
        await(ended -> response.end().onComplete(done -> ended.complete(done.succeeded())));
    }

    private void send() throws IOException {
        if (filled == 0) {
            return;
        }
        Buffer bytes = Buffer.buffer().appendBytes(portion, 0, filled);
        filled = 0;
        await(sent -> response.write(bytes).onComplete(done -> sent.complete(done.succeeded())));
    }

    private interface Sending {
        void begin(CompletableFuture<Boolean> sent);
    }

    private static void await(Sending sending) throws IOException {
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        EventLoop.run(sent, () -> sending.begin(sent));
        boolean arrived;
        try {
            arrived = EventLoop.await(sent, LONGEST);
        } catch (RefusedException e) {
            throw new IOException("the receiver takes nothing any more", e);
        }
        if (!arrived) {
            throw new IOException("the receiver has gone");
        }
    }
}
