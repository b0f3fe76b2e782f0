package io.waybill.timetable.legacy;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * An element of a dump as the original scripts see it: everything they access must exist, and where they would stop
 * with a traceback, this throws.
 */
final class LegacyRecord {
    private final String file;
    private final long ordinal;
    private final Object element;

    /** @param ordinal 1-based place in the list */
    LegacyRecord(String file, long ordinal, Object element) {
        this.file = file;
        this.ordinal = ordinal;
        this.element = element;
    }

    boolean isOf(String model) {
        return model.equals(member("model"));
    }

    /** @return the value, perhaps null */
    Object member(String name) {
        if (!(element instanceof Map)) {
            throw fault(name, "an object with the member \"" + name + "\"");
        }
        return member((Map<?, ?>) element, name);
    }

    /** @return the value, perhaps null */
    Object field(String name) {
        Object fields = member("fields");
        if (!(fields instanceof Map)) {
            throw fault(name, "an object as fields");
        }
        return member((Map<?, ?>) fields, name);
    }

    private Object member(Map<?, ?> object, String name) {
        Object value = object.get(name);
        if (value == null && !object.containsKey(name)) {
            throw fault(name, "a member \"" + name + "\"");
        }
        return value;
    }

    /** Whether a field starts with these characters; a list does not, and any other type is an error. */
    boolean fieldStartsWith(String name, String prefix) {
        Object value = field(name);
        if (value instanceof String) {
            return ((String) value).startsWith(prefix);
        }
        if (value instanceof List) {
            return false;
        }
        throw fault(name, "a string");
    }

    /**
     * A value as a key of Python's dictionaries: 1, 1.0 and True are the same key; lists and objects cannot be keys.
     */
    Object hashable(String name, Object value) {
        if (value instanceof List || value instanceof Map) {
            throw fault(name, "a number or a string");
        }
        return same(value);
    }

    /** Converts a value so that Java's equality is that of Python. */
    static Object same(Object value) {
        if (value instanceof Boolean) {
            return (Boolean) value ? 1L : 0L;
        }
        if (value instanceof Double) {
            double number = (Double) value;
            if (number == Math.rint(number) && !Double.isInfinite(number)) {
                return Math.abs(number) < 1e18 ? (Object) (long) number : new BigDecimal(number).toBigInteger();
            }
        }
        return value;
    }

    BrokenFileException fault(String name, String expected) {
        return new BrokenFileException(
                new Fault(Position.of(file), "record " + ordinal, name, "record-not-readable", null, expected, null));
    }
}
