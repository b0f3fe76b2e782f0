package io.waybill.timetable.permission;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.django.CodePointOrder;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.format.django.DumpFile;
import io.waybill.match.ReferenceEntry;
import io.waybill.timetable.SubjectRule;
import io.waybill.timetable.TimetableModel;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.dump.KeySet;
import io.waybill.timetable.dump.RecordRules;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a list of who may edit what from a Play dump: subject path, user path and the user's data, sorted. Reads the
 * dump twice, and keeps in memory the grants, the Things they refer to, and a small entry for each other Thing that is
 * not a user.
 */
public final class ExtractPermissions {
    private final TimetableModels models;

    public ExtractPermissions(TimetableModels models) {
        this.models = requireNonNull(models, "models");
    }

    /**
     * Writes the grants as CSV, without a header.
     *
     * @param out not closed
     * @throws BrokenFileException when the dump cannot be used; nothing has been written then
     */
    public PermissionsReport run(DumpFile dump, OutputStream out) throws IOException {
        return new Run(dump).into(out);
    }

    private record Held(Position at, String label, long user, long subject) {}

    private record Thing(String fullpath, String data) {}

    private record Row(String subject, String user, String data) {}

    /** One reading of one dump. */
    private final class Run {
        private final DumpFile dump;
        private final Faults faults = new Faults();
        private final RecordRules rules = new RecordRules(faults, "Mend the record at its source and dump again.");
        private final Faults rejects = new Faults();
        private final Faults warnings = new Faults();
        private final List<ReferenceEntry> structure = new ArrayList<>();
        private final List<Held> grants = new ArrayList<>();
        private final Map<Long, Thing> wanted = new HashMap<>();

        Run(DumpFile dump) {
            this.dump = dump;
        }

        PermissionsReport into(OutputStream out) throws IOException {
            readGrants();
            faults.throwIfAny();
            readThings();
            List<Row> rows = rows();
            rows.sort(Comparator.comparing(Row::subject, CodePointOrder.INSTANCE)
                    .thenComparing(Row::user, CodePointOrder.INSTANCE));
            OutputStream buffered = new BufferedOutputStream(out);
            PermissionsCsv csv = new PermissionsCsv(buffered);
            Set<String> users = new HashSet<>();
            long duplicates = 0;
            Row last = null;
            for (Row row : rows) {
                if (last != null
                        && row.subject().equals(last.subject())
                        && row.user().equals(last.user())) {
                    duplicates++;
                    continue;
                }
                csv.row(List.of(row.subject(), row.user(), row.data()));
                users.add(row.user());
                last = row;
            }
            buffered.flush();
            return new PermissionsReport(
                    grants.size(), rows.size() - duplicates, users.size(), duplicates, rejects, warnings);
        }

        private void readGrants() throws IOException {
            KeySet things = new KeySet();
            KeySet tags = new KeySet();
            try (DjangoReader reader = dump.read(faults)) {
                while (reader.hasNext()) {
                    for (DjangoRecord record : reader.next()) {
                        TimetableModel model = models.model(record.model());
                        if (model == TimetableModel.THING) {
                            if (rules.addKey(record, things)) {
                                addThing(record);
                            }
                        } else if (model == TimetableModel.THING_TAG && rules.addKey(record, tags)) {
                            addGrant(record);
                        }
                    }
                }
            }
        }

        private void addThing(DjangoRecord record) {
            if (rules.hasPath(record) && !record.valueStartsWith("fullpath", models.userPrefix())) {
                structure.add(entry(record));
            }
        }

        /** An entry without path and full name, which are not needed here. */
        private static ReferenceEntry entry(DjangoRecord record) {
            long parent = record.longValue("parent");
            String type = record.text("type");
            return new ReferenceEntry(
                    Long.toString(record.keyNumber()),
                    "",
                    "",
                    type == null ? "" : type,
                    parent == (int) parent ? Long.toString(parent) : null);
        }

        private void addGrant(DjangoRecord record) {
            if (record.valueEquals("annotation", models.grant())) {
                long user = record.longValue("thing");
                long subject = record.longValue("targetthing");
                grants.add(new Held(record.position(), record.label(), user, subject));
                wanted.put(user, null);
                wanted.put(subject, null);
            }
        }

        private void readThings() throws IOException {
            try (DjangoReader reader = dump.read(new Faults())) {
                while (reader.hasNext()) {
                    for (DjangoRecord record : reader.next()) {
                        if (models.model(record.model()) == TimetableModel.THING
                                && wanted.containsKey(record.keyNumber())) {
                            String data = record.text("data");
                            wanted.put(
                                    record.keyNumber(), new Thing(record.text("fullpath"), data == null ? "" : data));
                        }
                    }
                }
            }
        }

        private List<Row> rows() {
            SubjectRule rule = new SubjectRule(structure, models.subjects());
            List<Row> rows = new ArrayList<>();
            for (Held grant : grants) {
                Thing user = wanted.get(grant.user());
                Thing subject = wanted.get(grant.subject());
                if (user == null || subject == null) {
                    rejects.add(dangling(grant, user == null ? "thing" : "targetthing"));
                } else if (!user.fullpath().startsWith(models.userPrefix())) {
                    rejects.add(new Fault(
                            grant.at(),
                            grant.label(),
                            "thing",
                            "holder-not-a-user",
                            user.fullpath(),
                            "a user, a path that starts with " + models.userPrefix(),
                            "Delete the grant at its source, or give it to a user."));
                } else {
                    if (!rule.isSubject(Long.toString(grant.subject()))) {
                        warnings.add(new Fault(
                                grant.at(),
                                grant.label(),
                                "targetthing",
                                "not-a-subject",
                                subject.fullpath(),
                                "a subject: a part without nested subjects, or a nested subject",
                                "The grant is kept; the application shows grants on subjects only."));
                    }
                    rows.add(new Row(subject.fullpath(), user.fullpath(), user.data()));
                }
            }
            return rows;
        }

        private Fault dangling(Held grant, String field) {
            long key = field.equals("thing") ? grant.user() : grant.subject();
            return new Fault(
                    grant.at(),
                    grant.label(),
                    field,
                    "dangling-reference",
                    key == DjangoRecord.NULL || key == DjangoRecord.NO_FIELD
                            ? "no reference"
                            : key == DjangoRecord.NOT_A_NUMBER ? "a value that is not a key" : String.valueOf(key),
                    "the key of a " + models.name(TimetableModel.THING) + " that is in the dump",
                    "Dump all tables in one go, or delete the grant at its source.");
        }
    }
}
