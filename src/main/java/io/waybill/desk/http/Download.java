package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.waybill.model.FailureSentence;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a file to be saved, never shown, because its content is not to be trusted. */
public final class Download {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    /** A receiver takes at least so much, in bytes; a slower one holds up others. */
    private static final long LEAST_A_SECOND = 16_000;
    /** Allowance for a line that stands still for a moment. */
    private static final Duration AT_LEAST = Duration.ofMinutes(1);

    private final Reply reply;

    public Download(Reply reply) {
        this.reply = requireNonNull(reply, "reply");
    }

    /**
     * Sends it; returns when it is sent, or the receiver has gone or takes it too slowly.
     *
     * @param name under which it is saved
     */
    public void send(Request request, Path file, String name) {
        Duration longest = AT_LEAST.plusSeconds(file.toFile().length() / LEAST_A_SECOND);
        HttpServerResponse response = request.http().response();
        reply.careful().forEach(response::putHeader);
        response.putHeader("Cache-Control", "no-store");
        response.putHeader("Content-Type", "application/octet-stream");
        response.putHeader("Content-Disposition", disposition(name));
        CompletableFuture<Void> sent = new CompletableFuture<>();
        EventLoop.run(
                sent,
                () -> response.sendFile(file.toString()).onComplete(done -> {
                    if (!response.ended() && !response.closed()) {
                        response.reset();
                    }
                    sent.complete(null);
                }));
        try {
            EventLoop.await(sent, longest);
        } catch (RefusedException e) {
            // Its head is sent already: all that can be said is that the rest does not come.
            request.http().connection().close();
        }
    }

    /** Writes the content of a file that is made while it is sent. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it. */
        void write(OutputStream out) throws Exception;
    }

    /**
     * Sends what is written meanwhile; returns when all is sent. When it cannot be made to its end, or the receiver has gone, the connection
     * is cut, so that nobody takes a part of it for the whole.
     *
     * @param type its content type
     * @param name under which it is saved
     * @throws Exception what the content throws before anything was sent
     */
    public void send(Request request, String type, String name, Content content) throws Exception {
        HttpServerResponse response = request.http().response();
        reply.careful().forEach(response::putHeader);
        response.putHeader("Cache-Control", "no-store");
        response.putHeader("Content-Type", type);
        response.putHeader("Content-Disposition", disposition(name));
        ResponseStream out = new ResponseStream(response);
        if (request.http().method().equals(HttpMethod.HEAD)) {
            out.close();
            return;
        }
        response.setChunked(true);
        try {
            content.write(out);
            out.close();
        } catch (Exception e) {
            if (!response.headWritten()) {
                response.setChunked(false);
                response.headers().clear();
                throw e;
            }
            LOG.warn("{} could not be sent to its end: {}", request, FailureSentence.withoutValues(e));
            request.http().connection().close();
        }
    }

    /** As in RFC 6266: a plain name for old browsers, the exact name for all others. */
    static String disposition(String name) {
        StringBuilder plain = new StringBuilder();
        StringBuilder exact = new StringBuilder();
        name.codePoints()
                .forEach(c ->
                        plain.append(c > ' ' - 1 && c < 0x7F && c != '"' && c != '\\' && c != '%' ? (char) c : '_'));
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean unreserved =
                    c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || "-._~".indexOf(c) >= 0;
            exact.append(unreserved ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
    }
}
