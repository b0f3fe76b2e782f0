package io.waybill.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;

/** The most memory of the heap that was in use since this was made. */
final class PeakHeap {
    private static final double MEGABYTE = 1024 * 1024;

    PeakHeap() {
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** As people read it; the peaks of all parts of the heap together, so never less than it was. */
    String sentence() {
        double peak = pools().stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return String.format(Locale.ROOT, "heap at most %.0f MB", peak / MEGABYTE);
    }
}
