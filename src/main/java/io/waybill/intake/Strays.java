package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.model.FeedName;
import io.waybill.model.FileStamp;
import io.waybill.model.MissingRight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
                String name = entry.getFileName().toString();
                boolean previewFolder = !preview && name.equals(DataFolder.PREVIEW) && Files.isDirectory(entry);
                if (filter.isDrop(entry)
                        && !previewFolder
                        && !isInbox(entry)
                        && !filter.isPostponed(entry)
                        && isStray(entry)) {
                    all.add(new WaitingFile(entry, preview));
                }
            }
        }
    }

    /** Whether it is a feed's folder inside the folder of its system. */
    private boolean isInbox(Path entry) {
        return feeds.stream().anyMatch(feed -> data.inbox(feed).equals(entry));
    }

    private boolean isStray(Path entry) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                return false;
            }
            if (!filter.hasSettled(entry, signs(entry))) {
                // A folder into which files are being copied is not searched again at every look.
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

    /** How many files and folders are in it, how large they are together, and when the latest one was changed. */
    private record Signs(long entries, long bytes, FileTime modified, FileTime changed) {}

    private static Signs signs(Path entry) throws IOException {
        Signs all = new Signs(0, 0, FileTime.from(Instant.MIN), FileTime.from(Instant.MIN));
        try (Stream<Path> inside = Files.walk(entry)) {
            for (Path path : (Iterable<Path>) inside::iterator) {
                FileStamp stamp = FileStamp.of(path);
                all = new Signs(
                        all.entries + 1,
                        all.bytes + stamp.size(),
                        later(all.modified, stamp.modified()),
                        later(all.changed, stamp.changed()));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return all;
    }

    private static FileTime later(FileTime one, FileTime other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
