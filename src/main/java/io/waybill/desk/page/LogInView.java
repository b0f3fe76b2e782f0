package io.waybill.desk.page;

import io.waybill.desk.http.KeptForm;

/**
 * The log-in page.
 *
 * @param to where to go afterwards, an address of the desk
 * @param name as it was typed before
 * @param complaint why the previous attempt failed, or why one has to log in; empty when there is nothing to say
 * @param kept a form that was sent after the session had ended, as {@link KeptForm#text}; empty for none
 */
record LogInView(String to, String name, String complaint, String kept) implements View {
    /** For somebody who has sent a form after their session had ended. */
    static LogInView after(KeptForm kept) {
        return new LogInView(
                kept.page(),
                "",
                "Your session has ended. What you sent is kept: log in, look at it once more, and send it.",
                kept.text());
    }

    /** The same after an attempt that failed. */
    LogInView failed(String as, String why) {
        return new LogInView(to, as, why, kept);
    }

    @Override
    public String template() {
        return "log-in.jte";
    }

    @Override
    public String title() {
        return "Log in";
    }

    @Override
    public Section section() {
        return Section.OWN;
    }
}
