package io.waybill.timetable.permission;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.format.django.DumpFile;
import io.waybill.match.ReferenceEntry;
import io.waybill.timetable.TimetableModel;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.dump.KeySet;
import io.waybill.timetable.dump.RecordRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a merge needs to know about the non-user data: its Things, its grants and its highest keys. Events and series
 * are skipped.
 */
public final class MergeReference {
    /**
     * A user of the reference.
     *
     * @param data unchanged; "" for none
     */
    record User(int key, String data) {}

    private record Held(long user, long subject) {}

    private final TimetableModels models;
    private final Map<String, ReferenceEntry> byPath = new HashMap<>();
    private final Map<String, User> users = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final Set<Held> grants = new HashSet<>();
    private final KeySet things = new KeySet();
    private final KeySet tags = new KeySet();

    private MergeReference(TimetableModels models) {
        this.models = models;
    }

    /**
     * Reads a dump, once.
     *
     * @throws BrokenFileException when it cannot be used
     */
    public static MergeReference read(DumpFile dump, TimetableModels models) throws IOException {
        MergeReference reference = new MergeReference(models);
        Faults faults = new Faults();
        RecordRules rules = new RecordRules(faults, "Make the reference again with extract-non-user.");
        try (DjangoReader reader = dump.read(faults)) {
            while (reader.hasNext()) {
                for (DjangoRecord record : reader.next()) {
                    TimetableModel model = models.model(record.model());
                    if (model == TimetableModel.THING) {
                        reference.addThing(record, rules);
                    } else if (model == TimetableModel.THING_TAG) {
                        reference.addTag(record, rules);
                    }
                }
            }
        }
        faults.throwIfAny();
        return reference;
    }

    private void addThing(DjangoRecord record, RecordRules rules) {
        if (!rules.addKey(record, things) || !rules.hasPath(record)) {
            return;
        }
        int key = (int) record.keyNumber();
        long parent = record.longValue("parent");
        String path = record.text("fullpath");
        if (path.startsWith(models.userPrefix())) {
            users.put(path, new User(key, text(record, "data")));
            return;
        }
        ReferenceEntry entry = new ReferenceEntry(
                Integer.toString(key),
                path,
                text(record, "fullname"),
                text(record, "type"),
                parent == (int) parent ? Long.toString(parent) : null);
        if (byPath.put(path, entry) != null) {
            ambiguous.add(path);
        }
    }

    private void addTag(DjangoRecord record, RecordRules rules) {
        if (rules.addKey(record, tags) && record.valueEquals("annotation", models.grant())) {
            grants.add(new Held(record.longValue("thing"), record.longValue("targetthing")));
        }
    }

    private static String text(DjangoRecord record, String field) {
        String text = record.text(field);
        return text == null ? "" : text;
    }

    /**
     * The Things that permissions may refer to: all that are not users, except those that share their path with others.
     */
    public Collection<ReferenceEntry> things() {
        List<ReferenceEntry> named = new ArrayList<>(byPath.values());
        named.removeIf(entry -> ambiguous.contains(entry.path()));
        return named;
    }

    /** How many paths belong to several Things, so that they identify none of them. */
    public long ambiguousPaths() {
        return ambiguous.size();
    }

    /** @return the user with this path, or null */
    User user(String path) {
        return users.get(path);
    }

    /** @return key of the Thing above all users, or null when there is none */
    Long userRoot() {
        ReferenceEntry root = byPath.get(models.userRoot());
        return root == null ? null : Long.valueOf(root.key());
    }

    boolean hasGrant(long user, long subject) {
        return grants.contains(new Held(user, subject));
    }

    MergeNumbering numbering() {
        return new MergeNumbering(things.size() == 0 ? 0 : things.highest(), tags.size() == 0 ? 0 : tags.highest());
    }
}
