package io.waybill.desk.http;

/** The session cookie. Browsers drop it when they are closed. */
public final class SessionCookie {
    private SessionCookie() {}

    /** Browsers keep cookies by host, not by port: with the port in its name, two desks on one host do not share one. */
    static String name(DeskConfig config) {
        return (config.encrypted() ? "__Host-" : "") + "waybill-" + config.port();
    }

    /** The header that sets it. */
    public static String set(DeskConfig config, String token) {
        return name(config) + "=" + token + attributes(config);
    }

    /** The header that removes it. */
    public static String remove(DeskConfig config) {
        return name(config) + "=" + attributes(config) + "; Max-Age=0";
    }

    private static String attributes(DeskConfig config) {
        return "; Path=/; HttpOnly; SameSite=Strict" + (config.encrypted() ? "; Secure" : "");
    }
}
