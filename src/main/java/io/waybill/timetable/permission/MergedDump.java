package io.waybill.timetable.permission;

import static java.util.Objects.requireNonNull;

import io.waybill.format.django.DjangoWriter;
import io.waybill.format.django.RecordText;
import io.waybill.timetable.PathId;
import io.waybill.timetable.TimetableModel;
import io.waybill.timetable.TimetableModels;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes grants as a dump to be loaded together with the non-user data: the users that have them, then the grants.
 * Users of the reference keep their row and key; new rows get keys that are not in use.
 */
public final class MergedDump {
    /**
     * What was written.
     *
     * @param newUsers number of users created
     * @param newGrants number of grants created
     * @param existingGrants number of grants that the reference already has
     * @param rootMade whether the Thing above all users had to be created
     * @param dataKept number of users of the reference that keep their data although the file has different data for
     *     them
     */
    public record Written(long newUsers, long newGrants, long existingGrants, boolean rootMade, long dataKept) {}

    private static final String USER_TYPE = "user";
    private static final String USER_FULLNAME = "A Users Calendar";
    private static final String ROOT_TYPE = "undefined";
    private static final String ROOT_FULLNAME = "User";

    private final MergeReference reference;
    private final TimetableModels models;

    /** @param reference what the grants were matched against */
    public MergedDump(MergeReference reference, TimetableModels models) {
        this.reference = requireNonNull(reference, "reference");
        this.models = requireNonNull(models, "models");
    }

    /**
     * Writes the dump.
     *
     * @param grants each user and subject once
     * @param out not closed
     * @throws IllegalStateException when PostgreSQL's integers are used up; what was written by then is useless
     */
    public Written write(List<Grant> grants, OutputStream out) throws IOException {
        MergeNumbering numbering = reference.numbering();
        DjangoWriter writer = new DjangoWriter(out);
        Map<String, Long> keys = new LinkedHashMap<>();
        Long root = reference.userRoot();
        boolean rootMade = false;
        long made = 0;
        long dataKept = 0;
        for (Grant grant : grants) {
            String path = grant.userPath();
            if (keys.containsKey(path)) {
                continue;
            }
            String data = grant.data() == null ? "" : grant.data();
            MergeReference.User existing = reference.user(path);
            if (existing != null) {
                keys.put(path, (long) existing.key());
                dataKept += data.isEmpty() || data.equals(existing.data()) ? 0 : 1;
                continue;
            }
            if (root == null) {
                root = numbering.nextThing();
                rootMade = true;
                writer.write(thing(root, models.userRoot(), null, ROOT_TYPE, ROOT_FULLNAME, ""));
            }
            long key = numbering.nextThing();
            keys.put(path, key);
            made++;
            writer.write(thing(key, path, root, USER_TYPE, USER_FULLNAME, data));
        }
        long existingGrants = 0;
        for (Grant grant : grants) {
            long user = keys.get(grant.userPath());
            long subject = Long.parseLong(grant.subjectKey());
            if (reference.hasGrant(user, subject)) {
                existingGrants++;
            } else {
                writer.write(grant(numbering.nextTag(), user, subject));
            }
        }
        writer.finish();
        return new Written(made, grants.size() - existingGrants, existingGrants, rootMade, dataKept);
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

    private byte[] grant(long key, long user, long subject) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("thing", user);
        fields.put("targetthing", subject);
        fields.put("annotation", models.grant());
        return RecordText.of(models.name(TimetableModel.THING_TAG), key, fields);
    }
}
