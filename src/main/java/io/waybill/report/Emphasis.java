package io.waybill.report;

import io.waybill.model.State;

/** How the word for a state is shown, so that what needs somebody stands out. */
@FunctionalInterface
public interface Emphasis {
    /** As it is, for files, pipes and logs. */
    Emphasis NONE = (state, text) -> text;

    /**
     * The text for a state, made to stand out.
     *
     * @param text the word for the state, perhaps with blanks around it
     */
    String of(State state, String text);
}
