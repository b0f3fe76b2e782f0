package io.waybill.merlin.recognise;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.config.MerlinConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Knows a file by its header. */
public final class Headers {
    private static final String FOLDERS = "inbox/merlin/";

    private final Map<MerlinFeed, HeaderWords> feeds = new EnumMap<>(MerlinFeed.class);

    /** @throws IllegalArgumentException when a header means two columns of one feed */
    public Headers(MerlinConfig config) {
        for (MerlinFeed feed : MerlinFeed.values()) {
            feeds.put(feed, new HeaderWords(feed, config.headers().of(feed)));
        }
    }

    /**
     * The feed of a file that may be of any, and its columns: that whose needed columns it has; of several the one with most of its
     * columns; of several with as many the one whose name is part of the file's.
     *
     * @param fileName as its owner knows it
     * @param line of the header
     * @param header its cells
     * @throws BrokenFileException saying what was found and what each feed expects
     */
    public Columns recognise(String fileName, long line, List<String> header) {
        List<Columns> fitting = new ArrayList<>();
        int most = 0;
        for (HeaderWords feed : feeds.values()) {
            Columns columns = feed.columns(header);
            int known = feed.known(columns);
            if (!feed.fits(columns) || known < most) {
                continue;
            }
            if (known > most) {
                fitting.clear();
                most = known;
            }
            fitting.add(columns);
        }
        List<Columns> named = fitting.size() < 2
                ? fitting
                : fitting.stream()
                        .filter(columns -> fileName.toLowerCase(Locale.ROOT)
                                .contains(columns.feed().word()))
                        .toList();
        if (named.size() == 1) {
            return checked(fileName, line, named.get(0));
        }
        throw new BrokenFileException(Fault.ofFile(
                Position.ofLine(fileName, line),
                fitting.isEmpty() ? "unrecognised-file" : "ambiguous-file",
                found(header),
                fitting.isEmpty() ? expected() : "columns of one feed, not of " + words(fitting),
                fitting.isEmpty()
                        ? "Correct the header row, or drop the file into the folder of its feed."
                        : "Name the file after its feed, or drop it into the feed's folder."));
    }

    /**
     * The columns of a file that is of a feed.
     *
     * @throws BrokenFileException when it lacks what that feed needs, saying which feed it looks like
     */
    public Columns of(MerlinFeed feed, String fileName, long line, List<String> header) {
        HeaderWords words = feeds.get(feed);
        Columns columns = words.columns(header);
        if (words.fits(columns)) {
            return checked(fileName, line, columns);
        }
        List<MerlinFeed> others = feeds.values().stream()
                .filter(other -> other.fits(other.columns(header)))
                .map(HeaderWords::feed)
                .toList();
        throw new BrokenFileException(Fault.ofFile(
                Position.ofLine(fileName, line),
                "missing-column",
                found(header),
                "the columns of feed " + feed.word() + ": " + needed(feed),
                others.isEmpty()
                        ? "Correct the header row."
                        : "It looks like " + others.get(0).word() + ": drop it into " + FOLDERS
                                + others.get(0).word() + "/."));
    }

    /** Refuses a header that names one column twice in the same words: nobody could say which one counts. */
    private static Columns checked(String fileName, long line, Columns columns) {
        Faults faults = new Faults();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < columns.header().size(); i++) {
            String header = columns.header().get(i);
            Integer earlier = first.putIfAbsent(HeaderKey.of(header), i);
            if (earlier != null && !header.isBlank()) {
                faults.add(new Fault(
                        Position.ofLine(fileName, line),
                        null,
                        header.strip(),
                        "duplicate-column",
                        "columns " + (earlier + 1) + " and " + (i + 1),
                        "each header once",
                        "Remove one of them."));
            }
        }
        faults.throwIfAny();
        return columns;
    }

    private static String found(List<String> header) {
        return header.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String expected() {
        return "the columns of a feed: "
                + Arrays.stream(MerlinFeed.values())
                        .map(feed -> feed.word() + " has " + needed(feed))
                        .collect(Collectors.joining("; "));
    }

    private static String needed(MerlinFeed feed) {
        return String.join(", ", feed.needs());
    }

    private static String words(List<Columns> columns) {
        return columns.stream().map(each -> each.feed().word()).collect(Collectors.joining(" and "));
    }
}
