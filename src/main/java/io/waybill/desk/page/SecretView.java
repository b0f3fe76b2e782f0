package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * A password or a token that the program has made, shown this once.
 *
 * @param heading what was made
 * @param advice what to do with it
 * @param label what it is
 * @param secret itself
 * @param until when it expires; null: never
 * @param back where the page leads to afterwards
 * @param place the section of the page
 */
record SecretView(
        @JsonIgnore String heading,
        @JsonIgnore String advice,
        @JsonIgnore String label,
        String secret,
        Instant until,
        @JsonIgnore String back,
        @JsonIgnore Section place)
        implements View {
    @Override
    public String template() {
        return "secret.jte";
    }

    @Override
    public String title() {
        return heading;
    }

    @Override
    public Section section() {
        return place;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return heading;
    }
}
