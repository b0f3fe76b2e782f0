package io.waybill.merlin.recognise;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvRow;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.config.MerlinConfig;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Recognises the feed of a file, and its columns, by the header. */
public final class Headers {
    private static final String FOLDERS = "inbox/merlin/";

    private final Map<MerlinFeed, HeaderWords> feeds = new EnumMap<>(MerlinFeed.class);

    /** @throws IllegalArgumentException when a header means two columns of one feed */
    public Headers(MerlinConfig config) {
        for (MerlinFeed feed : MerlinFeed.values()) {
            feeds.put(
                    feed,
                    new HeaderWords(
                            feed, config.headers().of(feed), config.headers().ignored(feed)));
        }
    }

    /**
     * The feed and the columns of a file of any feed: of the feed that understands the most headers of the file. Among equals it is one whose
     * needed columns the file has, then the one whose name is part of the file's name.
     *
     * @param fileName as its owner knows it
     * @param line of the header
     * @param header its cells
     * @param ignoring whether the feed may ignore most columns of the file
     * @throws BrokenFileException when no feed or several feeds are left, with the columns that each feed needs; or when the feed would ignore
     *     most of the file
     */
    public Columns recognise(String fileName, long line, List<String> header, boolean ignoring) {
        new CsvRow(line, header).requireCells(fileName);
        List<Fit> best = best(header);
        List<Fit> fitting = best.stream().filter(Fit::complete).toList();
        List<Fit> named = fitting.size() < 2
                ? fitting
                : fitting.stream()
                        .filter(fit -> fileName.toLowerCase(Locale.ROOT)
                                .contains(fit.feed().word()))
                        .toList();
        if (named.size() == 1) {
            return accepted(fileName, line, named.get(0), ignoring);
        }
        if (fitting.isEmpty() && best.size() == 1) {
            throw lacking(
                    fileName,
                    line,
                    best.get(0),
                    "It looks like a file of " + best.get(0).feed().word());
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
     * @param ignoring whether the feed may ignore most columns of the file
     * @throws BrokenFileException when it lacks a column that this feed needs, when another feed understands more of its headers, naming that
     *     feed; or when this feed would ignore most of the file
     */
    public Columns of(MerlinFeed feed, String fileName, long line, List<String> header, boolean ignoring) {
        new CsvRow(line, header).requireCells(fileName);
        Fit own = new Fit(feeds.get(feed), header);
        Fit other = best(header).stream()
                .filter(fit -> fit.known > own.known)
                .findFirst()
                .orElse(null);
        if (other != null) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.ofLine(fileName, line),
                    "other-feed",
                    found(header),
                    "the columns of feed " + feed.word() + ": " + needed(feed),
                    "It looks like a file of " + other.feed().word()
                            + (other.complete() ? "" : " without " + String.join(", ", other.missing())) + ": "
                            + elsewhere(other.feed())));
        }
        if (!own.complete()) {
            throw lacking(fileName, line, own, null);
        }
        return accepted(fileName, line, own, ignoring);
    }

    /** The column of a feed that a header means; empty when it means none. */
    public Optional<String> column(MerlinFeed feed, String header) {
        return Optional.ofNullable(feeds.get(feed).column(header));
    }

    /**
     * The columns of a feed among those of a file of rejects, which may have the columns of several feeds.
     *
     * @throws BrokenFileException when it lacks a column that this feed needs
     */
    public Columns ofRejects(MerlinFeed feed, String fileName, long line, List<String> header) {
        Fit own = new Fit(feeds.get(feed), header);
        if (!own.complete()) {
            throw lacking(fileName, line, own, null);
        }
        return accepted(fileName, line, own, true);
    }

    /** What to do with a file that belongs to another feed. */
    public static String elsewhere(MerlinFeed feed) {
        return "drop it into " + FOLDERS + feed.word() + "/, or import it with 'waybill import "
                + switch (feed) {
                    case LADDERS, USERS, HISTORY -> feed.word();
                    case ORGANIZATIONS, CHAPTERS, TRIBES, TEAMS -> "org";
                }
                + "'.";
    }

    /** How a feed understands a header. */
    private static final class Fit {
        private final HeaderWords words;
        private final Columns columns;
        private final int known;
        private final int filled;

        Fit(HeaderWords words, List<String> header) {
            this.words = words;
            this.columns = words.columns(header);
            this.filled = (int) header.stream().filter(name -> !name.isBlank()).count();
            this.known = filled - columns.unknown().size();
        }

        MerlinFeed feed() {
            return words.feed();
        }

        boolean complete() {
            return missing().isEmpty();
        }

        List<String> missing() {
            return feed().needs().stream()
                    .filter(column -> !columns.has(column))
                    .toList();
        }

        boolean ignoresMost() {
            return known * 2 < filled;
        }
    }

    /** The feeds that understand the most headers; none when no feed understands any. Those whose needed columns are there come first. */
    private List<Fit> best(List<String> header) {
        List<Fit> fits =
                feeds.values().stream().map(words -> new Fit(words, header)).toList();
        int most = fits.stream().mapToInt(fit -> fit.known).max().orElse(0);
        return fits.stream()
                .filter(fit -> fit.known == most && most > 0)
                .sorted(Comparator.comparing(fit -> !fit.complete()))
                .toList();
    }

    private static BrokenFileException lacking(String fileName, long line, Fit fit, String advice) {
        return new BrokenFileException(Fault.ofFile(
                Position.ofLine(fileName, line),
                "missing-column",
                found(fit.columns.header()),
                "the columns of feed " + fit.feed().word() + ": " + needed(fit.feed()),
                (advice == null ? "" : advice + ". ") + "Correct the header row: it lacks "
                        + String.join(", ", fit.missing()) + "."));
    }

    private static Columns accepted(String fileName, long line, Fit fit, boolean ignoring) {
        if (!ignoring && fit.ignoresMost()) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.ofLine(fileName, line),
                    "mostly-unknown",
                    String.join(", ", fit.columns.unknown()) + ", which mean nothing to feed "
                            + fit.feed().word(),
                    "mostly columns of feed " + fit.feed().word() + ": "
                            + String.join(", ", fit.feed().columns()),
                    "Check whether this is the right file. If it is, remove these columns, correct their headers, or drop it with"
                            + " ignore-columns=true."));
        }
        return checked(fileName, line, fit.columns);
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

    private static String words(List<Fit> fits) {
        return fits.stream().map(each -> each.feed().word()).collect(Collectors.joining(" and "));
    }
}
