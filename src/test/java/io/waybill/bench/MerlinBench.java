package io.waybill.bench;

import io.waybill.boot.Application;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.format.csv.CsvWriter;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.demo.SampleOrganization;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Merlin's files dropped into the folders of a running Waybill on a durable embedded PostgreSQL, with backup, checks and log of the
 * rows as they are by default: 5,000 users into 100 teams, 20,000 rows of history, both once more; then more and more history of as many
 * users ({@code -Dbench.rows}), whose time is to grow with the rows and whose memory is not.
 */
final class MerlinBench implements AutoCloseable {
    private static final int PEOPLE = 5_000;
    private static final int TEAMS = 100;
    private static final int HISTORY = 20_000;
    /** Seconds that the imports took that this one follows, on two cores with fsync off. */
    private static final int USERS_BEFORE = 140;

    private static final int HISTORY_BEFORE = 152;

    private final Path folder;
    private final Application application;
    private final TimedDrops structure;
    private final TimedDrops users;
    private final TimedDrops history;

    private MerlinBench(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        System.setProperty("waybill.data", folder.resolve("data").toString());
        Settings settings = Settings.read().withoutHttp();
        DataFolder data = new DataFolder(settings.data());
        data.make();
        application =
                Application.start(settings, DataFolderLock.take(data, "bench").orElseThrow());
        structure = new TimedDrops(application, data, new FeedName("merlin", FeedName.BATCH), "create-missing=true\n");
        users = new TimedDrops(application, data, new FeedName("merlin", "users"));
        history = new TimedDrops(application, data, new FeedName("merlin", "history"));
    }

    static void run(Path folder, List<Integer> more, int rounds, Results results) throws Exception {
        try (MerlinBench bench = new MerlinBench(folder.resolve("merlin"))) {
            bench.small(rounds, results);
            bench.large(more, results);
        }
    }

    private void small(int rounds, Results results) throws Exception {
        Path files = write("small", HISTORY);
        Times people = new Times();
        Times peopleAgain = new Times();
        Times events = new Times();
        Times eventsAgain = new Times();
        for (int round = 0; round <= rounds; round++) {
            if (round == 1) {
                List.of(people, peopleAgain, events, eventsAgain).forEach(Times::forget);
                users.forget();
                history.forget();
            }
            empty();
            structure(files);
            Path user = SampleOrganization.file(files, MerlinFeed.USERS);
            Path event = SampleOrganization.file(files, MerlinFeed.HISTORY);
            people.add(users.drop("users", user, true, State.DELIVERED).nanos());
            events.add(history.drop("history", event, true, State.DELIVERED).nanos());
            peopleAgain.add(
                    users.drop("users again", user, true, State.UNCHANGED).nanos());
            eventsAgain.add(
                    history.drop("history again", event, true, State.UNCHANGED).nanos());
        }
        users.printSteps();
        history.printSteps();
        results.add(
                "5,000 users into 100 teams, dropped, until archived",
                Results.milliseconds(people),
                times(people, USERS_BEFORE));
        results.add("the same users again", Results.milliseconds(peopleAgain), "");
        results.add("20,000 rows of their history", Results.milliseconds(events), times(events, HISTORY_BEFORE));
        results.add("the same history again", Results.milliseconds(eventsAgain), "");
    }

    private static String times(Times measured, int seconds) {
        return String.format(
                Locale.ROOT, "%.0f × as fast as the %d s before", seconds * 1_000 / measured.median(), seconds);
    }

    private void large(List<Integer> more, Results results) throws Exception {
        for (int rows : more) {
            Path files = write("rows-" + rows, rows);
            empty();
            structure(files);
            users.drop("users", SampleOrganization.file(files, MerlinFeed.USERS), true, State.DELIVERED);
            PeakHeap heap = new PeakHeap();
            history.forget();
            Times times = new Times();
            times.add(history.drop(
                            rows + " rows", SampleOrganization.file(files, MerlinFeed.HISTORY), true, State.DELIVERED)
                    .nanos());
            history.printSteps();
            results.add(
                    String.format(Locale.ROOT, "%,d rows of history", rows),
                    Results.milliseconds(times),
                    String.format(Locale.ROOT, "%,.0f rows/s, ", rows / times.median() * 1_000) + heap.sentence());
        }
    }

    private Path write(String name, int rows) throws IOException {
        Path files = Files.createDirectories(folder.resolve(name));
        new SampleOrganization(9, PEOPLE, TEAMS, rows, false, false).write(files);
        return files;
    }

    /** All that users belong to, without the people who lead it: they are not there yet. */
    private void structure(Path files) throws IOException {
        for (MerlinFeed feed : List.of(
                MerlinFeed.LADDERS,
                MerlinFeed.ORGANIZATIONS,
                MerlinFeed.CHAPTERS,
                MerlinFeed.TRIBES,
                MerlinFeed.TEAMS)) {
            Path part = folder.resolve(feed.word() + ".csv");
            List<CsvRow> rows = CsvRows.read(SampleOrganization.file(files, feed), feed.word());
            List<String> header = rows.get(0).cells();
            try (CsvWriter csv = new CsvWriter(part)) {
                for (CsvRow row : rows) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 0; i < header.size(); i++) {
                        if (!header.get(i).toLowerCase(Locale.ROOT).matches(".*(email|ايميل).*")) {
                            cells.add(row.cell(i));
                        }
                    }
                    csv.row(cells);
                }
                csv.commit();
            }
            structure.drop(feed.word(), part, true, State.DELIVERED);
        }
    }

    private void empty() throws SQLException {
        try (Connection connection = application.target().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(
                    "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'api_%'")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            statement.execute("TRUNCATE " + String.join(", ", tables) + " CASCADE");
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
