package io.waybill.desk.http;

/** The cookie by which a browser shows that somebody is logged in. It ends with the browser. */
public final class SessionCookie {
    private SessionCookie() {}

    /** Browsers keep cookies by machine, not by port: two desks on one machine have different ones. */
    static String name(DeskConfig config) {
        return (config.encrypted() ? "__Host-" : "") + "waybill-" + config.port();
    }

    /** The header that sets it. */
    public static String set(DeskConfig config, String token) {
        return name(config) + "=" + token + attributes(config);
    }

    /** The header that takes it away. */
    public static String remove(DeskConfig config) {
        return name(config) + "=" + attributes(config) + "; Max-Age=0";
    }

    private static String attributes(DeskConfig config) {
        return "; Path=/; HttpOnly; SameSite=Strict" + (config.encrypted() ? "; Secure" : "");
    }
}
