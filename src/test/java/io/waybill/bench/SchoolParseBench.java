package io.waybill.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.waybill.format.Fault;
import io.waybill.model.Notice;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.isams.IsamsAdapter;
import io.waybill.school.isams.IsamsExport;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.sample.SamplePolicy;
import io.waybill.school.source.Extract;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;

/**
 * How fast an export of iSAMS becomes the records of the model, for an invented school of full size and one ten times as large, beside Java's
 * own parser going through the same document once and keeping nothing.
 */
final class SchoolParseBench {
    private static final int WARM_UP = 10;
    private static final double BYTES_OF_MB = 1e6;
    private static final int LARGER = 10;

    /** The names of the pools that are part of the heap. */
    private static final Set<String> HEAP = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());

    private SchoolParseBench() {}

    static void run(Path folder, int rounds, Results results) throws Exception {
        run(Files.createDirectories(folder.resolve("school")), SchoolSize.FULL, rounds, results);
        run(Files.createDirectories(folder.resolve("larger")), SchoolSize.FULL.times(LARGER), rounds, results);
    }

    private static void run(Path folder, SchoolSize size, int rounds, Results results) throws Exception {
        new InventedSchool(size).writeIsams(folder);
        Map<String, Path> tables = new HashMap<>();
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
                tables.put(file.getFileName().toString(), file);
            }
        }
        IsamsExport export = new IsamsExport(tables.remove("data.xml"), "data.xml", tables);
        Times parser = new Times();
        Times adapter = new Times();
        long records = 0;
        Kept kept = new Kept();
        for (int round = -WARM_UP; round < rounds; round++) {
            parser.measure(() -> parse(export.data()));
            records = adapter.measure(() -> read(export));
            if (round < 0) {
                parser.forget();
                adapter.forget();
                kept.most.set(0);
            }
        }
        kept.stop();
        String school = String.format(Locale.ROOT, "%,d pupils, %.1f MB", size.pupils(), bytes / BYTES_OF_MB);
        results.add("Java's own parser, once through data.xml of " + school, parser);
        results.add(
                String.format(Locale.ROOT, "the same and its tables, read into %,d records", records),
                Results.milliseconds(adapter),
                String.format(
                        Locale.ROOT,
                        "%.0f MB/s, at most %.0f MB in use after a collection",
                        bytes / BYTES_OF_MB / adapter.median() * 1_000,
                        kept.most.get() / BYTES_OF_MB));
    }

    private static int parse(Path file) throws Exception {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        int events = 0;
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                reader.next();
                events++;
            }
        }
        return events;
    }

    private static long read(IsamsExport export) throws IOException {
        Counting counting = new Counting();
        new IsamsAdapter(SamplePolicy.ORDINAL, SamplePolicy.WHOLE_YEAR, null).read(export, counting);
        return counting.records;
    }

    /** The most memory that was in use after any collection of garbage: what is really kept, and a little that is not. */
    private static final class Kept {
        private final AtomicLong most = new AtomicLong();
        private final NotificationListener listener = (notification, handback) -> most.accumulateAndGet(
                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                        .getGcInfo()
                        .getMemoryUsageAfterGc()
                        .entrySet()
                        .stream()
                        .filter(pool -> HEAP.contains(pool.getKey()))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum(),
                Math::max);

        Kept() {
            for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
            }
        }

        void stop() throws ListenerNotFoundException {
            for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                ((NotificationEmitter) collector).removeNotificationListener(listener);
            }
        }
    }

    /** Keeps nothing. */
    private static final class Counting implements Extract {
        private long records;

        @Override
        public void record(SchoolRecord record) {
            records++;
        }

        @Override
        public void rejected(Area area, String key, Fault fault) {
            throw new IllegalStateException(fault.sentence());
        }

        @Override
        public void rejectedWith(Area area, String key, Fault fault) {
            throw new IllegalStateException(fault.sentence());
        }

        @Override
        public void rejectedLink(Area area, Fault fault) {
            throw new IllegalStateException(fault.sentence());
        }

        @Override
        public void notice(Notice notice) {
            // The report is not measured.
        }

        @Override
        public void area(Area area, AreaState state) {
            // What becomes of the areas is not measured.
        }
    }
}
