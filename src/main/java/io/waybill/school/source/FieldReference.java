package io.waybill.school.source;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What fields of exports refer to, by their names, which mean the same in all tables of a system. */
public enum FieldReference {
    /** Somebody of the staff. */
    STAFF(
            "Teacher",
            "TeacherId",
            "txtTeacherId",
            "txtCoverTeacher",
            "Author",
            "@TutorId",
            "StaffIdent",
            "StaffIdent2",
            "UserIdent",
            "UserIdent3",
            "UserIdent4"),
    /** A pupil. */
    PUPIL("@PupilId", "PupilId", "txtSchoolID", "PupOrigNum"),
    /** A room. */
    ROOM("RoomId", "RoomIdent", "txtLocation"),
    /** A form, which is a tutor group. */
    FORM("Form", "FormCode"),
    /** A set, which is a teaching group. */
    SET("@SetId", "Code", "GroupIdent"),
    /** A subject. */
    SUBJECT("@SubjectId", "SubIdent");

    private final Set<String> fields;

    FieldReference(String... fields) {
        this.fields = Set.of(fields);
    }

    /** What a field refers to; empty for a field that refers to nothing, or to what nobody looks for by its name. */
    public static Optional<FieldReference> of(String field) {
        for (FieldReference each : values()) {
            if (field != null && each.fields.stream().anyMatch(field::equalsIgnoreCase)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** As statements call it: {@code staff}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
