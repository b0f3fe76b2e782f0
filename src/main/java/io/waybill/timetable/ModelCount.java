package io.waybill.timetable;

import java.util.EnumMap;
import java.util.Map;

/** What became of the records of one model: {@code read = kept + filtered + rejected}. */
public final class ModelCount {
    private final Map<Decision.Reason, Long> filtered = new EnumMap<>(Decision.Reason.class);
    private long kept;
    private long rejected;

    void count(Decision decision) {
        if (decision instanceof Decision.Filter) {
            filtered.merge(((Decision.Filter) decision).reason(), 1L, Long::sum);
        } else if (decision instanceof Decision.Reject) {
            rejected++;
        } else {
            kept++;
        }
    }

    public long read() {
        return kept + filtered() + rejected;
    }

    public long kept() {
        return kept;
    }

    public long filtered() {
        return filtered.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many were left out for each reason. */
    public Map<Decision.Reason, Long> filteredBy() {
        return Map.copyOf(filtered);
    }

    public long rejected() {
        return rejected;
    }

    @Override
    public String toString() {
        return read() + " read, " + kept + " kept, " + filtered() + " left out, " + rejected + " rejected";
    }
}
