package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DropNames;
import io.waybill.folder.SettlingWatch;
import io.waybill.format.NameBytes;
import io.waybill.format.WholeFile;
import io.waybill.model.FileStamp;
import io.waybill.model.Stopping;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The newest complete set of files in the folder of a scheduled refresh, once nobody writes to it any more. A set lies in the folder itself or
 * in one of the folders in it.
 */
final class NewestSet {
    private final RefreshSource.Folder source;
    private final SettledFiles settled;
    private final PathMatcher files;

    /** @param stopping breaks the waiting off */
    NewestSet(RefreshSource.Folder source, SettlingWatch settling, Stopping stopping) {
        this.source = requireNonNull(source, "source");
        this.settled = new SettledFiles(source, settling, stopping);
        this.files = glob(source.files());
    }

    private static PathMatcher glob(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    /**
     * A set of files.
     *
     * @param files those that go into the drop, by name
     * @param newest when the last of them was changed
     * @param missing what it has to have and lacks; none when it is complete
     */
    record Candidate(Path folder, List<Path> files, FileTime newest, List<String> missing) {
        boolean complete() {
            return missing.isEmpty();
        }
    }

    /**
     * What was found.
     *
     * @param passedOver a newer one that is not complete; null when there is none
     */
    record Found(Candidate set, Candidate passedOver) {
        /** A sentence about the set that was passed over; empty text when there is none. */
        String notice() {
            return passedOver == null
                    ? ""
                    : NameBytes.readablePath(passedOver.folder) + " is newer and was passed over: it lacks "
                            + String.join(", ", passedOver.missing) + ".";
        }
    }

    /**
     * Waits until the newest complete set has settled.
     *
     * @throws IOException when a folder cannot be read
     * @throws NothingFetchedException when there is no complete set, or somebody writes to it for too long
     */
    Found settled() throws IOException, InterruptedException, NothingFetchedException {
        return settled.await(this::newest, found -> found.set.files, found -> found.set.folder);
    }

    private Found newest() throws IOException, NothingFetchedException {
        List<Candidate> candidates = new ArrayList<>();
        candidate(source.folder()).ifPresent(candidates::add);
        for (Path each : listed(source.folder())) {
            if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) && DropNames.isDrop(NameBytes.readable(each))) {
                candidate(each).ifPresent(candidates::add);
            }
        }
        candidates.sort(Comparator.comparing(Candidate::newest).reversed());
        Candidate set = candidates.stream()
                .filter(Candidate::complete)
                .findFirst()
                .orElseThrow(() -> new NothingFetchedException("There is no whole set of "
                        + String.join(", ", source.set()) + " in " + source.folder()
                        + candidates.stream()
                                .findFirst()
                                .map(newest -> ": " + NameBytes.readablePath(newest.folder) + " lacks "
                                        + String.join(", ", newest.missing))
                                .orElse("")
                        + "."));
        return new Found(set, set == candidates.get(0) ? null : candidates.get(0));
    }

    /** Empty when the folder has no file that could belong to a set. */
    private Optional<Candidate> candidate(Path folder) throws IOException {
        List<Path> taken = new ArrayList<>();
        FileTime newest = FileTime.fromMillis(Long.MIN_VALUE);
        for (Path file : listed(folder)) {
            if (belongs(file)) {
                try {
                    FileTime time = Files.getLastModifiedTime(file);
                    newest = time.compareTo(newest) > 0 ? time : newest;
                    taken.add(file);
                } catch (NoSuchFileException e) {
                    continue;
                }
            }
        }
        List<String> missing = source.set().stream()
                .filter(wanted -> taken.stream().noneMatch(file -> glob(wanted).matches(file.getFileName())))
                .toList();
        return taken.isEmpty() ? Optional.empty() : Optional.of(new Candidate(folder, taken, newest, missing));
    }

    private boolean belongs(Path file) {
        return DropNames.isDrop(NameBytes.readable(file))
                && Files.isRegularFile(file)
                && (files.matches(file.getFileName())
                        || source.set().stream().anyMatch(wanted -> glob(wanted).matches(file.getFileName())));
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Packs a set that has {@link #settled}. The same files make the same zip, so that a drop of them can be known again.
     *
     * @return false when one of them was written to meanwhile, or has gone; then there is no zip
     * @throws IOException when it cannot be written
     */
    static boolean pack(Candidate set, Path zip) throws IOException {
        Map<Path, FileStamp> stamps = new HashMap<>();
        try (WholeFile whole = new WholeFile(zip)) {
            ZipOutputStream out = new ZipOutputStream(whole.out());
            for (Path file : set.files) {
                stamps.put(file, FileStamp.of(file));
                ZipEntry entry = new ZipEntry(NameBytes.readable(file));
                entry.setTime(0);
                out.putNextEntry(entry);
                Files.copy(file, out);
                out.closeEntry();
            }
            out.finish();
            for (Path file : set.files) {
                if (!stamps.get(file).isLike(FileStamp.of(file))) {
                    return false;
                }
            }
            whole.commit();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
