package io.waybill.lino.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Results;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.SiteModel;
import io.waybill.lino.SiteModel.Id;
import io.waybill.lino.demo.SampleSite;
import io.waybill.lino.repair.RepairSite;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a site has and whatever rows its dump lacks, in whatever order: the site then has those rows of the dump that can stand there, by
 * {@link SiteModel}, and nothing else; the others are rejects, all of them. Both ways lead to the same site, the preview tells the figures of
 * the real run, an undo brings back what was there, and a dump that lacks nothing closes all rejects. So do files of what the dump lacked, in
 * any order, and what waited for it comes along.
 */
@ExtendWith(TestPostgres.class)
class RestorePropertyTest {
    private static final String FEED = "lino/restore";
    private static final double LACKING = 0.03;
    private static final double TWICE = 0.01;
    private static final int PARTS = 3;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static RepairSite site;
    private static SiteModel model;
    private static DumpZip dump;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException, IOException {
        database = own;
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        waybill = TestWaybill.startOnly("lino", folder, database, Map.of(), RepairSite::inUtc);
        SampleSite sample = SampleSite.ofPartners(30);
        dump = DumpZip.of(sample, folder);
        site = new RepairSite(sample, database, waybill, folder);
        site.fill();
        model = new SiteModel(database, RepairSite.TABLES);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    static LongStream seeds() {
        return LongStream.range(5, 11);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("seeds")
    void theSiteHasWhatTheDumpHasAndNothingElse(long seed) throws IOException {
        Random random = new Random(seed);
        database.run("DELETE FROM waybill.rejects");
        site.reset();
        model.lose(random);
        Set<String> before = new TreeSet<>(site.contents());
        Set<Id> lacking = model.dump().keySet().stream()
                .filter(id -> random.nextDouble() < LACKING)
                .collect(Collectors.toSet());
        int[] twice = {0};
        DumpZip damaged = damaged(lacking, TWICE, random, twice);
        Set<Id> rows = new TreeSet<>(Comparator.comparing(Id::toString));
        rows.addAll(model.dump().keySet());
        rows.removeAll(lacking);
        Set<Id> placed = model.placed(rows, id -> false);
        Path file = damaged.write(folder.resolve("dump-" + seed + ".zip"));

        for (String way : List.of("shadow", "in-place")) {
            String said = "seed " + seed + ", " + way;
            LedgerEntry preview = waybill.drop(FEED, file, true, Map.of("way", way));
            assertThat(preview.state()).as(said + preview.message()).isEqualTo(State.PREVIEWED);
            assertThat(new TreeSet<>(site.contents())).as(said).isEqualTo(before);
            LedgerEntry page = approved(waybill.drop(FEED, file, false, Map.of("way", way)));
            assertThat(page.state()).as(said + page.message()).isIn(State.DELIVERED, State.UNCHANGED);
            assertThat(new TreeSet<>(site.contents()))
                    .as(said)
                    .containsExactlyInAnyOrderElementsOf(model.texts(placed));
            assertThat(page.results().counts())
                    .as(said)
                    .isEqualTo(preview.results().counts());
            long listed = page.results().rejects().stream()
                    .mapToLong(Results.RejectCount::count)
                    .sum();
            long beside = page.results().notices().stream()
                    .filter(notice -> notice.rule().equals("rejects-of-one-key"))
                    .mapToLong(Notice::count)
                    .sum();
            assertThat(listed + beside).as(said).isEqualTo(rows.size() - placed.size() + twice[0]);
            if (page.state() == State.DELIVERED) {
                assertThat(approved(waybill.undone(page, false)).state())
                        .as(said)
                        .isEqualTo(State.DELIVERED);
            }
            assertThat(new TreeSet<>(site.contents())).as("undone: " + said).isEqualTo(before);
        }
        approved(waybill.drop(FEED, file, false, Map.of()));
        approved(waybill.drop(FEED, dump.write(folder.resolve("sound-" + seed + ".zip")), false, Map.of()));
        assertThat(new TreeSet<>(site.contents()))
                .containsExactlyInAnyOrderElementsOf(model.texts(model.dump().keySet()));
        assertThat(database.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isZero();
    }

    /** People add what a dump lacked, in any order and in any number of files, and never what only referred to it. */
    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("seeds")
    void rowsThatLackedAnotherComeWithItWheneverItComes(long seed) throws IOException {
        Random random = new Random(seed);
        database.run("DELETE FROM waybill.rejects");
        site.reset();
        List<Id> lacking = new ArrayList<>(model.dump().keySet().stream()
                .filter(id -> random.nextDouble() < LACKING)
                .toList());
        Set<Id> rows = new TreeSet<>(Comparator.comparing(Id::toString));
        rows.addAll(model.dump().keySet());
        lacking.forEach(rows::remove);
        Path file = damaged(Set.copyOf(lacking), 0, new Random(seed), new int[1])
                .write(folder.resolve("lacks-" + seed + ".zip"));
        approved(waybill.drop(FEED, file, false, Map.of()));
        Collections.shuffle(lacking, random);
        for (int part = 0; part < PARTS; part++) {
            List<Id> mended = lacking.subList(lacking.size() * part / PARTS, lacking.size() * (part + 1) / PARTS);
            Path mending = Files.createDirectories(folder.resolve("mended-" + seed + "-" + part))
                    .resolve("rejects.csv");
            Files.writeString(mending, rejects(mended));
            LedgerEntry preview = waybill.drop(FEED, mending, true, Map.of());
            LedgerEntry page = approved(waybill.drop(FEED, mending, false, Map.of()));
            String said = "seed " + seed + ", part " + part + ": " + mended + page.message();
            rows.addAll(mended);
            Set<String> missing = cells(model.texts(model.placed(rows, id -> false)));
            Set<String> added = cells(site.contents());
            missing.removeIf(added::remove);
            assertThat(missing).as(said).isEmpty();
            assertThat(added).as(said).isEmpty();
            assertThat(page.results().counts())
                    .as(said)
                    .isEqualTo(preview.results().counts());
        }
        assertThat(cells(site.contents()))
                .containsExactlyInAnyOrderElementsOf(
                        cells(model.texts(model.dump().keySet())));
        assertThat(database.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isZero();
    }

    /** An empty cell of a file is no value where the column may have none, so that an empty text is the same there. */
    private static Set<String> cells(Collection<String> rows) {
        return rows.stream().map(row -> row.replace("\"\"", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Rows of the sound dump, as people write them into a file of rejects. */
    private static String rejects(List<Id> rows) {
        List<String> columns =
                database.query("SELECT DISTINCT column_name FROM information_schema.columns WHERE table_name IN ('"
                        + String.join("', '", RepairSite.TABLES) + "') ORDER BY 1");
        StringBuilder text =
                new StringBuilder(String.join(",", columns) + ",reject,kind,file,line,rule,reason,decision\n");
        for (Id id : rows) {
            String key = database.value("""
                    SELECT a.attname FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                    WHERE i.indisprimary AND i.indrelid = '%s'::regclass""".formatted(id.table()));
            String cells = columns.stream()
                    .map(column -> "coalesce('\"' || replace(row ->> '" + column + "', '\"', '\"\"') || '\"', '')")
                    .collect(Collectors.joining(" || ',' || "));
            text.append(database.value("SELECT " + cells + " FROM (SELECT to_jsonb(t) AS row FROM kept_" + id.table()
                            + " AS t WHERE t." + key + "::text = '" + id.key() + "') AS each"))
                    .append(",,")
                    .append(id.table())
                    .append(",,,,,\n");
        }
        return text.toString();
    }

    /** The dump without some rows, with others twice, so often, its rows in another order. */
    private static DumpZip damaged(Set<Id> lacking, double often, Random random, int[] twice) {
        DumpZip damaged = dump;
        for (String table : RepairSite.TABLES) {
            damaged = damaged.rows(table, lines -> {
                List<String> rows = new ArrayList<>();
                for (String line : lines) {
                    if (!lacking.contains(new Id(table, key(line)))) {
                        rows.add(line);
                        if (random.nextDouble() < often) {
                            rows.add(line);
                            twice[0]++;
                        }
                    }
                }
                Collections.shuffle(rows, random);
                return rows;
            });
        }
        return damaged;
    }

    /** The key in a line of a data file: the first value. */
    private static String key(String line) {
        int from = line.indexOf('(', line.indexOf('(') + 1) + 1;
        return line.substring(from, line.indexOf(',', from)).replace("'", "");
    }

    private static LedgerEntry approved(LedgerEntry page) {
        return page.state() == State.HELD ? waybill.decided(page, true) : page;
    }
}
