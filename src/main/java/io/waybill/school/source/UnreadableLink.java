package io.waybill.school.source;

import io.waybill.school.model.GroupKind;

/**
 * What is known of a row that says who is in something, and that cannot be read. Whoever it may be about stays there.
 *
 * @param kind of group; null for an occurrence of an activity
 * @param key of the group or occurrence; null when it cannot be read, then it may be any
 * @param pupil key of the pupil; null when it cannot be read, then it may be anybody
 */
public record UnreadableLink(GroupKind kind, String key, String pupil) {
    public UnreadableLink {
        key = known(key);
        pupil = known(pupil);
    }

    private static String known(String key) {
        return key == null || key.isEmpty() ? null : key;
    }
}
