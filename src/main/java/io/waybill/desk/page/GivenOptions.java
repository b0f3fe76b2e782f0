package io.waybill.desk.page;

import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.model.DropOptions;
import io.waybill.system.FeedGuide;
import java.util.Map;
import java.util.TreeMap;

/** The options of a drop, as somebody has chosen them in a form. */
final class GivenOptions {
    private GivenOptions() {}

    /**
     * Those of the feed, and of every drop.
     *
     * @throws RefusedException when a value is none of those that an option may have
     */
    static DropOptions of(FeedGuide guide, Request request) {
        Map<String, String> others = new TreeMap<>();
        for (FeedGuide.Option option : guide.options()) {
            request.form()
                    .text(DropView.field(guide, option))
                    .or(() -> request.form().text(option.name()))
                    .ifPresent(value -> others.put(option.name(), value(option, value)));
        }
        return new DropOptions(
                request.form().ticked("preview"),
                request.form().ticked("again"),
                "",
                request.account().name(),
                others);
    }

    private static String value(FeedGuide.Option option, String value) {
        if (option.text()) {
            return value.strip();
        }
        if (option.choices().isEmpty()) {
            return value.equals("false") ? "false" : "true";
        }
        if (!option.choices().contains(value)) {
            throw RefusedException.unusable(
                    "The option " + option.name() + " must be one of " + String.join(", ", option.choices()) + ".");
        }
        return value;
    }
}
