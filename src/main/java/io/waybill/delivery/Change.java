package io.waybill.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One row of a plan or a journal.
 *
 * @param place by which the list goes on behind it
 * @param table as people call it
 * @param model what its records are called
 * @param offset where its record stood in the drop, in bytes; null when it was not in the drop
 * @param key values of the primary key, as text
 * @param cells columns with what they had and get: all that are not NULL of an inserted or deleted row, those that differ of others
 * @param fresh whether it was not there when the plan was reviewed before
 */
public record Change(
        Place place,
        Kind kind,
        String table,
        String model,
        Long offset,
        List<Key> key,
        List<Cell> cells,
        boolean fresh) {
    /** What becomes of a row. */
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

    /** Where a change stands in the list of its waybill. */
    public record Place(int plan, long ordinal) {
        /** Before all. */
        public static final Place START = new Place(0, 0);
    }

    /** A column of the primary key. */
    public record Key(String column, String value) {}

    /** A column of a row; null is NULL. */
    public record Cell(String column, String before, String after) {}

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
