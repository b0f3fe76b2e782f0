package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.waybill.model.FeedName;
import io.waybill.system.FeedGuide;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The form for dropping a file.
 *
 * @param feeds that take one
 * @param formed those whose files can be made with a form
 * @param chosen the feed that is preselected, as {@code system/feed}; empty for none
 * @param complaint why the previous attempt failed; empty the first time
 * @param largest maximum size of an upload, in bytes
 */
record DropView(
        List<FeedGuide> feeds,
        @JsonIgnore Set<FeedName> formed,
        @JsonIgnore String chosen,
        @JsonIgnore String complaint,
        long largest)
        implements View {
    @Override
    public String template() {
        return "drop.jte";
    }

    @Override
    public String title() {
        return "Upload a file";
    }

    @Override
    public Section section() {
        return Section.DROP;
    }

    @Override
    public Object json() {
        return Map.of("feeds", feeds, "largest", largest);
    }

    /** Whether there is a feed that takes several files. */
    boolean severalAtOnce() {
        return feeds.stream().anyMatch(FeedGuide::takesSeveral);
    }

    /** Address of the form that makes files of a feed. */
    String form(FeedGuide guide) {
        return FormPage.address(guide.feed());
    }

    /** Name of the field of a feed's option. */
    static String field(FeedGuide guide, FeedGuide.Option option) {
        return guide.feed() + "/" + option.name();
    }
}
