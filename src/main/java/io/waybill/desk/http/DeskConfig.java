package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the desk is served.
 *
 * @param port 0: not at all
 * @param host address that it listens on
 * @param keyStore PKCS12 file with certificate and key; null without TLS
 * @param keyStorePassword of that file
 * @param behindProxy whether a proxy in front of it serves TLS and sets the headers {@code X-Forwarded-For} and {@code X-Forwarded-Host}
 * @param hosts names and addresses under which it is reached, besides those of this machine itself
 * @param patience how long a client may take to send a request, or to make progress with a file
 * @param idle a session ends after this time without a request
 * @param session a session ends this long after the log-in
 * @param largestUpload bytes
 * @param viewersSeeValues whether viewers see the values of rows and download files
 */
public record DeskConfig(
        int port,
        String host,
        Path keyStore,
        String keyStorePassword,
        boolean behindProxy,
        List<String> hosts,
        Duration patience,
        Duration idle,
        Duration session,
        long largestUpload,
        boolean viewersSeeValues) {
    public DeskConfig {
        requireNonNull(host, "host");
        requireNonNull(keyStorePassword, "keyStorePassword");
        hosts = List.copyOf(hosts);
        requireNonNull(patience, "patience");
        requireNonNull(idle, "idle");
        requireNonNull(session, "session");
    }

    /** Whether it is served. */
    public boolean enabled() {
        return port > 0;
    }

    /** Whether browsers reach the desk, or the proxy in front of it, over TLS. */
    public boolean encrypted() {
        return keyStore != null || behindProxy;
    }

    /** Where people on this machine find it. */
    public String address() {
        return (keyStore == null ? "http" : "https") + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + port + "/";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "desk on " + address();
    }
}
