package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What a page shows: HTML by its template for people, JSON for programs. */
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

    /** The chapter of the manual that explains the page: a document, and after # a heading in it. */
    @JsonIgnore
    default String chapter() {
        return section().chapter();
    }

    /** What programs get: by default the components of the view. */
    @JsonIgnore
    default Object json() {
        return this;
    }
}
