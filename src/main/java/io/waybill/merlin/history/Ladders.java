package io.waybill.merlin.history;

import io.waybill.merlin.value.MatchingKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All ladders, by code. */
public final class Ladders {
    private final Map<String, Ladder> byCode = new HashMap<>();
    private final Map<String, List<Ladder>> byKey = new HashMap<>();

    public Ladders(Collection<Ladder> ladders) {
        for (Ladder ladder : ladders) {
            byCode.put(ladder.code(), ladder);
            byKey.computeIfAbsent(MatchingKey.of(ladder.code()), key -> new ArrayList<>())
                    .add(ladder);
        }
    }

    /** The ladder with exactly this code, otherwise the only one with the code in another spelling; empty when there is none. */
    public Optional<Ladder> find(String code) {
        Ladder exact = byCode.get(code);
        if (exact != null) {
            return Optional.of(exact);
        }
        List<Ladder> alike = byKey.getOrDefault(MatchingKey.of(code), List.of());
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /** The codes of all ladders, for candidates. */
    public Collection<String> codes() {
        return byCode.keySet();
    }
}
