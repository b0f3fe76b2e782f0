package io.waybill.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.database.StatementCounters;
import io.waybill.database.StatementCounters.Cost;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No statement gets out of hand where PostgreSQL knows nothing of the rows, or knows them as they were when there were a few: the server
 * gathers no statistics by itself, and whoever approves does so at once. All that people do with drops is done twice, the second time with
 * {@value #TIMES} times as many rows. A statement that then looks at more than {@value #MOST} times as many pages, or takes so much longer,
 * compares rows with rows. With more rows, on a quiet machine:
 * {@code mvn test -Dtest=StatementGrowthTest -Dtest.growth=1000 -Dtest.groups= -Dtest.excludedGroups=}.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class StatementGrowthTest {
    private static final int TIMES = 4;
    private static final int MOST = 9;
    private static final int ROWS = Integer.getInteger("test.growth", 100);
    private static final Map<String, Work> WORKS = new LinkedHashMap<>();

    static {
        WORKS.put("timetable", new TimetableWork());
        WORKS.put("merlin", new MerlinWork());
        WORKS.put("school", new SchoolWork());
        WORKS.put("lino", new LinoWork());
        WORKS.put("engine", new EngineWork());
        // Looks at what the others have left.
        WORKS.put("desk", new DeskWork());
    }

    private final TestServer server = new TestServer(StatementCounters.SERVER);
    private final TestDatabase database = server.newDatabase();
    private final StatementCounters counters = new StatementCounters(database);
    private final Workplace place;
    private final Set<String> done = new TreeSet<>();
    private final Set<String> statements = new TreeSet<>();

    StatementGrowthTest(@TempDir Path folder) throws Exception {
        place = Workplace.open(folder, database);
    }

    @AfterAll
    void stop() {
        place.close();
        database.close();
        server.close();
    }

    @Test
    @Tag("thorough")
    @Order(1)
    void noStatementOfAnApprovalComparesRowsWithRows() throws Exception {
        grows(500, (at, name, rows) -> {
            at.drop("live", name + ".dump", TimetableWork.live(name, 0, rows));
            at.delivered(at.drop("live", name + "-two.dump", TimetableWork.live(name, rows / 2, rows)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"timetable", "merlin", "school", "lino", "engine", "desk"})
    @Tag("thorough")
    @Order(2)
    void noStatementComparesRowsWithRows(String work) throws Exception {
        grows(ROWS, WORKS.get(work));
        done.add(work);
    }

    /** Needs all works: what they have not run, nobody has seen growing. */
    @Test
    @Tag("thorough")
    @Order(3)
    void everyStatementIsRunByOneOfTheWorks() throws IOException {
        assumeTrue(done.equals(WORKS.keySet()), "all works have run");
        assertThat(StatementCoverage.notAmong(statements)).isSubsetOf(StatementCoverage.notToBeRun());
    }

    private void grows(int rows, Work work) throws Exception {
        work.with(place, "few" + rows, 20);
        // Some are run only once: at the start, at a log-in, when a check is new.
        statements.addAll(counters.costs().keySet());
        // From now on PostgreSQL believes that there are a few rows of everything.
        database.run("ANALYZE");
        counters.reset();
        work.with(place, "some" + rows, rows);
        Map<String, Cost> before = counters.costs();
        counters.reset();
        work.with(place, "many" + rows, rows * TIMES);
        Map<String, Cost> after = counters.costs();
        statements.addAll(before.keySet());
        statements.addAll(after.keySet());

        assertThat(StatementCounters.outOfHand(before, after, rows * TIMES, MOST))
                .isEmpty();
    }
}
