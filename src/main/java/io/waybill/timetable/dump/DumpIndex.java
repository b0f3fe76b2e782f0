package io.waybill.timetable.dump;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.format.django.DumpFile;
import io.waybill.timetable.TimetableModel;
import io.waybill.timetable.TimetableModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What must be known about a whole dump before any of its records can be judged, because records may come in any order:
 * which keys exist, which Things are users, which references dangle. Built by reading the dump once, or up to three
 * times more if a reference dangles. Keeps a few bits per record, never the records; Things and the few events with a
 * master cost 12 bytes each.
 */
public final class DumpIndex {
    private final TimetableModels models;
    private final Map<TimetableModel, KeySet> keys = new EnumMap<>(TimetableModel.class);
    private final Faults faults = new Faults();
    private final Faults dangling = new Faults();
    private final RecordRules rules = new RecordRules(faults, "Mend the record at its source and dump again.");
    private long records;

    /** The Things whose path is that of a user, and everything below them. */
    private final KeySet users = new KeySet();

    /** Records that refer to one that does not exist or is itself rejected. */
    private final Map<TimetableModel, KeySet> rejected = new EnumMap<>(TimetableModel.class);

    private final Map<TimetableModel, KeySet> referenced = new EnumMap<>(TimetableModel.class);
    private final Map<TimetableModel, KeyMap> uphill = new EnumMap<>(TimetableModel.class);
    private boolean unreadableReference;

    private DumpIndex(TimetableModels models) {
        this.models = requireNonNull(models, "models");
        for (TimetableModel model : TimetableModel.values()) {
            keys.put(model, new KeySet());
            rejected.put(model, new KeySet());
            referenced.put(model, new KeySet());
            uphill.put(model, new KeyMap());
        }
    }

    /**
     * Reads a dump.
     *
     * @return its index; call {@link #refuse} before using the dump
     * @throws BrokenFileException when it is not JSON
     */
    public static DumpIndex build(DumpFile dump, TimetableModels models) throws IOException {
        return build(dump, models, bytes -> {});
    }

    /**
     * Reads a dump and reports progress.
     *
     * @param bytesRead receives the number of bytes read so far, after every chunk
     */
    public static DumpIndex build(DumpFile dump, TimetableModels models, LongConsumer bytesRead) throws IOException {
        DumpIndex index = new DumpIndex(models);
        index.read(dump, bytesRead);
        index.close(dump);
        return index;
    }

    /** @param fileName the file's name as its owner knows it, for messages */
    public static DumpIndex build(Path file, String fileName, TimetableModels models, LongConsumer bytesRead)
            throws IOException {
        try (DumpFile dump = DumpFile.of(file, fileName)) {
            return build(dump, models, bytesRead);
        }
    }

    /** The faults that make the whole dump unusable: broken records, two records with the same key. */
    public Faults faults() {
        return faults;
    }

    /** The records with a dangling reference, without those that only depend on such a record. */
    public Faults dangling() {
        return dangling;
    }

    /** Whether it has no fault at all. */
    public boolean isSound() {
        return faults.isEmpty() && dangling.isEmpty();
    }

    /**
     * Refuses a dump that cannot be used.
     *
     * @throws BrokenFileException with all its faults in file order
     */
    public void refuse(DanglingReferences policy) {
        List<Fault> all = new ArrayList<>(faults.kept());
        long total = faults.total();
        if (policy == DanglingReferences.REFUSE) {
            all.addAll(dangling.kept());
            total += dangling.total();
        }
        if (total > 0) {
            all.sort(Comparator.comparingLong(fault -> fault.at().offset()));
            throw new BrokenFileException(all.subList(0, Math.min(all.size(), Faults.KEPT)), total);
        }
    }

    /** How many elements the dump has, of whatever kind. */
    public long records() {
        return records;
    }

    /** How many records of a model there are. */
    public long count(TimetableModel model) {
        return keys.get(model).size();
    }

    /** How many Things are neither users nor below one. */
    public long structure() {
        return count(TimetableModel.THING) - users.size();
    }

    /** The highest key of a model; 0 when it has no positive key. */
    public long highest(TimetableModel model) {
        return count(model) == 0 ? 0 : Math.max(0, keys.get(model).highest());
    }

    /** Whether the dump has a record of this model and key. */
    public boolean contains(TimetableModel model, long key) {
        return keys.get(model).contains(key);
    }

    /** Whether a Thing is a user or below one. */
    public boolean isUser(long thing) {
        return users.contains(thing);
    }

    TimetableModels models() {
        return models;
    }

    boolean isRejected(TimetableModel model, long key) {
        return rejected.get(model).contains(key);
    }

    private void read(DumpFile dump, LongConsumer bytesRead) throws IOException {
        try (DjangoReader reader = dump.read(faults)) {
            reader.onLeftOut(this::noteBroken);
            while (reader.hasNext()) {
                for (DjangoRecord record : reader.next()) {
                    note(record);
                }
                bytesRead.accept(reader.bytesRead());
            }
            records = reader.recordsRead();
        }
    }

    /** Notes a record that is left out with a fault, so that references to it do not count as dangling. */
    private void noteBroken(DjangoRecord record) {
        TimetableModel model = models.model(record.model());
        long key = record.keyNumber();
        if (model != null && key == (int) key) {
            keys.get(model).add((int) key);
        }
    }

    private void note(DjangoRecord record) {
        TimetableModel model = models.model(record.model());
        if (model == null) {
            return;
        }
        if (!rules.addKey(record, keys.get(model))) {
            return;
        }
        int key = (int) record.keyNumber();
        switch (model) {
            case THING -> {
                if (rules.hasPath(record) && record.valueStartsWith("fullpath", models.userPrefix())) {
                    users.add(key);
                }
                uphill(record, model, key, "parent");
            }
            case EVENT_SOURCE -> uphill(record, model, key, "master");
            case EVENT -> {
                uphill(record, model, key, "master");
                if (!refers(record, "source", TimetableModel.EVENT_SOURCE)) {
                    rejected.get(model).add(key);
                }
            }
            case EVENT_SOURCE_TAG -> {
                mustRefer(record, "thing", TimetableModel.THING);
                mustRefer(record, "eventsource", TimetableModel.EVENT_SOURCE);
            }
            case EVENT_TAG -> {
                mustRefer(record, "thing", TimetableModel.THING);
                mustRefer(record, "event", TimetableModel.EVENT);
            }
            case THING_TAG -> {
                if (!record.valueEquals("annotation", models.grant())) {
                    mustRefer(record, "thing", TimetableModel.THING);
                    mustRefer(record, "targetthing", TimetableModel.THING);
                }
            }
            case THING_LOCK -> {}
        }
    }

    /** Notes a reference to a record of the same model. */
    private void uphill(DjangoRecord record, TimetableModel model, int key, String field) {
        long to = record.longValue(field);
        if (to == DjangoRecord.NULL || to == DjangoRecord.NO_FIELD || to == key) {
            return;
        }
        if (to != (int) to) {
            rejected.get(model).add(key);
        } else {
            uphill.get(model).put(key, (int) to);
        }
    }

    /** @return false when the value cannot be a key */
    private boolean refers(DjangoRecord record, String field, TimetableModel target) {
        long to = record.longValue(field);
        if (to == (int) to) {
            referenced.get(target).add((int) to);
            return true;
        }
        return to == DjangoRecord.NULL || to == DjangoRecord.NO_FIELD;
    }

    private void mustRefer(DjangoRecord record, String field, TimetableModel target) {
        long to = record.longValue(field);
        if (to == (int) to) {
            referenced.get(target).add((int) to);
        } else {
            unreadableReference = true;
        }
    }

    /** Derives everything that follows from what was read. */
    private void close(DumpFile dump) throws IOException {
        new Descent(uphill.get(TimetableModel.THING)).spread(key -> false, users);
        spreadRejects(TimetableModel.THING);
        spreadRejects(TimetableModel.EVENT_SOURCE);
        if (!allCarried(TimetableModel.EVENT_SOURCE)) {
            rejectEventsOfLostSeries(dump);
        }
        spreadRejects(TimetableModel.EVENT);
        uphill.clear();
        boolean sound = !unreadableReference;
        for (TimetableModel model : TimetableModel.values()) {
            sound &= allCarried(model) && rejected.get(model).size() == 0;
        }
        if (!sound) {
            reportDangling(dump);
        }
        referenced.clear();
    }

    private void spreadRejects(TimetableModel model) {
        KeySet present = keys.get(model);
        new Descent(uphill.get(model)).spread(key -> !present.contains(key), rejected.get(model));
    }

    private boolean allCarried(TimetableModel model) {
        return keys.get(model).containsAll(referenced.get(model))
                && rejected.get(model).size() == 0;
    }

    private void rejectEventsOfLostSeries(DumpFile dump) throws IOException {
        try (DjangoReader reader = dump.read(new Faults())) {
            while (reader.hasNext()) {
                for (DjangoRecord record : reader.next()) {
                    if (models.model(record.model()) == TimetableModel.EVENT) {
                        long source = record.longValue("source");
                        long key = record.keyNumber();
                        if (source == (int) source
                                && key == (int) key
                                && (!contains(TimetableModel.EVENT_SOURCE, source)
                                        || isRejected(TimetableModel.EVENT_SOURCE, source))) {
                            rejected.get(TimetableModel.EVENT).add((int) key);
                        }
                    }
                }
            }
        }
    }

    private void reportDangling(DumpFile dump) throws IOException {
        NonUserFilter filter = new NonUserFilter(this);
        try (DjangoReader reader = dump.read(new Faults())) {
            while (reader.hasNext()) {
                for (DjangoRecord record : reader.next()) {
                    Verdict verdict = filter.decide(record);
                    if (verdict instanceof Verdict.Reject reject
                            && !reject.fault().rule().equals(NonUserFilter.DEPENDS)) {
                        dangling.add(reject.fault());
                    }
                }
            }
        }
    }
}
