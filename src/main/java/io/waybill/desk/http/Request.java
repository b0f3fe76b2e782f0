package io.waybill.desk.http;

import io.vertx.core.http.HttpServerRequest;
import io.waybill.desk.account.Account;
import io.waybill.desk.account.Right;
import io.waybill.desk.account.Session;
import io.waybill.desk.http.AddressMatcher.Match;
import io.waybill.ledger.audit.Actor;
import java.util.List;

/**
 * A request to the desk.
 *
 * @param http as Vert.x knows it
 * @param match its address; null when there is none
 * @param client network address that it comes from
 * @param query parameters after the question mark
 * @param session null when nobody is logged in
 * @param form what was sent along; empty until it is read
 * @param uploads files that were sent along, in the order of the form
 */
public record Request(
        HttpServerRequest http,
        Match match,
        String client,
        Form query,
        Session session,
        Form form,
        List<Upload> uploads) {
    public Request {
        uploads = List.copyOf(uploads);
    }

    /** Header of requests that a page sends by itself: the stamp of what it shows. */
    public static final String LIVE = "X-Waybill-Live";

    /** One whose address and session are not known yet. */
    static Request of(HttpServerRequest http, String client) {
        return new Request(http, null, client, Form.EMPTY, null, Form.EMPTY, List.of());
    }

    /**
     * The account that is logged in.
     *
     * @throws IllegalStateException when nobody is, because the address needs no log-in
     */
    public Account account() {
        if (session == null) {
            throw new IllegalStateException("nobody is logged in");
        }
        return session.account();
    }

    /** Who sends it, for the audit list. */
    public Actor actor() {
        return session == null
                ? Actor.person("", client)
                : new Actor(session.account().name(), session.program(), client);
    }

    /** Whether somebody is logged in who has this right. */
    public boolean may(Right right) {
        return session != null && session.may(right);
    }

    /** The operation that the table of addresses names; empty when there is none. */
    public String operation() {
        return match == null ? "" : match.address().operation();
    }

    /**
     * A number above 0 in the address.
     *
     * @param parameter its name in braces
     * @throws RefusedException when it is not a number above 0
     */
    public long number(String parameter) {
        try {
            return Numbers.above0(word(parameter), parameter);
        } catch (RefusedException e) {
            throw RefusedException.notFound("There is nothing at this address.");
        }
    }

    /**
     * A word in the address.
     *
     * @param parameter its name in braces
     */
    public String word(String parameter) {
        return match == null ? "" : match.parameters().getOrDefault(parameter, "");
    }

    /** Whether it is a program's, which is answered with JSON. */
    public boolean ofProgram() {
        return http.path() != null && http.path().startsWith(Address.API + "/");
    }

    /** Whether a page sent it by itself, to refresh a part. */
    public boolean live() {
        return http.getHeader(LIVE) != null;
    }

    /** Whether a page that sent it by itself shows this already. */
    public boolean shows(String stamp) {
        return stamp.equals(http.getHeader(LIVE));
    }

    Request matched(Match found) {
        return new Request(http, found, client, query, session, form, uploads);
    }

    Request from(Session visitor, Form parameters) {
        return new Request(http, match, client, parameters, visitor, form, uploads);
    }

    /** The same from somebody who has just logged in. */
    public Request as(Session visitor) {
        return from(visitor, query);
    }

    Request withForm(Form read) {
        return new Request(http, match, client, query, session, read, uploads);
    }

    Request withUploads(Form read, List<Upload> received) {
        return new Request(http, match, client, query, session, read, received);
    }

    /** Without anything that was sent. */
    @Override
    public String toString() {
        return "request " + operation();
    }
}
