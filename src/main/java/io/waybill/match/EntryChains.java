package io.waybill.match;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The entries of a reference index by a 64-bit hash: an open hash table in primitive arrays with the last entry for each hash, to which
 * the others are linked. Different values may have the same hash, so readers must compare what they find.
 */
final class EntryChains {
    private static final int NONE = -1;

    private final long[] hashes;
    private final int[] heads;
    private final int[] next;

    EntryChains(int entries) {
        int slots = Math.max(2, Integer.highestOneBit(Math.max(1, entries)) * 4);
        hashes = new long[slots];
        heads = new int[slots];
        next = new int[entries];
        Arrays.fill(heads, NONE);
        Arrays.fill(next, NONE);
    }

    /** The hash of a text. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = step(hash, text.charAt(i));
        }
        return hash;
    }

    /** The hash of a sequence of numbers. */
    static long hash(int[] numbers, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = step(hash, numbers[i]);
        }
        return hash;
    }

    private static long step(long hash, int value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }

    void add(long hash, int entry) {
        int slot = slot(hash);
        hashes[slot] = hash;
        next[entry] = heads[slot];
        heads[slot] = entry;
    }

    /** The last entry that was added for a hash; -1 when there is none. */
    int last(long hash) {
        return heads[slot(hash)];
    }

    /** Passes on all entries that were added for a hash, the last one first. */
    void forEach(long hash, IntConsumer each) {
        for (int entry = last(hash); entry != NONE; entry = next[entry]) {
            each.accept(entry);
        }
    }

    private int slot(long hash) {
        int slot = (int) hash & hashes.length - 1;
        while (heads[slot] != NONE && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }
}
