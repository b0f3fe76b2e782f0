package io.waybill.timetable.dump;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoRecord;
import io.waybill.model.Notice;
import io.waybill.timetable.TimetableModel;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.dump.Verdict.Filter;
import io.waybill.timetable.dump.Verdict.Keep;
import io.waybill.timetable.dump.Verdict.Reason;
import io.waybill.timetable.dump.Verdict.Reject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides for each record of a Live dump whether it goes to Play: everything that does not belong to users, in such a
 * way that no reference dangles there. Counts its decisions; one filter serves one reading of the dump.
 */
public final class NonUserFilter {
    /** Rule of a record whose references exist, but lead to a rejected record. */
    static final String DEPENDS = "depends-on-rejected";

    private static final Map<Reason, Filter> LEFT_OUT = leftOut();

    private final DumpIndex index;
    private final TimetableModels models;
    private final Faults faults = new Faults();
    private final Map<String, ModelCount> counts = new TreeMap<>();
    private String lastModel;
    private ModelCount lastCount;

    /** Series in the calendar of some user, and series that belong to something else. */
    private final KeySet ofUsers = new KeySet();

    private final KeySet ofOthers = new KeySet();

    /** @param index of the dump whose records are judged */
    public NonUserFilter(DumpIndex index) {
        this.index = requireNonNull(index, "index");
        this.models = index.models();
    }

    /** Returns the records of a chunk that go to Play, and counts all of them. */
    public List<DjangoRecord> apply(List<DjangoRecord> chunk) {
        List<DjangoRecord> kept = new ArrayList<>(chunk.size());
        for (DjangoRecord record : chunk) {
            Verdict verdict = decide(record);
            count(record.model()).count(verdict);
            if (verdict instanceof Keep) {
                kept.add(record);
            } else if (verdict instanceof Reject) {
                faults.add(((Reject) verdict).fault());
            }
        }
        return kept;
    }

    /**
     * Returns what would go to Play if the dump were sound. For a dump that is refused, so that all its faults can be
     * found.
     */
    public List<DjangoRecord> notOfUsers(List<DjangoRecord> chunk) {
        return chunk.stream()
                .filter(record -> !(decide(record) instanceof Filter))
                .toList();
    }

    /** What was decided, per model, in the order of their names. */
    public Map<String, ModelCount> counts() {
        return counts;
    }

    /** The faults of the rejected records. */
    public Faults faults() {
        return faults;
    }

    /** What people should know although it is not rejected; complete when all records have been filtered. */
    public List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        unknown().foreign().ifPresent(notices::add);
        long orphans = ofUsers.countNotIn(ofOthers);
        if (orphans > 0) {
            notices.add(new Notice(
                    "series-of-users-only",
                    orphans + " series are only in calendars of users and belong to no module;"
                            + " they are kept, without these entries",
                    orphans));
        }
        return notices;
    }

    /** The models that are left out because nobody knows them here. */
    public UnknownModels unknown() {
        Map<String, Long> records = new TreeMap<>();
        counts.forEach((model, count) -> records.put(model, count.read()));
        return UnknownModels.of(models, records);
    }

    /** Decides what happens to one record; does not count it. */
    public Verdict decide(DjangoRecord record) {
        TimetableModel model = models.model(record.model());
        if (model == null) {
            return LEFT_OUT.get(Reason.FOREIGN_MODEL);
        }
        return switch (model) {
            case THING -> thing(record);
            case EVENT_SOURCE -> judge(record, model, mayRefer(record, "master", model));
            case EVENT -> {
                Fault fault = mayRefer(record, "source", TimetableModel.EVENT_SOURCE);
                yield judge(record, model, fault != null ? fault : mayRefer(record, "master", model));
            }
            case EVENT_SOURCE_TAG -> {
                Verdict verdict = tag(record, "eventsource", TimetableModel.EVENT_SOURCE);
                noteHolder(record, verdict);
                yield verdict;
            }
            case EVENT_TAG -> tag(record, "event", TimetableModel.EVENT);
            case THING_TAG ->
                record.valueEquals("annotation", models.grant())
                        ? LEFT_OUT.get(Reason.GRANT)
                        : tag(record, "targetthing", TimetableModel.THING);
            case THING_LOCK -> LEFT_OUT.get(Reason.LOCK);
        };
    }

    private Verdict thing(DjangoRecord record) {
        return index.isUser(record.keyNumber())
                ? LEFT_OUT.get(Reason.USER)
                : judge(record, TimetableModel.THING, mayRefer(record, "parent", TimetableModel.THING));
    }

    private Verdict tag(DjangoRecord record, String targetField, TimetableModel target) {
        boolean ofUser = index.isUser(record.longValue("thing"))
                || target == TimetableModel.THING && index.isUser(record.longValue(targetField));
        if (ofUser) {
            return LEFT_OUT.get(Reason.OF_A_USER);
        }
        Fault fault = mustRefer(record, "thing", TimetableModel.THING);
        fault = fault != null ? fault : mustRefer(record, targetField, target);
        return fault == null ? Keep.KEEP : new Reject(fault);
    }

    private void noteHolder(DjangoRecord record, Verdict verdict) {
        long series = record.longValue("eventsource");
        if (verdict instanceof Keep) {
            ofOthers.add((int) series);
        } else if (verdict instanceof Filter && series == (int) series) {
            ofUsers.add((int) series);
        }
    }

    /** Rejects a record with a fault, and one that the index rejects. */
    private Verdict judge(DjangoRecord record, TimetableModel model, Fault fault) {
        if (fault == null && !index.isRejected(model, record.keyNumber())) {
            return Keep.KEEP;
        }
        return new Reject(
                fault != null
                        ? fault
                        : new Fault(
                                record.position(),
                                record.label(),
                                null,
                                DEPENDS,
                                null,
                                "a record that refers to no rejected record",
                                null));
    }

    private Fault mustRefer(DjangoRecord record, String field, TimetableModel target) {
        long to = record.longValue(field);
        if (to == DjangoRecord.NULL || to == DjangoRecord.NO_FIELD) {
            return fault(
                    record,
                    field,
                    "reference-missing",
                    to == DjangoRecord.NULL ? "null" : "no such field",
                    "the key of a " + models.name(target),
                    "Mend or delete the record at its source.");
        }
        return mayRefer(record, field, target);
    }

    private Fault mayRefer(DjangoRecord record, String field, TimetableModel target) {
        long to = record.longValue(field);
        if (to == DjangoRecord.NULL || to == DjangoRecord.NO_FIELD) {
            return null;
        }
        if (to != (int) to) {
            return fault(
                    record,
                    field,
                    "reference-not-a-key",
                    String.valueOf(record.value(field)),
                    "the key of a " + models.name(target) + ", a whole number",
                    "Mend or delete the record at its source.");
        }
        if (!index.contains(target, to)) {
            return fault(
                    record,
                    field,
                    "dangling-reference",
                    String.valueOf(to),
                    "the key of a " + models.name(target) + " that is in the dump",
                    "Dump all tables in one go, or delete the record at its source.");
        }
        if (index.isRejected(target, to)) {
            return fault(
                    record,
                    field,
                    DEPENDS,
                    String.valueOf(to),
                    "the key of a " + models.name(target) + " that is not rejected itself",
                    "See the fault of " + models.name(target) + " " + to + ".");
        }
        return null;
    }

    private static Fault fault(
            DjangoRecord record, String field, String rule, String found, String expected, String advice) {
        return new Fault(record.position(field), record.label(), field, rule, found, expected, advice);
    }

    private ModelCount count(String model) {
        if (!model.equals(lastModel)) {
            lastModel = model;
            lastCount = counts.computeIfAbsent(model, name -> new ModelCount());
        }
        return lastCount;
    }

    private static Map<Reason, Filter> leftOut() {
        Map<Reason, Filter> all = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            all.put(reason, new Filter(reason));
        }
        return Map.copyOf(all);
    }
}
