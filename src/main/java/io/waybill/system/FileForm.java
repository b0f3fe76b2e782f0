package io.waybill.system;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form on the desk that makes a file of a feed, for people who would otherwise have to write it by hand. What people have filled in is kept
 * by the page alone: each time it is sent, the whole form is made anew from it.
 *
 * @param feed whose files it makes
 * @param title of its page, such as "Plan a repair"
 * @param sentence what it is for
 * @param upload what people may drop into the same feed first, as something that they choose in the form afterwards; empty for nothing
 * @param filling makes form and file
 */
public record FileForm(FeedName feed, String title, String sentence, String upload, Filling filling) {
    /** The answer that names the waybill of what was uploaded for this form. */
    public static final String UPLOADED = "uploaded";
    /** The answer that names what was pressed to get more fields: {@link Group#more}. */
    public static final String MORE = "more";

    public FileForm {
        requireNonNull(feed, "feed");
        requireNonNull(title, "title");
        requireNonNull(sentence, "sentence");
        requireNonNull(upload, "upload");
        requireNonNull(filling, "filling");
    }

    /** Makes form and file. */
    @FunctionalInterface
    public interface Filling {
        /**
         * The form as it is after these answers.
         *
         * @param answers by the name of their field; none when the form is shown for the first time
         */
        Filled fill(Map<String, String> answers) throws SQLException, IOException;
    }

    /**
     * A form with its answers.
     *
     * @param groups of fields, in their order
     * @param faults what keeps it from being a file, as sentences; empty as well when nothing was filled in yet
     * @param file what it makes; empty as long as there are faults, and when nothing was filled in yet
     */
    public record Filled(List<Group> groups, List<String> faults, Optional<Made> file) {
        public Filled {
            groups = List.copyOf(groups);
            faults = List.copyOf(faults);
        }
    }

    /**
     * A file that was made.
     *
     * @param name as it is dropped
     * @param text its content
     */
    public record Made(String name, String text) {}

    /**
     * Fields that belong together.
     *
     * @param legend what they are about
     * @param fields in their order
     * @param more for a button below them that asks for more fields: value of the answer {@link #MORE}; empty for none
     * @param moreLabel what that button says
     */
    public record Group(String legend, List<Field> fields, String more, String moreLabel) {
        public Group {
            fields = List.copyOf(fields);
        }
    }

    /** How people fill in a field. */
    public enum Kind {
        /** one line */
        TEXT,
        /** several lines */
        LINES,
        /** one of several values */
        CHOICE,
        /** yes or no: {@code true}, or no answer */
        TICK
    }

    /**
     * A field.
     *
     * @param name of its answer
     * @param label what it asks for
     * @param hint more about it; empty for nothing
     * @param choices of {@link Kind#CHOICE} all, of {@link Kind#TEXT} suggestions, otherwise none
     * @param value the answer that was given, or would be taken; empty for none
     */
    public record Field(String name, String label, String hint, Kind kind, List<Choice> choices, String value) {
        public Field {
            requireNonNull(name, "name");
            requireNonNull(value, "value");
            choices = List.copyOf(choices);
        }
    }

    /**
     * A value to choose.
     *
     * @param label as people see it
     */
    public record Choice(String value, String label) {
        /** A value that is its own label. */
        public static Choice of(String value) {
            return new Choice(value, value);
        }
    }
}
