package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Finds out with as little work as possible that an inbox is empty: folders are looked into several times a second, and nearly always there
 * is nothing. Safe for use by several threads.
 */
final class EmptyInboxes {
    private final DataFolder data;
    private final Set<Path> feeds;
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    /** @param feeds all feeds that have an inbox: these are no entries of the folder of their system */
    EmptyInboxes(DataFolder data, List<FeedName> feeds) {
        this.data = requireNonNull(data, "data");
        this.feeds = feeds.stream().map(data::inbox).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether there was nothing in the inbox of a feed and its preview folder at the last look, and is nothing now. The first look after
     * something was there returns false: what was remembered of it is to be forgotten. So does one at an inbox that cannot be read: whoever
     * looks closer learns why.
     */
    boolean remains(FeedName feed) {
        Path inbox = data.inbox(feed);
        if (isEmpty(inbox)) {
            return !known.add(inbox);
        }
        known.remove(inbox);
        return false;
    }

    private boolean isEmpty(Path inbox) {
        Path preview = inbox.resolve(DataFolder.PREVIEW);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(inbox)) {
            for (Path entry : entries) {
                if (entry.equals(preview) ? !isEmptyFolder(entry) : !feeds.contains(entry)) {
                    return false;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
        return true;
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }
}
