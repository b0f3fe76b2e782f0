package io.waybill.folder;

import static java.util.Objects.requireNonNull;

import io.waybill.format.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip that has the same bytes whenever the same files are added in the same order: its entries have no times. */
public final class RepeatableZip {
    private static final int BUFFER = 64 * 1024;

    private final Map<String, Path> entries = new LinkedHashMap<>();

    /** Whether the files that were packed are still as they were. */
    @FunctionalInterface
    public interface Unchanged {
        /** Asked once all of them have been read. */
        boolean holds() throws IOException;
    }

    /**
     * Adds a file. Two names may be the same once they are readable; the later one then gets a number.
     *
     * @param name of its entry, with slashes between folders
     */
    public void add(String name, Path file) {
        String free = name;
        for (int i = 2; entries.containsKey(free); i++) {
            free = DropNames.numbered(name, i);
        }
        entries.put(free, requireNonNull(file, "file"));
    }

    /**
     * Writes the zip in one step.
     *
     * @param comment of the zip; null for none
     * @return whether the files were unchanged; if one was not, no zip is written
     * @throws IOException when something cannot be read or written
     */
    public boolean write(Path place, String comment, Unchanged unchanged) throws IOException {
        try (WholeFile whole = new WholeFile(place);
                ZipOutputStream zip =
                        new ZipOutputStream(new BufferedOutputStream(whole.out(), BUFFER), StandardCharsets.UTF_8)) {
            zip.setLevel(1);
            if (comment != null) {
                zip.setComment(comment);
            }
            for (Map.Entry<String, Path> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(each.getValue(), zip);
                zip.closeEntry();
            }
            zip.finish();
            zip.flush();
            if (!unchanged.holds()) {
                return false;
            }
            whole.commit();
            return true;
        }
    }
}
