package io.waybill.refresh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;

/**
 * How a web service knows who asks it.
 *
 * @param inHeader whether the key is sent in a header; otherwise as a parameter of the address
 * @param name of the header or the parameter
 * @param secret the key itself; empty text when the service wants none
 */
record WebKey(boolean inHeader, String name, String secret) {
    WebKey {
        requireNonNull(name, "name");
        requireNonNull(secret, "secret");
    }

    /** A request for an address, with the key. */
    HttpRequest.Builder request(URI url) {
        if (secret.isEmpty()) {
            return HttpRequest.newBuilder(url);
        }
        if (inHeader) {
            return HttpRequest.newBuilder(url).header(name, secret);
        }
        String parameter = URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(secret, UTF_8);
        String before =
                url.getRawFragment() == null ? url.toString() : url.toString().split("#", 2)[0];
        return HttpRequest.newBuilder(URI.create(before + (url.getRawQuery() == null ? "?" : "&") + parameter));
    }

    /**
     * A request for an address to which another one leads. What that server has put into the address stands there; a header goes to no other server,
     * and never unencrypted where it was encrypted.
     */
    HttpRequest.Builder onward(URI from, URI to) {
        boolean sameServer = from.getHost().equalsIgnoreCase(to.getHost())
                && (from.getScheme().equalsIgnoreCase(to.getScheme())
                        ? from.getPort() == to.getPort()
                        : to.getScheme().equalsIgnoreCase("https"));
        HttpRequest.Builder request = HttpRequest.newBuilder(to);
        return inHeader && !secret.isEmpty() && sameServer ? request.header(name, secret) : request;
    }

    /** Without the key: it must not get into any log. */
    @Override
    public String toString() {
        return "WebKey[" + name + "]";
    }
}
