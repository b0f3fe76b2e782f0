package io.waybill.timetable.dump;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoRecord;

/** What every record of a dump must have whatever it is read for: a key of its own and, if it is a Thing, a path. */
public final class RecordRules {
    private final Faults faults;
    private final String advice;

    /**
     * @param faults collects the records that break a rule
     * @param advice what to do about such a record, as a sentence
     */
    public RecordRules(Faults faults, String advice) {
        this.faults = requireNonNull(faults, "faults");
        this.advice = requireNonNull(advice, "advice");
    }

    /**
     * Adds the key of a record to those of its model.
     *
     * @param keys of the records of this model that were read before
     * @return false, with a fault, when it is no integer or was there already
     */
    public boolean addKey(DjangoRecord record, KeySet keys) {
        long key = record.keyNumber();
        if (key != (int) key) {
            faults.add(new Fault(
                    record.position(),
                    record.label(),
                    "pk",
                    "key-not-an-integer",
                    String.valueOf(record.key()),
                    "a whole number of PostgreSQL's integer range as pk",
                    advice));
            return false;
        }
        if (!keys.add((int) key)) {
            faults.add(new Fault(
                    record.position(),
                    record.label(),
                    null,
                    "duplicate-key",
                    "a second record with this key",
                    "each key once per model",
                    "Dump the data again; of two files put together, keep one."));
            return false;
        }
        return true;
    }

    /**
     * Whether a Thing has a path.
     *
     * @return false, with a fault, when its {@code fullpath} is not a string
     */
    public boolean hasPath(DjangoRecord thing) {
        if (thing.isText("fullpath")) {
            return true;
        }
        faults.add(new Fault(
                thing.position("fullpath"),
                thing.label(),
                "fullpath",
                "fullpath-not-text",
                String.valueOf(thing.value("fullpath")),
                "the Thing's path as a string",
                advice));
        return false;
    }
}
