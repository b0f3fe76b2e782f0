package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.waybill.desk.http.Request;

/**
 * Why a request was refused or failed.
 *
 * @param status of the reply
 * @param error a sentence
 * @param wayOn where people go from here
 */
record ErrorView(int status, String error, @JsonIgnore WayOn wayOn) implements View {
    private static final int NOT_FOUND = 404;

    /**
     * A link to another page.
     *
     * @param words of the link
     */
    record WayOn(String address, String words) {}

    /**
     * For whoever sent the request: it leads to what the request was about, or to its list; whoever is not logged in can do that.
     *
     * @param request null when nothing is known of it
     */
    static ErrorView to(Request request, int status, String error) {
        return new ErrorView(status, error, wayOn(request, status));
    }

    private static WayOn wayOn(Request request, int status) {
        if (request == null || request.session() == null) {
            return new WayOn("/log-in", "Log in");
        }
        if (request.account().oneTime()) {
            return new WayOn("/password", "Choose a password");
        }
        if (status != NOT_FOUND && !request.word("number").isEmpty()) {
            return new WayOn("/waybills/" + request.word("number"), "Go to waybill " + request.word("number"));
        }
        if (status != NOT_FOUND && !request.word("reject").isEmpty()) {
            return new WayOn("/rejects/" + request.word("reject"), "Go to reject " + request.word("reject"));
        }
        Section list = Section.of(request.http().path());
        Section seen = request.may(list.right()) ? list : Section.WAYBILLS;
        return new WayOn(seen.address(), "Go to " + seen.words());
    }

    @Override
    public String template() {
        return "error.jte";
    }

    @Override
    public String title() {
        return switch (status) {
            case 403 -> "Not allowed";
            case NOT_FOUND -> "Not found";
            case 503 -> "Not possible at the moment";
            default -> "That did not work";
        };
    }

    @Override
    public Section section() {
        return Section.OWN;
    }
}
