package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form that somebody sent after their session had ended. It goes with the log-in page and comes back with the log-in; then they look at it
 * once more and send it, with the form token of their new session. Nothing of it is done before, and nothing of it is stored.
 *
 * @param path of the address that it was sent to
 * @param page on which it was; an address of the desk
 * @param fields without the form token
 */
public record KeptForm(String path, String page, Map<String, List<String>> fields) {
    /** In bytes; a larger form would not fit into the one of the log-in. */
    private static final int LARGEST = 512 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATHS = "/[A-Za-z0-9][A-Za-z0-9/._%-]*";

    public KeptForm {
        requireNonNull(path, "path");
        requireNonNull(page, "page");
        fields = Map.copyOf(fields);
    }

    /**
     * The form of a request that needs a log-in.
     *
     * @param body as it was sent
     * @param page on which it was
     * @return empty when it is too large, or not such a form
     */
    static Optional<KeptForm> of(String path, String page, byte[] body) {
        if (body.length == 0 || body.length > LARGEST) {
            return Optional.empty();
        }
        try {
            Map<String, List<String>> fields =
                    new LinkedHashMap<>(UrlEncoded.parse(SentText.of(body)).fields());
            fields.remove(FormReader.TOKEN);
            return Optional.of(new KeptForm(path, page, fields)).filter(KeptForm::isOwn);
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /** The form token in a form. */
    static Optional<String> tokenIn(byte[] body) {
        try {
            return UrlEncoded.parse(SentText.of(body)).text(FormReader.TOKEN);
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /** As it goes through the log-in page. */
    public String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("texts can be written as JSON", e);
        }
    }

    /**
     * What came back.
     *
     * @return empty when there is none, or somebody has changed it so that it is none
     */
    public static Optional<KeptForm> ofText(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(text, KeptForm.class)).filter(KeptForm::isOwn);
        } catch (JsonProcessingException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private boolean isOwn() {
        return isOwn(path) && isOwn(page.replaceFirst("\\?.*", ""));
    }

    private static boolean isOwn(String place) {
        return place.matches(PATHS) && !place.contains("//") && !place.startsWith("/log-");
    }

    /** Without what was typed. */
    @Override
    public String toString() {
        return "form for " + path;
    }
}
