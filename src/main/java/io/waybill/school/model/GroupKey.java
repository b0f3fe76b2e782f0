package io.waybill.school.model;

import static java.util.Objects.requireNonNull;

/** By what a group is known: its kind and the key that its system gives it; of an automatic one, its name. */
public record GroupKey(GroupKind kind, String id) {
    public GroupKey {
        requireNonNull(kind, "kind");
        requireNonNull(id, "id");
    }
}
