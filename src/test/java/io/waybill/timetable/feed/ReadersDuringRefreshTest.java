package io.waybill.timetable.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.intake.State;
import io.waybill.intake.WaybillPage;
import io.waybill.timetable.demo.SampleDumps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The application goes on reading Play while it is refreshed. */
@ExtendWith(TestPostgres.class)
class ReadersDuringRefreshTest {
    /** A reader that would wait for a lock for longer than this fails. */
    private static final String PATIENCE = "SET lock_timeout = '100ms'";

    private static final String ALL_OF_PLAY = "SELECT (SELECT count(*) || ' ' || sum(hashtext(t::text)) FROM"
            + " timetables_thing t) || ' ' || (SELECT count(*) || ' ' || sum(id) || ' ' || sum(source_id) FROM"
            + " timetables_event) || ' ' || (SELECT count(*) FROM timetables_eventsource) || ' ' || (SELECT count(*) ||"
            + " ' ' || sum(eventsource_id) FROM timetables_eventsourcetag) || ' ' || (SELECT count(*) || ' ' ||"
            + " sum(thing_id) FROM timetables_thingtag)";

    @Test
    void theySeePlayAsItWasOrAsItIsThenAndNeverWait(TestDatabase database, @TempDir Path folder) throws Exception {
        Path live = folder.resolve("live.dump");
        Path old = folder.resolve("play.dump");
        new SampleDumps(3, 50_000).write(live, old);
        PlayTables play = new PlayTables(database);
        play.create();
        try (TestWaybill waybill = TestWaybill.start(folder, database)) {
            play.begin(Files.readString(old));
            String before = database.value(ALL_OF_PLAY);
            AtomicBoolean refreshed = new AtomicBoolean();
            CompletableFuture<List<String>> reader = CompletableFuture.supplyAsync(() -> look(database, refreshed));

            WaybillPage page;
            try {
                page = waybill.drop("live", "live.dump", Files.readAllBytes(live));
            } finally {
                refreshed.set(true);
            }

            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            List<String> looks = reader.join();
            String after = database.value(ALL_OF_PLAY);
            Set<String> seen = new LinkedHashSet<>(looks);
            assertThat(looks).hasSizeGreaterThan(5);
            assertThat(after).isNotEqualTo(before);
            assertThat(List.copyOf(seen)).isIn(List.of(before, after), List.of(before));
        }
    }

    private static List<String> look(TestDatabase database, AtomicBoolean enough) {
        List<String> looks = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            do {
                try (ResultSet row = statement.executeQuery(ALL_OF_PLAY)) {
                    row.next();
                    looks.add(row.getString(1));
                }
            } while (!enough.get());
            return looks;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
