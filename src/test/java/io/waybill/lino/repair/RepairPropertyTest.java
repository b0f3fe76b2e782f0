package io.waybill.lino.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Results;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.SiteModel;
import io.waybill.lino.demo.SampleSite;
import io.waybill.lino.repair.PlanModel.Pass;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a site has lost and whatever a plan asks for: what is restored is what {@link PlanModel} says, which knows nothing of SQL. The
 * preview tells the figures of the real run, the order of passes does not matter, once more nothing is done, and an undo takes back exactly
 * what was restored.
 */
@ExtendWith(TestPostgres.class)
class RepairPropertyTest {
    private static final Pattern FIGURES = Pattern.compile(
            "of old selected: (\\d+) restored, (\\d+) ignored \\((\\d+) equal, (\\d+) different\\), (\\d+) errors?\\b");
    private static final Pattern SELECTED = Pattern.compile(": (\\d+) of \\d+ rows of old selected");

    @TempDir
    static Path folder;

    private static RepairSite site;
    private static SiteModel model;
    private static PlanModel plans;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase database) throws SQLException, IOException {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        waybill = TestWaybill.startOnly("lino", folder, database, Map.of(), RepairSite::inUtc);
        site = new RepairSite(SampleSite.ofPartners(30), database, waybill, folder);
        site.fill();
        model = new SiteModel(database, RepairSite.TABLES);
        plans = new PlanModel(database, model);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    static LongStream few() {
        return LongStream.range(8, 10);
    }

    @ParameterizedTest
    @MethodSource("few")
    void aPlanRestoresExactlyWhatItSays(long seed) throws IOException {
        restores(seed);
    }

    static LongStream many() {
        return LongStream.range(10, 26);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("many")
    void anyPlanRestoresExactlyWhatItSays(long seed) throws IOException {
        restores(seed);
    }

    private static void restores(long seed) throws IOException {
        Random random = new Random(seed);
        site.reset();
        model.lose(random);
        TreeSet<String> before = new TreeSet<>(site.contents());
        List<Pass> passes = plans.passes(random);
        PlanModel.Expected expected = plans.expected(passes);

        String plan = PlanModel.plan(passes);
        LedgerEntry preview = site.preview(plan);
        LedgerEntry page = approved(site.drop(plan));

        assertThat(page.state()).as(plan + page.message()).isIn(State.DELIVERED, State.UNCHANGED);
        TreeSet<String> after = new TreeSet<>(site.contents());
        assertThat(after).as(plan).containsAll(before);
        after.removeAll(before);
        assertThat(after).as(plan).containsExactlyInAnyOrderElementsOf(expected.restored());
        assertThat(figures(page)).as(plan).isEqualTo(figures(preview)).allSatisfy(RepairPropertyTest::addsUp);
        assertThat(page.results().rejects().stream()
                        .mapToLong(Results.RejectCount::count)
                        .sum())
                .as(plan)
                .isEqualTo(expected.errors().size());

        assertThat(approved(site.again(plan)).state()).as(plan).isEqualTo(State.UNCHANGED);
        if (page.state() == State.DELIVERED) {
            assertThat(waybill.undone(page, false).state()).isEqualTo(State.DELIVERED);
        }
        assertThat(new TreeSet<>(site.contents())).as("undone: " + plan).isEqualTo(before);

        List<Pass> other = new ArrayList<>(passes);
        Collections.shuffle(other, random);
        approved(site.again(PlanModel.plan(other)));
        TreeSet<String> otherwise = new TreeSet<>(site.contents());
        otherwise.removeAll(before);
        assertThat(otherwise).as(PlanModel.plan(other)).containsExactlyInAnyOrderElementsOf(expected.restored());
    }

    private static LedgerEntry approved(LedgerEntry page) {
        return page.state() == State.HELD ? waybill.decided(page, true) : page;
    }

    private static List<String> figures(LedgerEntry page) {
        return page.results().notices().stream()
                .filter(notice -> notice.rule().equals("repair-pass"))
                .map(Notice::sentence)
                .toList();
    }

    private static void addsUp(String sentence) {
        Matcher figures = FIGURES.matcher(sentence);
        Matcher selected = SELECTED.matcher(sentence);
        assertThat(figures.find() && selected.find()).as(sentence).isTrue();
        long ignored = Long.parseLong(figures.group(2));
        assertThat(Long.parseLong(figures.group(3)) + Long.parseLong(figures.group(4)))
                .as(sentence)
                .isEqualTo(ignored);
        assertThat(Long.parseLong(figures.group(1)) + ignored + Long.parseLong(figures.group(5)))
                .as(sentence)
                .isEqualTo(Long.parseLong(selected.group(1)));
    }
}
