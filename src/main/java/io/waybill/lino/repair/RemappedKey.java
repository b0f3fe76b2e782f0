package io.waybill.lino.repair;

import static java.util.Objects.requireNonNull;

/** A key under which rows exist now, and whether any row was found that has the old one or refers to it. Used by one thread at a time. */
final class RemappedKey {
    private final String table;
    private final String old;
    private final String now;
    private boolean used;

    /** @param table whose key it is, as the plan names it */
    RemappedKey(String table, String old, String now) {
        this.table = requireNonNull(table, "table");
        this.old = requireNonNull(old, "old");
        this.now = requireNonNull(now, "now");
    }

    /** The new key, for a row that has the old one. */
    String use() {
        used = true;
        return now;
    }

    boolean isUsed() {
        return used;
    }

    @Override
    public String toString() {
        return table + " {" + old + ": " + now + "}";
    }
}
