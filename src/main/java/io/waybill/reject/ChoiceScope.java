package io.waybill.reject;

import java.util.List;

/**
 * Open rejects of one cause that a choice is for.
 *
 * @param reject id of one of them
 * @param waybill restricts it to the rejects of one waybill; null for all
 * @param only restricts it to these ids; null for all
 */
public record ChoiceScope(long reject, Long waybill, List<Long> only) {
    public ChoiceScope {
        only = only == null ? null : List.copyOf(only);
    }

    /** One reject alone. */
    public static ChoiceScope of(long reject) {
        return new ChoiceScope(reject, null, List.of(reject));
    }
}
