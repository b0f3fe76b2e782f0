package io.waybill.lino.migration.rule;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.lino.record.Translations;

/**
 * How much the rules of a migration may remember of other rows. Everything else is streamed; a rule that would remember more than this is
 * refused rather than that the program runs out of memory.
 */
public final class IndexMemory {
    /** Bytes of an entry beside its texts: two objects and their place in a map. */
    private static final int ENTRY = 120;

    private final long limit;
    private long used;

    /** @param limit bytes, above 0 */
    public IndexMemory(long limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("limit");
        }
        this.limit = limit;
    }

    /**
     * Notes an entry.
     *
     * @param file of the rule, for the refusal
     * @param values of the entry
     * @throws BrokenFileException when that is too much
     */
    void remember(String file, Object... values) {
        used += ENTRY;
        for (Object value : values) {
            used += size(value);
        }
        if (used > limit) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(file),
                    "too-many-rows-to-remember",
                    "rules that remember more than " + limit / (1024 * 1024) + " MB of other rows",
                    "less",
                    "Let a rule concern fewer rows (where:), or give the program more memory and raise the limit."));
        }
    }

    private static long size(Object value) {
        if (value instanceof String text) {
            return 2L * text.length();
        }
        if (value instanceof Translations translations) {
            return translations.texts().values().stream()
                    .mapToLong(text -> ENTRY + size(text))
                    .sum();
        }
        return Long.BYTES;
    }
}
