package io.waybill.match;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Earlier decisions about rows of one kind, by the cells that identify a row. */
public final class Decisions {
    /** No decisions. */
    public static final Decisions NONE = new Decisions(Map.of());

    private final Map<List<String>, String> answers;

    private Decisions(Map<List<String>, String> answers) {
        this.answers = answers;
    }

    /** These decisions; when several are about the same row, the last one is used. */
    public static Decisions of(Collection<Decision> decisions) {
        Map<List<String>, String> answers = new HashMap<>();
        decisions.forEach(decision -> answers.put(decision.keyCells(), decision.answer()));
        return new Decisions(answers);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return answers.isEmpty();
    }

    /** The earlier answer about a row with these key cells: a value or {@link Decision#DROP}. */
    public Optional<String> answer(List<String> keyCells) {
        return Optional.ofNullable(answers.get(keyCells));
    }
}
