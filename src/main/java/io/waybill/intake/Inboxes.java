package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The inboxes of all feeds: which file of a feed is to be claimed next. */
public final class Inboxes {
    private final DataFolder data;
    private final InboxFilter filter;
    private final Outages outages;
    private final BatchPacker gathering;
    private final Strays strays;
    private final FolderPacking folders;
    private final EmptyInboxes empty;

    /**
     * Looks into the inboxes of a data folder.
     *
     * @param feeds all feeds that have one
     * @param filter decides what is complete
     * @param outages learns of an inbox that cannot be read
     */
    public Inboxes(DataFolder data, List<FeedName> feeds, InboxFilter filter, Outages outages) {
        this.data = requireNonNull(data, "data");
        this.filter = requireNonNull(filter, "filter");
        this.outages = requireNonNull(outages, "outages");
        this.gathering = new BatchPacker(filter);
        this.folders = new FolderPacking(filter);
        this.strays = new Strays(data, feeds, filter);
        this.empty = new EmptyInboxes(data, feeds);
    }

    /** Whether something may be in the inbox of a feed, complete or not, or something is to be found out about it. Cheap. */
    boolean mayHaveFile(FeedName feed) {
        return !empty.remains(feed);
    }

    /**
     * Returns the oldest complete file of a feed's inbox and its preview folder. In the folder of a system itself, the files that are
     * there together have become one zip; folders that are marked as complete have become one each. When there is no complete file, something that is not a file, to be refused.
     *
     * @return empty when nothing is to be claimed now
     * @throws IOException when the inbox cannot be read or written, and this machine is not the reason
     */
    Optional<WaitingFile> next(FeedName feed) throws IOException {
        return waiting(feed, 1).stream().findFirst();
    }

    /**
     * Returns all complete files, oldest first, otherwise as {@link #next}.
     *
     * @throws IOException as {@link #next}
     */
    List<WaitingFile> waiting(FeedName feed) throws IOException {
        return waiting(feed, Integer.MAX_VALUE);
    }

    private List<WaitingFile> waiting(FeedName feed, int most) throws IOException {
        Path inbox = data.inbox(feed);
        if (!outages.isDue(inbox) || filter.isPostponed(inbox)) {
            return List.of();
        }
        try {
            List<WaitingFile> waiting = look(feed, inbox, most);
            outages.gone(inbox);
            return waiting;
        } catch (StuckFileException e) {
            // The next look leaves it out.
            return List.of();
        } catch (IOException e) {
            if (outages.met(e, inbox).isPresent()) {
                return List.of();
            }
            filter.postpone(inbox);
            throw e;
        }
    }

    private List<WaitingFile> look(FeedName feed, Path inbox, int most) throws IOException {
        Path preview = inbox.resolve(DataFolder.PREVIEW);
        folders.pack(inbox, strays::isOwnFolder);
        folders.pack(preview, strays::isOwnFolder);
        List<WaitingFile> files = (feed.isBatch()
                        ? gathered(inbox, preview)
                        : filter.claimable(inbox, preview).stream().filter(filter::isComplete))
                .limit(most)
                .map(WaitingFile::at)
                .toList();
        if (!files.isEmpty()) {
            return files;
        }
        filter.complainOfOptions(inbox, preview);
        return strays.find(feed).stream().limit(most).toList();
    }

    private Stream<Path> gathered(Path inbox, Path preview) throws IOException {
        List<Path> ready = new ArrayList<>(gathering.ready(inbox));
        ready.addAll(gathering.ready(preview));
        return ready.stream();
    }
}
