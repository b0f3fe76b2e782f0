package io.waybill.timetable;

import io.waybill.match.ReferenceEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Decides which Things are subjects, on which the application grants permissions: a part below a tripos if it has no
 * nested subject, otherwise the subjects nested in it.
 */
public final class SubjectRule {
    private final SubjectTypes types;
    private final Set<String> subjects = new HashSet<>();

    /**
     * @param things all Things of the reference
     * @param types which types make a subject
     */
    public SubjectRule(Collection<ReferenceEntry> things, SubjectTypes types) {
        this.types = types;
        Map<String, ReferenceEntry> byKey = new HashMap<>();
        things.forEach(thing -> byKey.put(thing.key(), thing));
        Set<String> divided = new HashSet<>();
        for (ReferenceEntry thing : things) {
            ReferenceEntry part = above(byKey, thing);
            if (types.nested().contains(type(thing)) && isPart(byKey, part)) {
                subjects.add(thing.key());
                divided.add(part.key());
            }
        }
        for (ReferenceEntry thing : things) {
            if (isPart(byKey, thing) && !divided.contains(thing.key())) {
                subjects.add(thing.key());
            }
        }
    }

    /** Whether this Thing is a subject. */
    public boolean isSubject(ReferenceEntry thing) {
        return isSubject(thing.key());
    }

    /** Whether the Thing of this key is a subject. */
    public boolean isSubject(String key) {
        return subjects.contains(key);
    }

    private boolean isPart(Map<String, ReferenceEntry> byKey, ReferenceEntry thing) {
        if (thing == null || !types.part().contains(type(thing))) {
            return false;
        }
        ReferenceEntry tripos = above(byKey, thing);
        return tripos != null && types.tripos().contains(type(tripos));
    }

    private static ReferenceEntry above(Map<String, ReferenceEntry> byKey, ReferenceEntry thing) {
        return thing.parentKey() == null ? null : byKey.get(thing.parentKey());
    }

    /** In lower case, because installations that were never migrated have types in capitals. */
    private static String type(ReferenceEntry thing) {
        return thing.type().toLowerCase(Locale.ROOT);
    }
}
