package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A browser without a screen: keeps cookies, follows nothing by itself. */
public final class Visitor {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final HttpClient client;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final List<String> extraHeaders = new ArrayList<>();
    private String formToken = "";

    public Visitor(String base) {
        this(base, null);
    }

    /** @param tls what is trusted; null for plain HTTP */
    public Visitor(String base, SSLContext tls) {
        this.base = base;
        HttpClient.Builder builder = HttpClient.newBuilder()
                // As browsers do where there is no TLS.
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NEVER);
        this.client = (tls == null ? builder : builder.sslContext(tls)).build();
    }

    /** A reply. */
    public record Reply(int status, HttpResponse<byte[]> http) {
        public String text() {
            return new String(http.body(), StandardCharsets.UTF_8);
        }

        public Document page() {
            return Jsoup.parse(text());
        }

        public JsonNode json() {
            try {
                return JSON.readTree(text());
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + text(), e);
            }
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        /** Where it sends the browser. */
        public String location() {
            return header("Location");
        }
    }

    /** Another visitor with the same session, as in another tab of the browser. */
    Visitor anotherTab() {
        Visitor other = new Visitor(base);
        URI address = URI.create(base);
        cookies.getCookieStore()
                .get(address)
                .forEach(cookie -> other.cookies.getCookieStore().add(address, cookie));
        other.formToken = formToken;
        return other;
    }

    /** The cookies that it sends, as a header has them. */
    String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** From now on this header is sent with every request. */
    public Visitor with(String header, String value) {
        extraHeaders.add(header);
        extraHeaders.add(value);
        return this;
    }

    public Reply get(String place) {
        return send(request(place).GET());
    }

    public Reply head(String place) {
        return send(request(place).method("HEAD", BodyPublishers.noBody()));
    }

    /** Sends a form as one of the desk's own pages would. */
    public Reply post(String place, Map<String, String> fields) {
        return post(place, List.copyOf(fields.entrySet()));
    }

    /** With fields that may be there several times. */
    public Reply post(String place, List<Map.Entry<String, String>> fields) {
        String body = fields.stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return postBody(place, "application/x-www-form-urlencoded", body + "&form-token=" + encoded(formToken));
    }

    /** Sends something as it is. */
    public Reply postBody(String place, String type, String body) {
        return send(request(place).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    /** As a program does. */
    public Reply postJson(String place, Object value) {
        try {
            return send(request(place)
                    .header("Content-Type", "application/json")
                    .header("X-Form-Token", formToken)
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(value))));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a form with a file. */
    public Reply upload(String place, Map<String, String> fields, String name, byte[] bytes) {
        return upload(place, fields, Map.of(name, bytes));
    }

    /** Sends a form with files, by name. */
    public Reply upload(String place, Map<String, String> fields, Map<String, byte[]> files) {
        String mark = "----mark-" + Long.toHexString(System.nanoTime());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(field(mark, "form-token", formToken));
        fields.forEach((field, value) -> body.writeBytes(field(mark, field, value)));
        files.forEach((name, bytes) -> {
            // As browsers write a name into this header.
            String quoted = name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
            body.writeBytes(("--" + mark + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + quoted
                            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(bytes);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
        body.writeBytes(("--" + mark + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return upload(place, mark, BodyPublishers.ofByteArray(body.toByteArray()));
    }

    Reply upload(String place, String mark, BodyPublisher body) {
        return send(request(place)
                .header("Content-Type", "multipart/form-data; boundary=" + mark)
                .POST(body));
    }

    private static byte[] field(String mark, String name, String value) {
        return ("--" + mark + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Logs in, and learns the form token. */
    public void logIn(String name, String password) {
        Reply reply = post("/log-in", Map.of("name", name, "password", password));
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        learnFormToken(reply.location());
    }

    /** Looks at a page and takes the form token from it. */
    public void learnFormToken(String place) {
        formToken = get(place).page().select("input[name=form-token]").attr("value");
        assertThat(formToken).isNotEmpty();
    }

    public void formToken(String token) {
        formToken = token;
    }

    private HttpRequest.Builder request(String place) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + place)).timeout(LONG);
        for (int i = 0; i < extraHeaders.size(); i += 2) {
            request.header(extraHeaders.get(i), extraHeaders.get(i + 1));
        }
        return request;
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
