package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.folder.DropNames;
import io.waybill.folder.PackedFolder;
import io.waybill.format.NameBytes;
import io.waybill.model.FeedName;
import io.waybill.model.FileStamp;
import io.waybill.model.MissingRight;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what is in an inbox but is not a file: folders, symbolic links and the like. Claiming one refuses it. */
final class Strays {
    private final DataFolder data;
    private final List<FeedName> feeds;
    private final InboxFilter filter;

    Strays(DataFolder data, List<FeedName> feeds, InboxFilter filter) {
        this.data = requireNonNull(data, "data");
        this.feeds = List.copyOf(feeds);
        this.filter = requireNonNull(filter, "filter");
    }

    /**
     * Lists those of one inbox into which nothing is being copied any more.
     *
     * @throws IOException when the inbox cannot be read
     */
    List<WaitingFile> find(FeedName feed) throws IOException {
        List<WaitingFile> all = new ArrayList<>();
        find(feed, false, data.inbox(feed), all);
        find(feed, true, data.inbox(feed).resolve(DataFolder.PREVIEW), all);
        return all;
    }

    private void find(FeedName feed, boolean preview, Path folder, List<WaitingFile> all) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (filter.isDrop(entry) && !isOwnFolder(entry) && !filter.isPostponed(entry) && isStray(entry)) {
                    all.add(new WaitingFile(entry, preview));
                }
            }
        }
    }

    /** Whether it is a folder of Waybill itself: a feed's inbox inside the folder of its system, or the preview folder of an inbox. */
    boolean isOwnFolder(Path entry) {
        return feeds.stream()
                .map(data::inbox)
                .anyMatch(inbox ->
                        inbox.equals(entry) || inbox.resolve(DataFolder.PREVIEW).equals(entry));
    }

    private boolean isStray(Path entry) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                return false;
            }
            if (attributes.isDirectory()) {
                return isStrayFolder(entry);
            }
            FileStamp stamp = FileStamp.of(entry);
            if (!filter.hasSettled(entry, List.of(stamp.size(), stamp.modified(), stamp.changed()))) {
                filter.postponeUntilSettled(entry);
                return false;
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (AccessDeniedException e) {
            filter.leaveForNow(entry, denied(entry, e));
            return false;
        }
    }

    /** A folder that is marked as complete is packed, unless it cannot be; one without a mark waits for it for a long time. */
    private boolean isStrayFolder(Path entry) throws IOException {
        PackedFolder folder = PackedFolder.of(entry);
        boolean marked = FolderPacking.isMarked(entry);
        if (marked && folder.fault().isEmpty()) {
            return false;
        }
        boolean over = marked
                ? filter.hasSettled(entry, folder.signs())
                : filter.hasWaitedLong(
                        entry,
                        folder.signs(),
                        NameBytes.readablePath(entry) + " is a folder: it is taken as soon as an empty file "
                                + NameBytes.readable(entry) + DropNames.DONE
                                + " is beside it, and refused when nothing changes in it for long");
        if (!over) {
            // A folder into which files are being copied is not searched again at every look.
            filter.postponeUntilSettled(entry);
        }
        return over;
    }

    private static String denied(Path entry, AccessDeniedException reason) {
        try {
            return Optional.ofNullable(reason.getFile())
                    .map(Path::of)
                    .flatMap(MissingRight::toRead)
                    .orElseGet(() -> MissingRight.toMove(entry));
        } catch (InvalidPathException e) {
            // The name of something inside is not text in the encoding of the locale.
            return MissingRight.toMove(entry);
        }
    }
}
