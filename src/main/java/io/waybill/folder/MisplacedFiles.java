package io.waybill.folder;

import static java.util.Objects.requireNonNull;

import io.waybill.format.NameBytes;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what somebody has put beside the folders of the feeds: into {@code inbox} itself, into the folder of a system that takes nothing
 * there, or into a folder that no feed has, because its name is spelled in another way or its system is off. Nobody would ever carry it.
 */
public final class MisplacedFiles {
    private static final int DEEPEST = 5;
    private static final int MOST_NAMES = 5;

    private final DataFolder data;
    private final Set<Path> watched;
    private final Set<Path> passages = new HashSet<>();
    private final IgnoredNames ignored;

    /**
     * Looks beside the folders of feeds.
     *
     * @param feeds all whose folders are watched
     * @param ignored names of files that are left alone
     */
    public MisplacedFiles(DataFolder data, List<FeedName> feeds, IgnoredNames ignored) {
        this.data = requireNonNull(data, "data");
        this.ignored = requireNonNull(ignored, "ignored");
        this.watched = feeds.stream().map(data::inbox).collect(Collectors.toUnmodifiableSet());
        passages.add(data.inbox());
        for (Path inbox : watched) {
            Path above = inbox.getParent();
            if (!watched.contains(above)) {
                passages.add(above);
            }
        }
    }

    /**
     * Lists them now: files, and folders that have files in them.
     *
     * @return readable paths within the data folder, in alphabetical order; nothing of a folder that cannot be read, which is told elsewhere
     */
    public List<String> find() {
        List<Path> found = new ArrayList<>();
        for (Path passage : passages) {
            try (Stream<Path> entries = Files.list(passage)) {
                entries.filter(this::isMisplaced).forEach(found::add);
            } catch (IOException | UncheckedIOException e) {
                // It is missing, or cannot be read: the folders' own examination says so.
                continue;
            }
        }
        return found.stream()
                .map(data.root()::relativize)
                .map(NameBytes::readablePath)
                .sorted()
                .toList();
    }

    /**
     * One sentence for people about what was found, without what to do.
     *
     * @param found not empty
     */
    public static String sentence(List<String> found) {
        String names = found.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        String more =
                found.size() > MOST_NAMES ? String.format(Locale.ROOT, " and %,d more", found.size() - MOST_NAMES) : "";
        return found.size() == 1
                ? names + " lies where no feed looks, and is not carried."
                : names + more + " lie where no feed looks, and are not carried.";
    }

    private boolean isMisplaced(Path entry) {
        if (watched.contains(entry) || passages.contains(entry)) {
            return false;
        }
        return isDrop(entry) && (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) || hasFiles(entry));
    }

    private boolean hasFiles(Path folder) {
        try (Stream<Path> inside = Files.walk(folder, DEEPEST)) {
            return inside.anyMatch(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && isDrop(path));
        } catch (IOException | UncheckedIOException e) {
            // What cannot be read may be a drop.
            return true;
        }
    }

    /** Whether it has the name of a drop. */
    private boolean isDrop(Path path) {
        String name = NameBytes.readable(path);
        return DropNames.isDrop(name) && !ignored.contains(name);
    }
}
