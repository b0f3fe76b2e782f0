package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import io.waybill.desk.account.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Reads what was sent with a POST, and makes sure that one of the desk's own pages sent it. */
public final class FormReader {
    /** The field that shows it; a header does as well. */
    public static final String TOKEN = "form-token";

    /** Content type of a plain form. */
    static final String FORM = "application/x-www-form-urlencoded";

    private static final String TOKEN_HEADER = "X-Form-Token";

    private final ObjectMapper json = new ObjectMapper();

    /**
     * Reads a plain form or a JSON object; the body becomes a request with its fields.
     *
     * @throws RefusedException when it is too large, is neither of them, or lacks the session's form token
     */
    public void read(Exchange exchange, @ExchangeProperty(Gate.REQUEST) Request request) {
        String type = contentType(request.http());
        byte[] body = FormBodies.current();
        Form form = switch (type) {
            case "application/json" -> ofJson(body);
            case FORM -> UrlEncoded.parse(SentText.of(body));
            case "" -> Form.EMPTY;
            default -> throw RefusedException.badRequest("A form or a JSON object is expected, not " + type + ".");
        };
        requireToken(request, form);
        Gate.put(exchange, request.withForm(form));
    }

    /** @throws RefusedException when somebody is logged in and the session's form token is missing */
    static void requireToken(Request request, Form form) {
        Session session = requireNonNull(request, "request").session();
        // No browser sends a program's token by itself.
        if (session == null || session.ofProgram()) {
            return;
        }
        String header = request.http().getHeader(TOKEN_HEADER);
        String token = header == null ? form.raw(TOKEN) : header;
        if (!MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), session.formToken().getBytes(StandardCharsets.UTF_8))) {
            throw RefusedException.forbidden("This form is out of date: reload the page and send it again.");
        }
    }

    static String contentType(HttpServerRequest http) {
        String type = http.getHeader("Content-Type");
        return type == null ? "" : type.split(";")[0].strip().toLowerCase(Locale.ROOT);
    }

    private Form ofJson(byte[] body) {
        JsonNode tree;
        try {
            tree = json.readTree(body);
        } catch (JsonProcessingException e) {
            throw RefusedException.badRequest("This is not JSON"
                    + (e.getLocation() == null
                            ? "."
                            : " (line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr() + ")."));
        } catch (java.io.IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
        if (tree == null || !tree.isObject()) {
            throw RefusedException.badRequest("A JSON object is expected.");
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        tree.properties().forEach(field -> {
            List<String> values = new ArrayList<>();
            if (field.getValue().isArray()) {
                field.getValue().forEach(value -> values.add(SentText.usable(value.asText())));
            } else if (!field.getValue().isNull()) {
                values.add(SentText.usable(field.getValue().asText()));
            }
            fields.put(SentText.usable(field.getKey()), values);
        });
        return new Form(fields);
    }
}
