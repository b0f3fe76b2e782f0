package io.waybill.desk.http;

import io.vertx.core.http.HttpServerRequest;
import io.waybill.desk.account.Account;
import io.waybill.desk.account.Right;
import io.waybill.desk.account.Session;
import java.util.List;
import java.util.Map;

/**
 * What somebody asks of the desk.
 *
 * @param http as Vert.x knows it
 * @param address where it comes from
 * @param places what stands in the address instead of the names in braces
 * @param query what follows the address's question mark
 * @param session null when nobody is logged in
 * @param form what was sent along; empty until it is read
 * @param uploads files that were sent along, in the order of the form
 */
public record Request(
        HttpServerRequest http,
        String address,
        Map<String, String> places,
        Form query,
        Session session,
        Form form,
        List<Upload> uploads) {
    public Request {
        uploads = List.copyOf(uploads);
    }

    /** Header of requests that a page makes by itself. */
    static final String LIVE = "X-Waybill-Live";

    private static final String API = "/api/";

    /** Whoever is logged in. @throws IllegalStateException when nobody is: the route has let in everybody */
    public Account account() {
        if (session == null) {
            throw new IllegalStateException("nobody is logged in");
        }
        return session.account();
    }

    /** Whether somebody is logged in who may do it. */
    public boolean may(Right right) {
        return session != null && session.account().may(right);
    }

    /** A number above 0 that stands in the address. @throws RefusedException when it is none */
    public long number(String place) {
        try {
            return Numbers.above0(places.getOrDefault(place, ""), place);
        } catch (RefusedException e) {
            throw RefusedException.notFound("There is nothing at this address.");
        }
    }

    /** A word that stands in the address. */
    public String word(String place) {
        return places.getOrDefault(place, "");
    }

    /** Whether a program asks, which is answered with JSON. */
    public boolean ofProgram() {
        return isOfProgram(http.path());
    }

    static boolean isOfProgram(String path) {
        return path != null && path.startsWith(API);
    }

    /** Whether a page asks by itself, to show what has moved. */
    public boolean live() {
        return http.getHeader(LIVE) != null;
    }

    Request withForm(Form read) {
        return new Request(http, address, places, query, session, read, uploads);
    }

    Request withUploads(Form read, List<Upload> received) {
        return new Request(http, address, places, query, session, read, received);
    }

    /** Never tells what was sent. */
    @Override
    public String toString() {
        return "request";
    }
}
