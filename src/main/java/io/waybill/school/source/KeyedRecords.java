package io.waybill.school.source;

import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.SchoolRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records of one kind by their keys. A key that several records have, and not with the same content, is the key of none of them: which one is
 * meant cannot be known, and must not depend on the order of the file.
 *
 * @param <T> the kind
 */
public final class KeyedRecords<T extends SchoolRecord> {
    private final Area area;
    private final Extract extract;
    private final Map<String, T> records = new LinkedHashMap<>();
    private final Map<String, SourceValues> first = new HashMap<>();
    private final Set<String> ambiguous = new TreeSet<>();
    private final Set<String> rejected = new LinkedHashSet<>();
    private long repeated;

    /** @param extract learns what is rejected */
    public KeyedRecords(Area area, Extract extract) {
        this.area = area;
        this.extract = extract;
    }

    /**
     * Adds a record, or rejects it when there is something wrong with its values.
     *
     * @param key may be {@code ""} when the record has none; then something is wrong with it
     */
    public void add(String key, T record, SourceValues values) {
        if (!values.isSound()) {
            reject(key, values);
            return;
        }
        T earlier = records.putIfAbsent(key, record);
        if (earlier == null) {
            first.put(key, values.place());
        } else if (earlier.equals(record)) {
            repeated++;
        } else {
            ambiguous.add(key);
            reject(key, duplicate(values));
        }
    }

    /** Rejects a record whose values say what is wrong. */
    public void reject(String key, SourceValues values) {
        String known = noteRejected(key);
        values.faults().forEach(fault -> extract.rejected(area, known, fault));
    }

    /**
     * Rejects the first record of each key that others have as well; to be called when all have been added.
     *
     * @param what they are, for the notice of how many are in the export more than once
     */
    public void complete(String what) {
        complete();
        if (repeated > 0) {
            extract.notice(new Notice(
                    "repeated",
                    "Records that are in the export more than once, in the same words, count once. Repeated: "
                            + repeated + " of the " + what + ".",
                    repeated));
        }
    }

    /** As {@link #complete(String)}, for things that a system lists in several places. */
    public void complete() {
        // One that cannot be used makes a sound one with the same key as doubtful as another sound one would.
        records.keySet().stream().filter(rejected::contains).forEach(ambiguous::add);
        for (String key : ambiguous) {
            records.remove(key);
            reject(key, duplicate(first.get(key)));
        }
        first.clear();
    }

    /** Rejects a record because what it is a part of was rejected; its values say what. */
    public void rejectWith(String key, SourceValues values) {
        String known = noteRejected(key);
        values.faults().forEach(fault -> extract.rejectedWith(area, known, fault));
    }

    /** The key under which a record is rejected; null when it is not known. */
    private String noteRejected(String key) {
        if (key == null || key.isEmpty()) {
            return null;
        }
        rejected.add(key);
        return key;
    }

    private static SourceValues duplicate(SourceValues values) {
        values.fault(
                null,
                "duplicate-key",
                null,
                "a key that no other record has",
                "Nothing of these records was used. Correct the key, or remove all but one of them.");
        return values;
    }

    /** The record with that key; null when there is none. */
    public T get(String key) {
        return records.get(key);
    }

    /** Whether there is something in the export with this key that was rejected. */
    public boolean isRejected(String key) {
        return rejected.contains(key);
    }

    /**
     * Whether there is something in the export with this key, be it one that was rejected: what refers to that is sound, and the calendar may know what
     * it is.
     */
    public boolean isThere(String key) {
        return records.containsKey(key) || rejected.contains(key);
    }

    /** All of them, in the order of the file. */
    public Collection<T> all() {
        return records.values();
    }
}
