package io.waybill.timetable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.django.DumpFile;
import io.waybill.timetable.dump.DanglingReferences;
import io.waybill.timetable.dump.DumpIndex;
import io.waybill.timetable.dump.ExtractNonUser;
import io.waybill.timetable.dump.ModelCount;
import io.waybill.timetable.dump.NonUserReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Dumps at random, many of whose references lead nowhere or to users. */
class AnyOrderPropertyTest {
    @Property(tries = 150)
    void anyOrderOfRecordsGivesTheSameResult(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size)
            throws IOException {
        List<String> records = random(new Random(seed), size);
        Set<String> kept = kept(records);
        Collections.shuffle(records, new Random(seed + 1));

        assertThat(kept(records)).isEqualTo(kept);
    }

    @Property(tries = 150)
    void nothingThatGoesRefersToSomethingThatDoesNot(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size)
            throws IOException {
        List<String> records = random(new Random(seed), size);
        Set<String> once = kept(records);

        // a second pass over the result would reject what dangles
        assertThat(kept(new ArrayList<>(once))).isEqualTo(once);
        try (DumpFile dump = TestDump.file(TestDump.text(new ArrayList<>(once)))) {
            DumpIndex index = DumpIndex.build(dump, TimetableModels.standard());
            assertThat(index.dangling().total()).isZero();
            assertThat(index.faults().total()).isZero();
        }
    }

    private static Set<String> kept(List<String> records) throws IOException {
        try (DumpFile dump = TestDump.file(TestDump.text(records))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            NonUserReport report =
                    new ExtractNonUser(TimetableModels.standard()).run(dump, out, DanglingReferences.LEAVE_OUT);
            List<String> written = TestDump.written(out.toString(UTF_8));
            assertThat(report.read()).isEqualTo(records.size());
            assertThat(report.kept()).isEqualTo(written.size());
            Map<String, ModelCount> counts = new TreeMap<>(report.counts());
            assertThat(counts.values()).allMatch(c -> c.read() == c.kept() + c.filtered() + c.rejected());
            return new HashSet<>(written);
        }
    }

    private static List<String> random(Random random, int size) {
        TestDump dump = new TestDump();
        for (int key = 1; key <= size; key++) {
            String path = random.nextInt(4) == 0 ? "user/u" + key : "tripos/t" + key;
            dump.thing(key, to(random, size), path, "part");
            dump.series(key, to(random, size));
            dump.event(key, to(random, size), to(random, size));
            dump.seriesTag(key, to(random, size), to(random, size));
            dump.eventTag(key, to(random, size), to(random, size));
            dump.tag(key, to(random, size), to(random, size), random.nextInt(3) == 0 ? "admin" : "link");
            dump.lock(key, to(random, size), to(random, size));
        }
        return dump.records();
    }

    private static Object to(Random random, int size) {
        int to = random.nextInt(size + 3);
        return to == 0 ? null : random.nextInt(20) == 0 ? size + 5 : to > size ? 1 + random.nextInt(size) : to;
    }
}
