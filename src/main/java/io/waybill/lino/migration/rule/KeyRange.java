package io.waybill.lino.migration.rule;

import io.waybill.lino.migration.expression.EvaluationException;

/** The lowest and the highest of some keys, so that others can be put behind them. */
final class KeyRange {
    private long lowest = Long.MAX_VALUE;
    private long highest = Long.MIN_VALUE;

    /** Takes a key; one that is no number is refused with its row, and says nothing here. */
    void add(Object key) {
        if (key != null && KeyValue.isNumber(key)) {
            long number = KeyValue.number(key);
            lowest = Math.min(lowest, number);
            highest = Math.max(highest, number);
        }
    }

    /** What has to be added to all of these keys so that they come after some others; 0 when they do already. */
    long behind(KeyRange others) {
        if (lowest == Long.MAX_VALUE || others.highest == Long.MIN_VALUE || lowest > others.highest) {
            return 0;
        }
        try {
            return Math.addExact(Math.subtractExact(others.highest, lowest), 1);
        } catch (ArithmeticException e) {
            throw new EvaluationException("key-too-large", String.valueOf(others.highest), "a smaller highest key");
        }
    }

    /** The key after the highest; 1 when there is none. */
    long next() {
        return highest == Long.MIN_VALUE ? 1 : Math.max(1, highest + 1);
    }
}
