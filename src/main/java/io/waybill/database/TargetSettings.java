package io.waybill.database;

import static java.util.Objects.requireNonNull;

import java.util.Properties;
import org.postgresql.Driver;

/**
 * Which PostgreSQL database a system delivers into.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with the driver's parameters where needed
 * @param user role to log in as; empty when the URL names it
 * @param password of that role; empty when none is needed
 */
public record TargetSettings(String url, String user, String password) {
    private static final String PREFIX = "jdbc:postgresql:";

    /**
     * Checks the URL.
     *
     * @throws TargetUnavailableException when it is not a PostgreSQL URL
     */
    public TargetSettings {
        requireNonNull(url, "url");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        if (!isUrl(url)) {
            throw new TargetUnavailableException(
                    "The target's URL is not a PostgreSQL URL: expected jdbc:postgresql://<host>:<port>/<database>.");
        }
    }

    /** Whether a text is the URL of a PostgreSQL database. */
    public static boolean isUrl(String text) {
        return text.startsWith(PREFIX) && Driver.parseURL(text, new Properties()) != null;
    }

    /** {@code host:port/database}: for people, without password. */
    String place() {
        Properties parts = Driver.parseURL(url, new Properties());
        return parts.getProperty("PGHOST", "localhost")
                + ":"
                + parts.getProperty("PGPORT", "5432")
                + "/"
                + parts.getProperty("PGDBNAME", "");
    }

    /** The host, or the hosts, as the URL names them. */
    String host() {
        return Driver.parseURL(url, new Properties()).getProperty("PGHOST", "localhost");
    }

    /** Without the password: it must not reach a log. */
    @Override
    public String toString() {
        return place();
    }
}
