package io.waybill.school.schoolbase;

import io.waybill.school.source.SourceValues;
import java.util.Set;

/**
 * The keys that the calendar has of people and rooms, for tables that come without those of people and rooms.
 *
 * @param staff of staff members
 * @param pupils of pupils
 * @param rooms of rooms
 */
public record SchoolBaseKeys(Set<String> staff, Set<String> pupils, Set<String> rooms) implements SchoolBaseReferences {
    public SchoolBaseKeys {
        staff = Set.copyOf(staff);
        pupils = Set.copyOf(pupils);
        rooms = Set.copyOf(rooms);
    }

    @Override
    public String staff(SourceValues values, String field) {
        return known(values, field, values.key(field), staff, "a staff member");
    }

    @Override
    public String pupil(SourceValues values, String field) {
        return known(values, field, values.requiredKey(field), pupils, "a pupil");
    }

    @Override
    public String room(SourceValues values, String field) {
        return known(values, field, values.key(field), rooms, "a room");
    }

    private static String known(SourceValues values, String field, String key, Set<String> keys, String what) {
        return key == null || key.isEmpty()
                ? null
                : values.reference(
                        field,
                        key,
                        keys::contains,
                        "the number of " + what + " that the calendar knows",
                        "Drop a whole export first if it is a new one.");
    }
}
