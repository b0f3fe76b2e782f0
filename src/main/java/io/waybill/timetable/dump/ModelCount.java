package io.waybill.timetable.dump;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;

/** What happened to the records of one model: {@code read = kept + filtered + rejected}. */
public final class ModelCount {
    private static final Verdict.Reason[] REASONS = Verdict.Reason.values();

    private final long[] filtered = new long[REASONS.length];
    private long kept;
    private long rejected;

    void count(Verdict verdict) {
        if (verdict instanceof Verdict.Filter) {
            filtered[((Verdict.Filter) verdict).reason().ordinal()]++;
        } else if (verdict instanceof Verdict.Reject) {
            rejected++;
        } else {
            kept++;
        }
    }

    /** How many were read. */
    public long read() {
        return kept + filtered() + rejected;
    }

    /** How many were kept. */
    public long kept() {
        return kept;
    }

    /** How many were left out on purpose. */
    public long filtered() {
        return LongStream.of(filtered).sum();
    }

    /** How many were left out for each reason. */
    public Map<Verdict.Reason, Long> filteredBy() {
        Map<Verdict.Reason, Long> by = new EnumMap<>(Verdict.Reason.class);
        for (Verdict.Reason reason : REASONS) {
            if (filtered[reason.ordinal()] > 0) {
                by.put(reason, filtered[reason.ordinal()]);
            }
        }
        return by;
    }

    /** How many were rejected. */
    public long rejected() {
        return rejected;
    }

    @Override
    public String toString() {
        return read() + " read, " + kept + " kept, " + filtered() + " left out, " + rejected + " rejected";
    }
}
