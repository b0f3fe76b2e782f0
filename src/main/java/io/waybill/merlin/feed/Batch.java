package io.waybill.merlin.feed;

import io.waybill.folder.DroppedZip;
import io.waybill.folder.IgnoredNames;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvDialect;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.recognise.Headers;
import io.waybill.model.DropContents;
import io.waybill.model.Notice;
import io.waybill.reject.RejectsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The files of one drop, in the order in which they depend on each other: a CSV file, or a zip of several.
 *
 * @param files at least one
 * @param notices what is to be known about the files themselves
 */
record Batch(List<BatchFile> files, List<Notice> notices) {
    Batch {
        files = List.copyOf(files);
        notices = List.copyOf(notices);
    }

    /**
     * The size of all its files together.
     *
     * @throws IOException when a size cannot be read
     */
    long bytes() throws IOException {
        long bytes = 0;
        for (BatchFile file : files) {
            bytes += Files.size(file.path());
        }
        return bytes;
    }

    /** The feeds of its files. */
    Set<MerlinFeed> feeds() {
        Set<MerlinFeed> feeds = new TreeSet<>();
        files.forEach(file -> feeds.add(file.feed()));
        return feeds;
    }

    /** The kinds of its files: their feeds, and mended rejects. */
    DropContents contents() {
        return DropContents.of(files.stream()
                .map(file -> file.rejects() == null ? file.feed().word() : DropContents.REJECTS)
                .collect(Collectors.toSet()));
    }

    /**
     * Opens a drop and recognises the feeds of its files.
     *
     * @param drop the file
     * @param name as its owner knows it
     * @param feed whose folder it was dropped into; null for files of any feed
     * @param folder for unpacked files; it exists
     * @param ignored files of a zip that are left out
     * @throws BrokenFileException with the faults of all files
     * @throws IOException when they cannot be read
     */
    static Batch open(
            Path drop,
            String name,
            MerlinFeed feed,
            Path folder,
            IgnoredNames ignored,
            MerlinOptions options,
            Headers headers)
            throws IOException {
        DroppedZip.Unpacked unpacked = DroppedZip.isZip(drop)
                ? DroppedZip.unpack(drop, name, folder, ignored)
                : new DroppedZip.Unpacked(Map.of(name, drop), List.of());
        Opening opening = new Opening(feed, options, headers);
        opening.notices.addAll(unpacked.notices());
        for (Map.Entry<String, Path> file : unpacked.files().entrySet()) {
            opening.open(file.getKey(), file.getValue());
        }
        opening.faults.throwIfAny();
        opening.opened.sort(Comparator.comparing(BatchFile::feed));
        return new Batch(opening.opened, opening.notices);
    }

    private static final class Opening {
        private static final String NO_ROW = "a header and no row";

        private final MerlinFeed feed;
        private final MerlinOptions options;
        private final Headers headers;
        private final Faults faults = new Faults();
        private final List<BatchFile> opened = new ArrayList<>();
        private final List<Notice> notices = new ArrayList<>();

        Opening(MerlinFeed feed, MerlinOptions options, Headers headers) {
            this.feed = feed;
            this.options = options;
            this.headers = headers;
        }

        void open(String name, Path path) throws IOException {
            CsvDialect dialect = CsvDialect.of(path, options.charset(), options.delimiter());
            try (CsvRows rows = CsvRows.open(path, name, dialect)) {
                if (!rows.hasNext()) {
                    faults.add(empty(Position.of(name), "an empty file"));
                    return;
                }
                CsvRow header = rows.next();
                RejectsFile rejects = RejectsFile.of(header).orElse(null);
                if (rejects != null) {
                    openRejects(new BatchFile(name, path, dialect, null, rejects, null), header.line(), rows);
                    return;
                }
                BatchFile file = new BatchFile(name, path, dialect, columns(name, header, header.cells()), null, null);
                if (rows.hasNext()) {
                    opened.add(file);
                } else {
                    faults.add(empty(Position.ofLine(name, header.line()), NO_ROW));
                }
            } catch (BrokenFileException e) {
                faults.addAll(e);
            }
        }

        private Columns columns(String name, CsvRow header, List<String> cells) {
            if (feed != null) {
                return headers.of(feed, name, header.line(), cells, options.ignoreColumns());
            }
            Columns columns = headers.recognise(name, header.line(), cells, options.ignoreColumns());
            if (!options.feeds().contains(columns.feed())) {
                throw new BrokenFileException(Fault.ofFile(
                        Position.ofLine(name, header.line()),
                        "other-feed",
                        "the columns of " + columns.feed().word(),
                        "a file of "
                                + options.feeds().stream().map(MerlinFeed::word).collect(Collectors.joining(", ")),
                        "Check whether this is the right file. If it is, " + Headers.elsewhere(columns.feed())));
            }
            return columns;
        }

        /** The rejects of a batch may belong to several feeds; each row says which. */
        private void openRejects(BatchFile file, long line, CsvRows rows) {
            Set<String> kinds = new TreeSet<>();
            while (rows.hasNext()) {
                kinds.add(file.rejects().row(rows.next()).kind());
            }
            List<String> header = file.rejects().header();
            if (kinds.isEmpty()) {
                faults.add(empty(Position.ofLine(file.name(), line), NO_ROW));
            } else if (kinds.stream().allMatch(kind -> MerlinFeed.of(kind).isPresent())) {
                for (String kind : kinds) {
                    Columns columns = headers.ofRejects(MerlinFeed.of(kind).orElseThrow(), file.name(), line, header);
                    opened.add(file.of(columns, kind));
                }
            } else {
                opened.add(file.of(columns(file.name(), new CsvRow(line, header), header), null));
            }
        }

        private static Fault empty(Position at, String found) {
            return Fault.ofFile(
                    at,
                    "no-rows",
                    found,
                    "a header and at least one row",
                    "Check whether the file was saved completely.");
        }
    }
}
