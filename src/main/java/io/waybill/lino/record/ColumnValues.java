package io.waybill.lino.record;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The values of a row by column, kept as an array: all rows of a table share the names. A dump has millions of rows, and a map for each
 * would cost more than reading it.
 */
final class ColumnValues extends AbstractMap<String, Object> {
    /** Stands for a column that the row does not mention. */
    static final Object NOTHING = new Object();

    private final Layout layout;
    private final Object[] values;

    /** @param values one for each column of the layout, or {@link #NOTHING}; not to be changed afterwards */
    ColumnValues(Layout layout, Object[] values) {
        this.layout = layout;
        this.values = values;
    }

    /** The names of a table's columns, in their order. */
    static final class Layout {
        private final String[] names;
        private final Map<String, Integer> positions = new HashMap<>();

        Layout(List<String> names) {
            this.names = names.toArray(String[]::new);
            for (int i = 0; i < this.names.length; i++) {
                positions.put(this.names[i], i);
            }
        }

        /** Where a column is; -1 when there is none of this name. */
        int position(String name) {
            return positions.getOrDefault(name, -1);
        }
    }

    Layout layout() {
        return layout;
    }

    /** The value at a position; {@link #NOTHING} where the row says nothing. */
    Object at(int position) {
        return values[position];
    }

    @Override
    public Object get(Object name) {
        Integer position = layout.positions.get(name);
        return position == null || values[position] == NOTHING ? null : values[position];
    }

    @Override
    public boolean containsKey(Object name) {
        Integer position = layout.positions.get(name);
        return position != null && values[position] != NOTHING;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                int size = 0;
                for (Object value : values) {
                    size += value == NOTHING ? 0 : 1;
                }
                return size;
            }
        };
    }

    /** The columns that the row mentions. */
    private final class Entries implements Iterator<Entry<String, Object>> {
        private int next = skip(0);

        private int skip(int from) {
            int at = from;
            while (at < values.length && values[at] == NOTHING) {
                at++;
            }
            return at;
        }

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        public Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The row has no more columns");
            }
            Entry<String, Object> entry = new SimpleImmutableEntry<>(layout.names[next], values[next]);
            next = skip(next + 1);
            return entry;
        }
    }
}
