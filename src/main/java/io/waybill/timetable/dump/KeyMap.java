package io.waybill.timetable.dump;

/**
 * Maps primary keys to primary keys: which record each record refers to. Eight bytes per entry, up to twice that with
 * free space; no objects.
 */
final class KeyMap {
    /** Receives each entry. */
    interface Entry {
        void accept(int key, int value);
    }

    private static final int SMALLEST = 64;

    private int[] keys = new int[SMALLEST];
    private int[] values = new int[SMALLEST];
    private long[] used = new long[1];
    private int size;

    void put(int key, int value) {
        if (size * 3L >= keys.length * 2L) {
            grow();
        }
        int slot = slot(key);
        if (!used(slot)) {
            used[slot >> 6] |= 1L << slot;
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
    }

    boolean contains(int key) {
        return used(slot(key));
    }

    /** @return the value, or {@code otherwise} when there is none */
    int get(int key, int otherwise) {
        int slot = slot(key);
        return used(slot) ? values[slot] : otherwise;
    }

    int size() {
        return size;
    }

    void forEach(Entry entry) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (used(slot)) {
                entry.accept(keys[slot], values[slot]);
            }
        }
    }

    private boolean used(int slot) {
        return (used[slot >> 6] & 1L << slot) != 0;
    }

    private int slot(int key) {
        int mask = keys.length - 1;
        int slot = key * 0x9E3779B9 >>> 5 & mask;
        while (used(slot) && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldValues = values;
        long[] oldUsed = used;
        keys = new int[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        used = new long[keys.length / Long.SIZE];
        size = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if ((oldUsed[slot >> 6] & 1L << slot) != 0) {
                put(oldKeys[slot], oldValues[slot]);
            }
        }
    }
}
