package io.waybill.reject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The open rejects of one kind, by their key cells and by their ids. */
final class OpenProblems {
    private final Map<List<String>, Problem> byKey = new HashMap<>();
    private final Map<Long, Problem> byId = new HashMap<>();

    /**
     * An open reject.
     *
     * @param key the cells that identify the row
     * @param said the cells of the row that are filled in, see {@link RejectedRow#said}
     */
    record Problem(long id, long waybill, List<String> key, List<String> said) {}

    /** Adds one; a later one with the same key replaces an earlier one. */
    void add(Problem problem) {
        Problem earlier = byKey.put(problem.key, problem);
        if (earlier != null) {
            byId.remove(earlier.id);
        }
        byId.put(problem.id, problem);
    }

    /** Removes one that is closed. */
    void remove(Problem problem) {
        byKey.remove(problem.key);
        byId.remove(problem.id);
    }

    /** The keys of all of them. */
    Set<List<String>> keys() {
        return byKey.keySet();
    }

    /**
     * The open problems that a row belongs to: by its key, and by the id of its reject. They differ when the key was changed.
     *
     * @param key the cells that identify the row, as stored
     * @param returned the id of the reject that the row came back as; null for none
     */
    List<Problem> of(List<String> key, Long returned) {
        List<Problem> known = new ArrayList<>(2);
        Problem ofKey = byKey.get(key);
        Problem ofId = returned == null ? null : byId.get(returned);
        if (ofKey != null) {
            known.add(ofKey);
        }
        if (ofId != null && ofId != ofKey) {
            known.add(ofId);
        }
        return known;
    }
}
