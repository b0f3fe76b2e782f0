package io.waybill.timetable.dump;

import java.util.Arrays;

/**
 * A set of primary keys (PostgreSQL integers) that takes a few bits per key: since keys come in runs, each page of
 * {@value #PAGE_KEYS} neighbours is a bitmap. Not for several threads at once.
 */
public final class KeySet {
    private static final int PAGE_KEYS = 256;
    private static final int PAGE_SHIFT = 8;
    private static final int PAGE_WORDS = PAGE_KEYS / Long.SIZE;
    private static final int NONE = -1;

    /** Open addressing: page number and where its words start; at most half full. */
    private int[] pages = new int[64];

    private int[] starts = filled(64);
    private int pageCount;
    private long[] words = new long[32 * PAGE_WORDS];

    private int lastPage;
    private int lastStart = NONE;
    private long size;
    private int highest = Integer.MIN_VALUE;

    /** @return false when the set already contained the key */
    public boolean add(int key) {
        int at = word(key, true);
        long bit = 1L << key;
        if ((words[at] & bit) != 0) {
            return false;
        }
        words[at] |= bit;
        size++;
        highest = Math.max(highest, key);
        return true;
    }

    /** Whether the key is in the set. */
    public boolean contains(int key) {
        int at = word(key, false);
        return at != NONE && (words[at] & 1L << key) != 0;
    }

    /** Whether the key, which may be out of range, is in the set. */
    public boolean contains(long key) {
        return key == (int) key && contains((int) key);
    }

    /** Whether all keys of another set are in this one. */
    public boolean containsAll(KeySet others) {
        for (int slot = 0; slot < others.pages.length; slot++) {
            int theirs = others.starts[slot];
            if (theirs == NONE) {
                continue;
            }
            int ours = page(others.pages[slot], false);
            for (int i = 0; i < PAGE_WORDS; i++) {
                if ((others.words[theirs + i] & ~(ours == NONE ? 0 : words[ours + i])) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How many keys of this set are not in the other one. */
    public long countNotIn(KeySet others) {
        long count = 0;
        for (int slot = 0; slot < pages.length; slot++) {
            int ours = starts[slot];
            if (ours == NONE) {
                continue;
            }
            int theirs = others.page(pages[slot], false);
            for (int i = 0; i < PAGE_WORDS; i++) {
                count += Long.bitCount(words[ours + i] & ~(theirs == NONE ? 0 : others.words[theirs + i]));
            }
        }
        return count;
    }

    /** How many keys the set has. */
    public long size() {
        return size;
    }

    /** The highest key; meaningless when the set is empty. */
    public int highest() {
        return highest;
    }

    private int word(int key, boolean create) {
        int start = page(key >> PAGE_SHIFT, create);
        return start == NONE ? NONE : start + (key >> 6 & PAGE_WORDS - 1);
    }

    private int page(int page, boolean create) {
        if (page == lastPage && lastStart != NONE) {
            return lastStart;
        }
        int slot = slot(page);
        if (starts[slot] == NONE) {
            if (!create) {
                return NONE;
            }
            if (pageCount * 2 >= pages.length) {
                grow();
                slot = slot(page);
            }
            int start = pageCount++ * PAGE_WORDS;
            if (start + PAGE_WORDS > words.length) {
                words = Arrays.copyOf(words, words.length * 2);
            }
            pages[slot] = page;
            starts[slot] = start;
        }
        lastPage = page;
        lastStart = starts[slot];
        return lastStart;
    }

    private int slot(int page) {
        int mask = pages.length - 1;
        int slot = page * 0x9E3779B9 >>> 7 & mask;
        while (starts[slot] != NONE && pages[slot] != page) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldPages = pages;
        int[] oldStarts = starts;
        pages = new int[oldPages.length * 2];
        starts = filled(pages.length);
        for (int i = 0; i < oldPages.length; i++) {
            if (oldStarts[i] != NONE) {
                int slot = slot(oldPages[i]);
                pages[slot] = oldPages[i];
                starts[slot] = oldStarts[i];
            }
        }
    }

    private static int[] filled(int length) {
        int[] empty = new int[length];
        Arrays.fill(empty, NONE);
        return empty;
    }
}
