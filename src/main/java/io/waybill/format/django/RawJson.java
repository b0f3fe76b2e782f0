package io.waybill.format.django;

import static java.util.Objects.requireNonNull;

/**
 * A list or object as the value of a field, exactly as it is in the file.
 *
 * @param text valid JSON
 */
public record RawJson(String text) {
    public RawJson {
        requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return text;
    }
}
