package io.waybill.timetable;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.django.CodePointOrder;
import io.waybill.format.django.DjangoWriter;
import io.waybill.format.django.DumpFile;
import io.waybill.format.django.RecordText;
import io.waybill.match.ReferenceIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes of a permissions file the users and grants that are to be loaded beside the non-user data: users that the reference
 * has keep their row and key, new ones get keys that collide with nothing, and what cannot be matched is told.
 */
public final class MergePermissions {
    private static final int CANDIDATES = 3;
    private static final int LONGEST_NAME = 32;

    private final TimetableModels models;

    public MergePermissions(TimetableModels models) {
        this.models = requireNonNull(models, "models");
    }

    /**
     * Merges one file.
     *
     * @param reference the non-user data, as {@link ExtractNonUser} writes it
     * @param csv rows of subject path, user path and user data
     * @param csvName its name as its owner knows it, for messages
     * @param out gets a dump; not closed
     * @throws BrokenFileException when one of the files cannot be used; nothing has been written then
     */
    public MergeReport run(DumpFile reference, InputStream csv, String csvName, OutputStream out) throws IOException {
        Run run = new Run(MergeReference.read(reference, models), csvName);
        List<MergeRow> rows = new MergeRows(csvName).read(csv, run.rejects);
        rows.forEach(run::accept);
        return run.write(out, rows.size());
    }

    /** A user of the file. */
    private static final class User {
        private final String path;
        private final MergeReference.Thing existing;
        private final Set<MergeReference.Thing> subjects = new LinkedHashSet<>();
        private String data = "";
        private long dataLine;
        private long key;

        User(String path, MergeReference.Thing existing) {
            this.path = path;
            this.existing = existing;
            this.key = existing == null ? 0 : existing.key();
        }
    }

    private record Grant(User user, MergeReference.Thing subject) {}

    /** One merge. */
    private final class Run {
        private final MergeReference reference;
        private final String file;
        private final Faults rejects = new Faults();
        private final Faults warnings = new Faults();
        private final Map<String, User> users = new LinkedHashMap<>();
        private final List<Grant> grants = new ArrayList<>();
        private final Map<String, List<MergeReport.Holder>> unmatched = new TreeMap<>(CodePointOrder.INSTANCE);
        private long existingGrants;
        private long duplicates;

        Run(MergeReference reference, String file) {
            this.reference = reference;
            this.file = file;
        }

        void accept(MergeRow row) {
            String wrong = wrongUser(row.user());
            if (wrong != null) {
                reject(row, "user", "user-path", row.user(), wrong, "Mend the row and merge again.");
                return;
            }
            if (reference.isAmbiguous(row.subject())) {
                reject(
                        row,
                        "subject",
                        "ambiguous-path",
                        row.subject(),
                        "a path that one thing only has",
                        "Several things of the reference have it; mend them at their source.");
                return;
            }
            User user = users.computeIfAbsent(row.user(), path -> new User(path, reference.thing(path)));
            takeData(user, row);
            MergeReference.Thing subject = reference.thing(row.subject());
            if (subject == null) {
                List<MergeReport.Holder> holders = unmatched.computeIfAbsent(row.subject(), path -> new ArrayList<>());
                holders.add(new MergeReport.Holder(row.user(), row.line()));
                return;
            }
            if (!user.subjects.add(subject)) {
                duplicates++;
            } else if (user.existing != null && reference.hasGrant(user.existing.key(), subject.key())) {
                existingGrants++;
            } else {
                if (!reference.isSubject(subject.key())) {
                    warnings.add(fault(
                            row,
                            "subject",
                            "not-a-subject",
                            row.subject(),
                            "a subject: a part without nested subjects, or a nested subject",
                            "The grant is made; the application shows grants on subjects only."));
                }
                grants.add(new Grant(user, subject));
            }
        }

        /** @return what is expected instead, or null when the path is a user's */
        private String wrongUser(String path) {
            String prefix = models.userPrefix();
            String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
            if (name.isBlank() || name.indexOf('/') >= 0 || !name.equals(name.strip())) {
                return prefix + "<name>";
            }
            return name.codePointCount(0, name.length()) > LONGEST_NAME
                    ? "a name of at most " + LONGEST_NAME + " characters"
                    : null;
        }

        /** An empty cell says nothing; of two that differ the first stays. */
        private void takeData(User user, MergeRow row) {
            if (row.data().isEmpty()) {
                return;
            }
            if (user.dataLine == 0) {
                user.data = row.data();
                user.dataLine = row.line();
                if (user.existing != null && !user.existing.data().equals(user.data)) {
                    reject(
                            row,
                            "data",
                            "conflicting-user-data",
                            "data that differ from the reference's",
                            "the same data, or an empty cell",
                            "The user keeps the data that the reference has.");
                }
            } else if (!user.data.equals(row.data())) {
                reject(
                        row,
                        "data",
                        "conflicting-user-data",
                        "data that differ from those of line " + user.dataLine,
                        "the same data in each row of a user, or an empty cell",
                        "The data of line " + user.dataLine + " are taken; make the rows agree.");
            }
        }

        private void reject(
                MergeRow row, String field, String rule, String found, String expected, String advice) {
            rejects.add(fault(row, field, rule, found, expected, advice));
        }

        private Fault fault(
                MergeRow row, String field, String rule, String found, String expected, String advice) {
            return new Fault(Position.ofLine(file, row.line()), null, field, rule, found, expected, advice);
        }

        MergeReport write(OutputStream out, long rows) throws IOException {
            MergeNumbering numbering = reference.numbering();
            List<User> made = new ArrayList<>();
            List<String> without = new ArrayList<>();
            for (User user : users.values()) {
                if (user.subjects.isEmpty()) {
                    without.add(user.path);
                } else if (user.existing == null) {
                    made.add(user);
                }
            }
            DjangoWriter writer = new DjangoWriter(out);
            MergeReference.Thing root = reference.thing(models.userRoot());
            boolean rootMade = root == null && !made.isEmpty();
            long rootKey = root != null ? root.key() : rootMade ? numbering.nextThing() : 0;
            if (rootMade) {
                writer.write(thing(rootKey, models.userRoot(), null, "undefined", "User", ""));
            }
            for (User user : made) {
                user.key = numbering.nextThing();
                writer.write(thing(user.key, user.path, rootKey, "user", "A Users Calendar", user.data));
            }
            for (Grant grant : grants) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("thing", grant.user().key);
                fields.put("targetthing", grant.subject().key());
                fields.put("annotation", models.grant());
                writer.write(RecordText.of(models.name(TimetableModel.THING_TAG), numbering.nextTag(), fields));
            }
            writer.finish();
            return new MergeReport(
                    rows,
                    made.size(),
                    grants.size(),
                    existingGrants,
                    duplicates,
                    rootMade,
                    unmatched(),
                    without,
                    rejects,
                    warnings);
        }

        private byte[] thing(long key, String path, Long parent, String type, String fullname, String data) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", path.substring(path.lastIndexOf('/') + 1));
            fields.put("parent", parent);
            fields.put("data", data);
            fields.put("pathid", PathId.of(path));
            fields.put("fullpath", path);
            fields.put("type", type);
            fields.put("fullname", fullname);
            return RecordText.of(models.name(TimetableModel.THING), key, fields);
        }

        private List<MergeReport.Unmatched> unmatched() {
            List<MergeReport.Unmatched> all = new ArrayList<>();
            if (!unmatched.isEmpty()) {
                ReferenceIndex index = reference.candidates();
                unmatched.forEach((subject, holders) -> all.add(new MergeReport.Unmatched(
                        subject, List.copyOf(holders), index.candidates(subject, null, CANDIDATES))));
            }
            return all;
        }
    }
}
