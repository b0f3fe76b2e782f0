package io.waybill.format.django;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One field name after a known sequence of others: a node in the tree of all orders of fields found in a file. Records
 * of one model nearly always have the same fields in the same order, so the next name is predicted and only compared.
 * Duplicate fields are detected once per order, not once per record. The node of a record's last field stands for the
 * order of all its fields.
 */
final class FieldOrder {
    /** The name in words of eight bytes, including the closing quote. */
    private final long[] words;

    private final long lastMask;
    private final int length;

    private final String name;
    private final int index;
    private final boolean duplicate;
    private final List<FieldOrder> next = new ArrayList<>(2);
    private final String[] names;
    private FieldOrder likely;

    /** The order of a record without fields. */
    FieldOrder() {
        this(null, "", new byte[0], 0, 0);
    }

    /**
     * @param from behind the opening quote
     * @param to on the closing one
     */
    private FieldOrder(FieldOrder before, String name, byte[] bytes, int from, int to) {
        this.name = name.intern();
        this.index = before == null ? -1 : before.index + 1;
        this.duplicate = before != null && before.indexOf(this.name) >= 0;
        this.names = before == null ? new String[0] : Arrays.copyOf(before.names, index + 1);
        if (before != null) {
            names[index] = this.name;
        }
        this.length = to - from + 1;
        byte[] padded = new byte[(length + 7) / 8 * 8];
        System.arraycopy(bytes, from, padded, 0, to - from);
        padded[length - 1] = '"';
        this.words = new long[padded.length / 8];
        for (int i = 0; i < words.length; i++) {
            words[i] = (long) JsonScanner.LONGS.get(padded, i * 8);
        }
        int used = length - (words.length - 1) * 8;
        this.lastMask = used == 8 ? -1 : (1L << used * 8) - 1;
    }

    /** @return the node of the name at {@code pos} if it has followed here before, otherwise null */
    FieldOrder follow(byte[] b, int pos) {
        FieldOrder guess = likely;
        if (guess != null && guess.matches(b, pos)) {
            return guess;
        }
        for (FieldOrder other : next) {
            if (other.matches(b, pos)) {
                likely = other;
                return other;
            }
        }
        return null;
    }

    /** A new node after this one. */
    FieldOrder grow(String name, byte[] b, int from, int to, boolean remember) {
        FieldOrder grown = new FieldOrder(this, name, b, from, to);
        if (remember) {
            next.add(grown);
            likely = grown;
        }
        return grown;
    }

    private boolean matches(byte[] b, int pos) {
        int last = words.length - 1;
        for (int i = 0; i < last; i++) {
            if ((long) JsonScanner.LONGS.get(b, pos + i * 8) != words[i]) {
                return false;
            }
        }
        return (((long) JsonScanner.LONGS.get(b, pos + last * 8) ^ words[last]) & lastMask) == 0;
    }

    /** How many bytes the name has, including its closing quote. */
    int length() {
        return length;
    }

    String name() {
        return name;
    }

    /** Place of this field among the fields of its record, from 0. */
    int index() {
        return index;
    }

    /** Whether an earlier field of the record has the same name. */
    boolean duplicate() {
        return duplicate;
    }

    /** @return the place of a field in a record of this order, or -1 */
    int indexOf(String field) {
        String[] all = names;
        for (int i = 0; i < all.length; i++) {
            // literals and our names are interned
            if (all[i] == field) {
                return i;
            }
        }
        for (int i = 0; i < all.length; i++) {
            if (all[i].equals(field)) {
                return i;
            }
        }
        return -1;
    }

    String[] names() {
        return names;
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
