package io.waybill.desk.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fields by name, in the order in which they came: of a form, or of the part of an address after its question mark.
 *
 * @param fields each with its values
 */
public record Form(Map<String, List<String>> fields) {
    public static final Form EMPTY = new Form(Map.of());

    /** The first value of a field as it came; empty text when there is none. */
    public String raw(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    /** The first value of a field without spaces around it; empty when there is none, or nothing else in it. */
    public Optional<String> text(String name) {
        return Optional.of(raw(name).strip()).filter(text -> !text.isEmpty());
    }

    /** All values of a field. */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** Whether a box is ticked. */
    public boolean ticked(String name) {
        return text(name).filter(value -> !value.equals("false")).isPresent();
    }

    /**
     * A number above 0.
     *
     * @return empty when the field is not there
     * @throws RefusedException when it is no such number
     */
    public Optional<Long> number(String name) {
        return text(name).map(value -> Numbers.above0(value, "'" + name + "'"));
    }
}
