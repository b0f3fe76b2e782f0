package io.waybill.merlin.row;

import io.waybill.format.Fault;
import io.waybill.format.csv.CsvRow;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.recognise.Headers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads rows of a test as if they stood in a file with a header. */
final class ReadRows {
    static final MerlinConfig CONFIG = MerlinConfig.load(Path.of("config"));
    private static final String FILE = "file.csv";

    private final RowReader<?> reader;
    private long line = 1;

    private ReadRows(MerlinFeed feed, String header, Map<String, String> options) {
        Columns columns = new Headers(CONFIG).of(feed, FILE, 1, List.of(header.split(",")), true);
        MerlinOptions read = MerlinOptions.of(FILE, options, CONFIG);
        reader = switch (feed) {
            case LADDERS -> new LadderRows(CONFIG, read, columns, FILE);
            case ORGANIZATIONS -> new OrganizationRows(CONFIG, columns, FILE);
            case CHAPTERS -> new ChapterRows(CONFIG, columns, FILE);
            case TRIBES -> new TribeRows(CONFIG, columns, FILE);
            case TEAMS -> new TeamRows(CONFIG, columns, FILE);
            case USERS -> new UserRows(CONFIG, read, columns, FILE);
            case HISTORY -> new HistoryRows(CONFIG, read, columns, FILE);
        };
    }

    static ReadRows of(MerlinFeed feed, String header) {
        return new ReadRows(feed, header, Map.of());
    }

    static ReadRows of(MerlinFeed feed, String header, String... options) {
        return new ReadRows(
                feed,
                header,
                Arrays.stream(options)
                        .collect(Collectors.toMap(option -> option.split("=")[0], option -> option.split("=")[1])));
    }

    RowResult<?> row(String... cells) {
        return reader.read(new CsvRow(++line, List.of(cells)));
    }

    /** The typed row. */
    <T> T good(Class<T> type, String... cells) {
        return type.cast(((RowResult.Good<?>) row(cells)).row());
    }

    /** What is wrong with a row. */
    List<Fault> faults(String... cells) {
        return ((RowResult.Bad<?>) row(cells)).faults();
    }
}
