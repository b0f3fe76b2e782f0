package io.waybill.timetable.dump;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Passes marks on along references: a record that refers to a marked one is marked as well, at any distance. Since each
 * record refers to at most one other, it is enough to follow the references from each record once and to remember the
 * records visited. The time is linear in the number of records, whatever the depth, and circles do no harm.
 */
final class Descent {
    private final KeyMap references;
    private int[] path = new int[64];

    Descent(KeyMap references) {
        this.references = references;
    }

    /** @param stranger whether a reference to this key also marks, although the key is not in {@code marked} */
    void spread(IntPredicate stranger, KeySet marked) {
        KeySet seen = new KeySet();
        references.forEach((key, ignored) -> follow(key, stranger, marked, seen));
    }

    private void follow(int from, IntPredicate stranger, KeySet marked, KeySet seen) {
        int length = 0;
        int key = from;
        boolean mark = marked.contains(key);
        while (!mark && seen.add(key)) {
            if (length == path.length) {
                path = Arrays.copyOf(path, length * 2);
            }
            path[length++] = key;
            if (!references.contains(key)) {
                break;
            }
            key = references.get(key, key);
            mark = marked.contains(key) || stranger.test(key);
        }
        for (int i = 0; mark && i < length; i++) {
            marked.add(path[i]);
        }
    }
}
