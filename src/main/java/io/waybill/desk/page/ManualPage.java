package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;

/** The pages of the manual. */
public final class ManualPage {
    private final Manual manual;

    public ManualPage(Manual manual) {
        this.manual = requireNonNull(manual, "manual");
    }

    /** The contents. */
    Answer contents(Request request) {
        return new ManualView(manual.contents(), null);
    }

    /**
     * A chapter.
     *
     * @throws RefusedException when there is none of this name
     */
    Answer chapter(Request request) {
        String name = request.word("chapter");
        return new ManualView(
                manual.contents(),
                manual.chapter(name)
                        .orElseThrow(() -> RefusedException.notFound("The manual has no chapter " + name + ".")));
    }
}
