package io.waybill.desk.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fields by name, in their order: of a form, or of the query of an address.
 *
 * @param fields each with its values
 */
public record Form(Map<String, List<String>> fields) {
    private static final int LONGEST_SOUGHT = 1_000;

    public static final Form EMPTY = new Form(Map.of());

    /** The first value of a field, unchanged; empty text when there is none. */
    public String raw(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    /** The first value of a field, stripped; empty when there is none or it is blank. */
    public Optional<String> text(String name) {
        return Optional.of(raw(name).strip()).filter(text -> !text.isEmpty());
    }

    /**
     * What is searched for; empty when there is nothing.
     *
     * @throws RefusedException when it is too long
     */
    public Optional<String> sought(String name) {
        return text(name).map(text -> {
            if (text.length() > LONGEST_SOUGHT) {
                throw RefusedException.badRequest(
                        "A text to search for may have at most " + LONGEST_SOUGHT + " characters.");
            }
            return text;
        });
    }

    /** All values of a field. */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** Whether a field was left empty. */
    public boolean hasBlank() {
        return fields.values().stream().flatMap(List::stream).anyMatch(String::isBlank);
    }

    /** Whether a box is ticked. */
    public boolean ticked(String name) {
        return text(name).filter(value -> !value.equals("false")).isPresent();
    }

    /**
     * A number above 0.
     *
     * @return empty when the field is not there
     * @throws RefusedException when it is not such a number
     */
    public Optional<Long> number(String name) {
        return text(name).map(value -> Numbers.above0(value, "'" + name + "'"));
    }
}
