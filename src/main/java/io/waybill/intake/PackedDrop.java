package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DropNames;
import io.waybill.folder.FileMoves;
import io.waybill.format.NameBytes;
import io.waybill.format.WholeFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** How something in an inbox becomes a zip there: what it is made of is taken away first, and the zip comes into a place that is free. */
final class PackedDrop {
    private final InboxFilter filter;

    PackedDrop(InboxFilter filter) {
        this.filter = requireNonNull(filter, "filter");
    }

    /**
     * Takes a file or folder out of its inbox.
     *
     * @throws StuckFileException when it cannot be moved; it is left alone for a while then
     */
    void take(Path from, Path to) throws IOException {
        try {
            FileMoves.move(from, to);
        } catch (FileSystemException e) {
            try {
                StuckFileException.rethrow(e, from);
            } catch (StuckFileException stuck) {
                filter.leaveForNow(from, stuck.getMessage());
                throw stuck;
            }
        }
    }

    /**
     * Puts a zip into its place, complete and with its options.
     *
     * @param options its options file, which may be missing
     */
    static void put(Path zip, Path options, Path place) throws IOException {
        if (Files.exists(options)) {
            Files.copy(options, NameBytes.beside(place, DropNames.OPTIONS));
        }
        WholeFile.write(NameBytes.beside(place, DropNames.DONE), "");
        FileMoves.move(zip, place);
    }

    /** This place, or the next one with a number in its name at which there is neither a drop nor its options. */
    static Path free(Path wanted) {
        Path place = wanted;
        for (int i = 2;
                Files.exists(place, LinkOption.NOFOLLOW_LINKS)
                        || Files.exists(NameBytes.beside(place, DropNames.OPTIONS));
                i++) {
            place = NameBytes.in(wanted.getParent(), DropNames.numbered(NameBytes.readable(wanted), i));
        }
        return place;
    }
}
