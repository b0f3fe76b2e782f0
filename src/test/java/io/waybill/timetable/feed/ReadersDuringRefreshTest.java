package io.waybill.timetable.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.timetable.demo.SampleDumps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The application goes on reading Play while it is refreshed. */
@ExtendWith(TestPostgres.class)
class ReadersDuringRefreshTest {
    /** No reader may wait longer for a lock. How busy the machine is besides does not count. */
    private static final int PATIENCE_MILLIS = 250;

    private static final int UNLIMITED = 0;

    private static final String ALL_OF_PLAY = "SELECT (SELECT count(*) || ' ' || sum(hashtext(t::text)) FROM"
            + " timetables_thing t) || ' ' || (SELECT count(*) || ' ' || sum(id) || ' ' || sum(source_id) FROM"
            + " timetables_event) || ' ' || (SELECT count(*) FROM timetables_eventsource) || ' ' || (SELECT count(*) ||"
            + " ' ' || sum(eventsource_id) FROM timetables_eventsourcetag) || ' ' || (SELECT count(*) || ' ' ||"
            + " sum(thing_id) FROM timetables_thingtag)";

    private static final String NOTHING_OF_PLAY = "SELECT concat((SELECT count(*) FROM timetables_thing), ' ',"
            + " (SELECT count(*) FROM timetables_event), ' ', (SELECT count(*) FROM timetables_eventsource), ' ',"
            + " (SELECT count(*) FROM timetables_eventsourcetag), ' ', (SELECT count(*) FROM timetables_thingtag))";

    /** Locks that would keep readers out of the application's tables, held or waited for by somebody's statement. */
    private static final String LOCKS_AGAINST_READERS =
            "SELECT string_agg(DISTINCT relation::regclass::text, ' ') FROM pg_locks"
                    + " JOIN pg_stat_activity USING (pid) WHERE mode = 'AccessExclusiveLock' AND backend_type = 'client backend'"
                    + " AND relation::regclass::text LIKE 'timetables\\_%'";

    @Test
    @Tag("thorough")
    void theySeePlayAsItWasOrAsItIsThenAndNeverWait(TestDatabase database, @TempDir Path folder) throws Exception {
        Path live = folder.resolve("live.dump");
        Path old = folder.resolve("play.dump");
        new SampleDumps(3, 50_000).write(live, old);
        PlayTables play = new PlayTables(database);
        play.create();
        try (TestWaybill waybill = TestWaybill.startOnly("timetable", folder, database)) {
            play.begin(Files.readString(old));
            String before = database.value(ALL_OF_PLAY);
            LedgerEntry page;
            List<String> looks;
            List<String> locks;
            try (Looker reader = Looker.at(database, ALL_OF_PLAY, PATIENCE_MILLIS);
                    Looker locksmith = Looker.at(database, LOCKS_AGAINST_READERS, UNLIMITED)) {
                page = waybill.drop("live", "live.dump", Files.readAllBytes(live));
                looks = reader.seen();
                locks = locksmith.seen();
            }

            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            String after = database.value(ALL_OF_PLAY);
            Set<String> seen = new LinkedHashSet<>(looks);
            assertThat(looks).hasSizeGreaterThan(5);
            assertThat(after).isNotEqualTo(before);
            assertThat(List.copyOf(seen)).isIn(List.of(before, after), List.of(before));
            assertThat(locks).hasSizeGreaterThan(20).containsOnlyNulls();
        }
    }

    @Test
    void ofAFirstLoadTheySeeNothingOrAllAndWaitForItInstead(TestDatabase database, @TempDir Path folder)
            throws Exception {
        Path live = folder.resolve("live.dump");
        new SampleDumps(3, 20_000).writeLive(live);
        new PlayTables(database).create();
        try (TestWaybill waybill = TestWaybill.startOnly("timetable", folder, database)) {
            String nothing = database.value(NOTHING_OF_PLAY);
            LedgerEntry page;
            List<String> looks;
            List<String> locks;
            try (Looker reader = Looker.at(database, NOTHING_OF_PLAY, UNLIMITED);
                    Looker locksmith = Looker.at(database, LOCKS_AGAINST_READERS, UNLIMITED)) {
                page = waybill.drop("live", "live.dump", Files.readAllBytes(live));
                looks = reader.seen();
                locks = locksmith.seen();
            }

            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            String all = database.value(NOTHING_OF_PLAY);
            assertThat(nothing).isEqualTo("0 0 0 0 0");
            assertThat(List.copyOf(new LinkedHashSet<>(looks))).isIn(List.of(nothing, all), List.of(nothing));
            assertThat(locks).anySatisfy(held -> assertThat(held).contains("timetables_event"));
        }
    }
}
