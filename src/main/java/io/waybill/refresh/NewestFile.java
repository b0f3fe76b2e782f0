package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DropNames;
import io.waybill.folder.SettlingWatch;
import io.waybill.format.NameBytes;
import io.waybill.format.WholeFile;
import io.waybill.model.FileStamp;
import io.waybill.model.Stopping;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** The newest file in the folder of a scheduled refresh, once nobody writes to it any more. */
final class NewestFile {
    private final RefreshSource.Folder source;
    private final SettledFiles settled;

    /** @param stopping breaks the waiting off */
    NewestFile(RefreshSource.Folder source, SettlingWatch settling, Stopping stopping) {
        this.source = requireNonNull(source, "source");
        this.settled = new SettledFiles(source, settling, stopping);
    }

    /**
     * Waits until the newest file, by time of last change, has settled. A file that comes meanwhile and is newer takes its place.
     *
     * @throws IOException when the folder cannot be read
     * @throws NothingFetchedException when the folder holds no such file, or somebody writes to it for too long
     */
    Path settled() throws IOException, InterruptedException, NothingFetchedException {
        return settled.await(this::newest, List::of, file -> file);
    }

    private Path newest() throws IOException, NothingFetchedException {
        Path newest = null;
        FileTime newestTime = null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(source.folder(), source.files())) {
            for (Path file : files) {
                if (DropNames.isDrop(NameBytes.readable(file)) && Files.isRegularFile(file)) {
                    FileTime time = time(file);
                    if (newest == null || time.compareTo(newestTime) > 0) {
                        newest = file;
                        newestTime = time;
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (newest == null) {
            throw new NothingFetchedException("There is no file " + source.files() + " in " + source.folder() + ".");
        }
        return newest;
    }

    /** One that was moved away meanwhile is the oldest. */
    private static FileTime time(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            return FileTime.fromMillis(Long.MIN_VALUE);
        }
    }

    /**
     * Copies the file that has {@link #settled}.
     *
     * @return false when it was written to meanwhile, or has gone; then there is no copy
     * @throws IOException when it cannot be copied
     */
    static boolean copy(Path file, Path copy) throws IOException {
        try (WholeFile whole = new WholeFile(copy)) {
            FileStamp before = FileStamp.of(file);
            Files.copy(file, whole.out());
            if (!before.isLike(FileStamp.of(file))) {
                return false;
            }
            whole.commit();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
