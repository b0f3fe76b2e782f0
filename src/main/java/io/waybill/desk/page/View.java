package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What a page shows: as HTML by its template, to programs as JSON. */
non-sealed interface View extends Answer {
    /** Name of the template, in which it is the parameter {@code view}. */
    @JsonIgnore
    String template();

    /** The page's title. */
    @JsonIgnore
    String title();

    /** Which of the pages in the header it belongs to. */
    @JsonIgnore
    Section section();

    /** What programs get: by default its own components. */
    @JsonIgnore
    default Object json() {
        return this;
    }
}
