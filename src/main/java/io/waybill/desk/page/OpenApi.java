package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the API, as OpenAPI 3.1. */
public final class OpenApi {
    private final byte[] description;

    /** Reads the description from the class path. */
    public OpenApi() {
        try (InputStream in = OpenApi.class.getResourceAsStream("/io/waybill/desk/openapi.json")) {
            description = requireNonNull(in, "openapi.json").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The description. */
    Answer describe(Request request) {
        return new Answer.Resource("application/json; charset=utf-8", description, false, "");
    }
}
