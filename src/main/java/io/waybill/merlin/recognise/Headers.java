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

/** Recognises the feed of a file, and its columns, by the header. */
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
     * The feed and the columns of a file of any feed. A feed fits when the file has all columns that it needs. When several feeds fit, the
     * one with the most columns in the file is chosen, and among equals the one whose name is part of the file's name.
     *
     * @param fileName as its owner knows it
     * @param line of the header
     * @param header its cells
     * @throws BrokenFileException when no feed or several feeds are left, with the columns that each feed needs
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
     * The columns of a file of a known feed.
     *
     * @throws BrokenFileException when it lacks a column that this feed needs, naming the feed that it looks like
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

    /** Refuses a file with the same header twice: it is not clear which of the two is meant. */
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
