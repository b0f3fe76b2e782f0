package io.waybill.timetable.permission;

/**
 * Gives keys to the records that a merge creates, above every key of the reference, so that loading both overwrites
 * nothing.
 */
final class MergeNumbering {
    private long lastThing;
    private long lastTag;

    /**
     * @param highestThing highest key of a Thing in the reference; 0 for none
     * @param highestTag highest key of a ThingTag in the reference; 0 for none
     */
    MergeNumbering(long highestThing, long highestTag) {
        this.lastThing = Math.max(0, highestThing);
        this.lastTag = Math.max(0, highestTag);
    }

    /** @throws IllegalStateException when PostgreSQL's integers are used up */
    long nextThing() {
        lastThing = above(lastThing);
        return lastThing;
    }

    /** @throws IllegalStateException when PostgreSQL's integers are used up */
    long nextTag() {
        lastTag = above(lastTag);
        return lastTag;
    }

    private static long above(long last) {
        if (last >= Integer.MAX_VALUE) {
            throw new IllegalStateException("There is no key above " + last
                    + " in PostgreSQL's integers; renumber the rows of the reference that have such high keys");
        }
        return last + 1;
    }
}
