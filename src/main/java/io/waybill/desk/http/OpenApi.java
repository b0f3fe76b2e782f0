package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;

/** The description of what programs may ask the desk, in the form of OpenAPI. */
public final class OpenApi {
    private final Reply reply;
    private final String description;

    public OpenApi(Reply reply) {
        this.reply = requireNonNull(reply, "reply");
        try (InputStream in = OpenApi.class.getResourceAsStream("/io/waybill/desk/openapi.json")) {
            description = new String(requireNonNull(in, "openapi.json").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replies with it. */
    public void get(Exchange exchange) {
        reply.json(exchange, Reply.OK, description);
    }
}
