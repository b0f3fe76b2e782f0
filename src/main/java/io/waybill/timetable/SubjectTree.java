package io.waybill.timetable;

import java.util.Locale;
import java.util.Set;

/**
 * Knows which things are subjects, that is, what the application lets its operators grant on: a part under a tripos that has
 * no nested subject below it, or a nested subject of a part under a tripos.
 */
final class SubjectTree {
    private static final Set<String> NESTED_TYPES = Set.of("subject", "experimental", "option");
    private static final int OTHER = 0;
    private static final int TRIPOS = 1;
    private static final int PART = 2;
    private static final int NESTED = 3;

    private final KeyMap kinds = new KeyMap();
    private final KeyMap parents = new KeyMap();
    private final KeySet withNested = new KeySet();

    /** @param parent key of the thing above, or anything that is no key, @param type null when not known */
    void add(int key, long parent, String type) {
        int kind = kind(type == null ? "" : type.toLowerCase(Locale.ROOT));
        if (kind != OTHER) {
            kinds.put(key, kind);
        }
        if (parent == (int) parent) {
            parents.put(key, (int) parent);
            if (kind == NESTED) {
                withNested.add((int) parent);
            }
        }
    }

    boolean isSubject(int key) {
        return switch (kinds.get(key, OTHER)) {
            case PART -> aboveIs(key, TRIPOS) && !withNested.contains(key);
            case NESTED -> aboveIs(key, PART) && aboveIs(parents.get(key, key), TRIPOS);
            default -> false;
        };
    }

    private boolean aboveIs(int key, int kind) {
        return parents.contains(key) && kinds.get(parents.get(key, key), OTHER) == kind;
    }

    private static int kind(String type) {
        if (NESTED_TYPES.contains(type)) {
            return NESTED;
        }
        return switch (type) {
            case "tripos" -> TRIPOS;
            case "part" -> PART;
            default -> OTHER;
        };
    }
}
