package io.waybill.timetable;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.format.django.DumpFile;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.ReferenceIndex;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a merge needs to know of the data that it merges into: things by path, the grants it has, the highest keys. */
final class MergeReference {
    /**
     * A thing of the reference.
     *
     * @param entry its key, path, full name, type and parent
     * @param data its data if it is a user, else ""
     */
    record Thing(int key, ReferenceEntry entry, String data) {}

    private record Grant(long user, long subject) {}

    private final TimetableModels models;
    private final Map<String, Thing> byPath = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final Set<Grant> grants = new HashSet<>();
    private final SubjectTree subjects = new SubjectTree();
    private final KeySet things = new KeySet();
    private final KeySet tags = new KeySet();

    private MergeReference(TimetableModels models) {
        this.models = models;
    }

    /** @throws BrokenFileException when the reference cannot be used */
    static MergeReference read(DumpFile dump, TimetableModels models) throws IOException {
        MergeReference reference = new MergeReference(models);
        Faults faults = new Faults();
        try (DjangoReader reader = dump.read(faults)) {
            while (reader.hasNext()) {
                for (DjangoRecord record : reader.next()) {
                    TimetableModel model = models.model(record.model());
                    if (model == TimetableModel.THING) {
                        reference.addThing(record, faults);
                    } else if (model == TimetableModel.THING_TAG) {
                        reference.addTag(record, faults);
                    }
                }
            }
        }
        faults.throwIfAny();
        return reference;
    }

    private void addThing(DjangoRecord record, Faults faults) {
        if (!isFirst(record, things, faults)) {
            return;
        }
        if (!record.isText("fullpath")) {
            faults.add(fault(record, "fullpath", "fullpath-not-text", "the thing's path as a string"));
            return;
        }
        int key = (int) record.keyNumber();
        long parent = record.longValue("parent");
        String path = record.text("fullpath");
        boolean user = path.startsWith(models.userPrefix());
        ReferenceEntry entry = new ReferenceEntry(
                Integer.toString(key),
                path,
                text(record, "fullname"),
                text(record, "type"),
                parent == (int) parent ? Long.toString(parent) : null);
        if (byPath.put(path, new Thing(key, entry, user ? text(record, "data") : "")) != null) {
            ambiguous.add(path);
        }
        subjects.add(key, parent, entry.type());
    }

    private void addTag(DjangoRecord record, Faults faults) {
        if (isFirst(record, tags, faults) && record.valueEquals("annotation", models.grant())) {
            grants.add(new Grant(record.longValue("thing"), record.longValue("targetthing")));
        }
    }

    private static boolean isFirst(DjangoRecord record, KeySet keys, Faults faults) {
        long key = record.keyNumber();
        if (key != (int) key) {
            faults.add(fault(record, "pk", "key-not-an-integer", "a whole number of PostgreSQL's integer range"));
            return false;
        }
        if (!keys.add((int) key)) {
            faults.add(fault(record, "pk", "duplicate-key", "each key once per model"));
            return false;
        }
        return true;
    }

    private static Fault fault(DjangoRecord record, String field, String rule, String expected) {
        boolean key = field.equals("pk");
        return new Fault(
                key ? record.position() : record.position(field),
                record.label(),
                field,
                rule,
                String.valueOf(key ? record.key() : record.value(field)),
                expected,
                "Make the reference anew with extract-non-user.");
    }

    private static String text(DjangoRecord record, String field) {
        String text = record.text(field);
        return text == null ? "" : text;
    }

    /** @return the thing with this path, or null */
    Thing thing(String path) {
        return byPath.get(path);
    }

    /** Whether several things have this path, so that it names none of them. */
    boolean isAmbiguous(String path) {
        return ambiguous.contains(path);
    }

    boolean hasGrant(long user, long subject) {
        return grants.contains(new Grant(user, subject));
    }

    boolean isSubject(int key) {
        return subjects.isSubject(key);
    }

    MergeNumbering numbering() {
        return new MergeNumbering(things.size() == 0 ? 0 : things.highest(), tags.size() == 0 ? 0 : tags.highest());
    }

    /** For suggestions: everything that a grant may be on, subjects before others. */
    ReferenceIndex candidates() {
        Collection<ReferenceEntry> entries = byPath.values().stream()
                .map(Thing::entry)
                .filter(entry -> !entry.path().startsWith(models.userPrefix()))
                .toList();
        return ReferenceIndex.of(entries, entry -> subjects.isSubject(Integer.parseInt(entry.key())));
    }
}
