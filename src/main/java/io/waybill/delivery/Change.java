package io.waybill.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One row of a plan or a journal.
 *
 * @param place its position in the list, for reading on after it
 * @param table its name as people read it
 * @param model what its records are called
 * @param key the primary key, its values as text
 * @param cells columns with their old and new values: for an inserted or deleted row all that are not NULL, otherwise
 *     those that differ
 * @param fresh whether it was not part of the plan that was reviewed before
 */
public record Change(
        Place place, Kind kind, String table, String model, List<Key> key, List<Cell> cells, boolean fresh) {
    /** What happens to a row. */
    public enum Kind {
        INSERT,
        UPDATE,
        RETIRE,
        DELETE;

        static Kind of(String letter) {
            return switch (letter) {
                case "i" -> INSERT;
                case "u" -> UPDATE;
                case "r" -> RETIRE;
                default -> DELETE;
            };
        }

        String letter() {
            return name().substring(0, 1).toLowerCase(Locale.ROOT);
        }
    }

    /** The position of a change in the list of its waybill. */
    public record Place(int plan, long ordinal) {
        /** Before the first change. */
        public static final Place START = new Place(0, 0);
        /** After the last change. */
        public static final Place END = new Place(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /** A column of the primary key. */
    public record Key(String column, String value) {}

    /** A column with its old and new value, as text; null is NULL. */
    public record Cell(String column, String before, String after) {}

    /** The same with other values. */
    public Change with(List<Key> otherKey, List<Cell> others) {
        return new Change(place, kind, table, model, otherKey, others, fresh);
    }

    /** The key as people read it: {@code 12}, or {@code 12, 5}. */
    public String keyText() {
        return String.join(", ", key.stream().map(Key::value).toList());
    }

    static List<Cell> cells(List<String> columns, List<String> before, List<String> after) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String old = before == null ? null : before.get(i);
            String now = after == null ? null : after.get(i);
            if (!Objects.equals(old, now)) {
                cells.add(new Cell(columns.get(i), old, now));
            }
        }
        return cells;
    }
}
