package io.waybill.lino.migration.rule;

/** All keys, raised by the same number. */
record ShiftedKeys(long by) implements NewKeys {
    @Override
    public Object changed(Object key) {
        return KeyValue.raised(key, by);
    }
}
