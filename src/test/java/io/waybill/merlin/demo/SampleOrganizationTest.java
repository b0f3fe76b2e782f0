package io.waybill.merlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.recognise.Headers;
import io.waybill.merlin.row.ChapterRow;
import io.waybill.merlin.row.ChapterRows;
import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.row.HistoryRows;
import io.waybill.merlin.row.LadderRow;
import io.waybill.merlin.row.LadderRows;
import io.waybill.merlin.row.RowReader;
import io.waybill.merlin.row.RowResult;
import io.waybill.merlin.row.TeamRow;
import io.waybill.merlin.row.TeamRows;
import io.waybill.merlin.row.TribeRow;
import io.waybill.merlin.row.TribeRows;
import io.waybill.merlin.row.UserRow;
import io.waybill.merlin.row.UserRows;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.MatchingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleOrganizationTest {
    private static final MerlinConfig CONFIG = MerlinConfig.load(Path.of("config"));

    @TempDir
    Path folder;

    private int bad;

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherOneOthers() throws IOException {
        Path again = Files.createDirectory(folder.resolve("again"));
        Path other = Files.createDirectory(folder.resolve("other"));
        new SampleOrganization(1, 50, 7, 500, true, true).write(folder);
        new SampleOrganization(1, 50, 7, 500, true, true).write(again);
        new SampleOrganization(2, 50, 7, 500, true, true).write(other);

        for (MerlinFeed feed : MerlinFeed.values()) {
            assertThat(SampleOrganization.file(again, feed))
                    .hasSameBinaryContentAs(SampleOrganization.file(folder, feed));
        }
        assertThat(Files.mismatch(
                        SampleOrganization.file(folder, MerlinFeed.HISTORY),
                        SampleOrganization.file(other, MerlinFeed.HISTORY)))
                .isNotNegative();
    }

    @Test
    void itsFilesAgreeWithEachOther() throws IOException {
        SampleOrganization sample = new SampleOrganization(3, 500, 30, 4_000, true, false);
        assertThat(sample.write(folder).values()).containsOnly(0);

        List<UserRow> users = rows(MerlinFeed.USERS);
        List<TeamRow> teams = rows(MerlinFeed.TEAMS);
        List<TribeRow> tribes = rows(MerlinFeed.TRIBES);
        List<ChapterRow> chapters = rows(MerlinFeed.CHAPTERS);
        List<HistoryRow> history = rows(MerlinFeed.HISTORY);
        List<LadderRow> ladders = rows(MerlinFeed.LADDERS);
        assertThat(bad).isZero();
        assertThat(users).hasSize(500);
        assertThat(history).hasSize(4_000);
        Set<String> emails = keys(users.stream().map(user -> user.email().key()).toList());
        assertThat(emails).hasSize(500);
        Set<String> teamNames = keys(teams.stream().map(TeamRow::name).toList());
        Set<String> tribeNames = keys(tribes.stream().map(TribeRow::name).toList());
        assertThat(teamNames)
                .hasSize(30)
                .containsAll(
                        keys(users.stream().map(user -> user.team().orNull()).toList()));
        assertThat(tribeNames)
                .hasSize(5)
                .containsAll(
                        keys(teams.stream().map(team -> team.tribe().orNull()).toList()));
        assertThat(keys(chapters.stream().map(ChapterRow::name).toList()))
                .containsAll(
                        keys(users.stream().map(user -> user.chapter().orNull()).toList()));
        assertThat(emails)
                .containsAll(given(users.stream().map(UserRow::leader).toList()))
                .containsAll(given(users.stream().map(UserRow::agileCoach).toList()))
                .containsAll(given(teams.stream().map(TeamRow::leader).toList()))
                .containsAll(
                        given(tribes.stream().map(TribeRow::engineeringDirector).toList()))
                .containsAll(
                        given(tribes.stream().map(TribeRow::productDirector).toList()))
                .containsAll(history.stream().map(row -> row.user().key()).collect(Collectors.toSet()));
        assertThat(ladders.stream().map(LadderRow::code).collect(Collectors.toSet()))
                .containsAll(history.stream()
                        .map(row -> row.facts().ladderCode())
                        .filter(code -> !code.isEmpty())
                        .collect(Collectors.toSet()));
        assertThat(history.stream().map(HistoryRow::type).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.complementOf(EnumSet.of(EventType.STOCK_GRANT, EventType.LADDER_CHANGED)));
    }

    @Test
    void nobodyLeadsTheirOwnLeader() throws IOException {
        new SampleOrganization(4, 500, 30, 500, false, false).write(folder);
        Map<String, String> leaders = new HashMap<>();
        this.<UserRow>rows(MerlinFeed.USERS)
                .forEach(user -> leaders.put(
                        user.email().key(),
                        user.leader().orNull() == null
                                ? null
                                : user.leader().orNull().key()));

        for (String person : leaders.keySet()) {
            String above = person;
            for (int steps = 0; above != null; steps++) {
                assertThat(steps).as(person).isLessThan(10);
                above = leaders.get(above);
            }
        }
    }

    @Test
    void theRowsThatAreWrongOnPurposeAreFewAndToldOf() throws IOException {
        Map<MerlinFeed, Integer> wrong = SampleOrganization.ofTheDemo().write(folder);

        assertThat(wrong.values().stream().mapToInt(Integer::intValue).sum()).isBetween(10, 30);
        rows(MerlinFeed.USERS);
        assertThat(bad).as("the others are wrong only beside the target").isEqualTo(wrong.get(MerlinFeed.USERS) - 2);
    }

    @Test
    void anyNumberOfEventsIsSharedByAll() throws IOException {
        Path file = folder.resolve("history.csv");
        new SampleOrganization(5, 13, 3, 1_001, false, false).write(MerlinFeed.HISTORY, file);

        try (CsvRows rows = CsvRows.open(file, "history.csv")) {
            int count = 0;
            while (rows.hasNext()) {
                rows.next();
                count++;
            }
            assertThat(count).isEqualTo(1_002);
        }
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> rows(MerlinFeed feed) throws IOException {
        Path file = SampleOrganization.file(folder, feed);
        List<T> good = new ArrayList<>();
        try (CsvRows csv = CsvRows.open(file, file.getFileName().toString())) {
            CsvRow header = csv.next();
            Columns columns = new Headers(CONFIG).recognise("file.csv", header.line(), header.cells(), false);
            assertThat(columns.feed()).isEqualTo(feed);
            assertThat(columns.unknown()).isEmpty();
            RowReader<T> reader = (RowReader<T>) reader(columns);
            while (csv.hasNext()) {
                RowResult<T> result = reader.read(csv.next());
                if (result instanceof RowResult.Good<T> row) {
                    good.add(row.row());
                } else {
                    bad++;
                }
            }
        }
        return good;
    }

    private static RowReader<?> reader(Columns columns) {
        MerlinOptions options = MerlinOptions.of("file.csv", Map.of(), CONFIG);
        return switch (columns.feed()) {
            case LADDERS -> new LadderRows(CONFIG, options, columns, "file.csv");
            case CHAPTERS -> new ChapterRows(CONFIG, columns, "file.csv");
            case TRIBES -> new TribeRows(CONFIG, columns, "file.csv");
            case TEAMS -> new TeamRows(CONFIG, columns, "file.csv");
            case USERS -> new UserRows(CONFIG, options, columns, "file.csv");
            case HISTORY -> new HistoryRows(CONFIG, options, columns, "file.csv");
            case ORGANIZATIONS -> throw new IllegalArgumentException();
        };
    }

    private static Set<String> keys(List<String> names) {
        return names.stream().map(MatchingKey::of).collect(Collectors.toSet());
    }

    private static Set<String> given(List<Cell<Email>> cells) {
        return cells.stream()
                .filter(cell -> cell.orNull() != null)
                .map(cell -> cell.orNull().key())
                .collect(Collectors.toSet());
    }
}
