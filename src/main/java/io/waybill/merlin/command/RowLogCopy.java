package io.waybill.merlin.command;

import io.waybill.format.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A copy of the log of a waybill's rows, in a place of the operator's own choice. */
final class RowLogCopy {
    private static final int EARLIER = 9;

    private final Path place;

    RowLogCopy(Path place) {
        this.place = place.toAbsolutePath().normalize();
    }

    /** Whether a file can be written there. */
    boolean isPossible() {
        return !Files.isDirectory(place) && Files.isWritable(place.getParent());
    }

    /**
     * Copies it, readable for its owner only; a file that is there already becomes the first of the earlier ones.
     *
     * @return false when there is no such log: of a waybill that changed nothing because it failed or was refused
     * @throws IOException when it cannot be written
     */
    boolean copy(Path log) throws IOException {
        if (!Files.exists(log)) {
            return false;
        }
        for (int i = EARLIER; i > 1; i--) {
            if (Files.exists(earlier(i - 1))) {
                Files.move(earlier(i - 1), earlier(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (Files.exists(place)) {
            Files.move(place, earlier(1), StandardCopyOption.REPLACE_EXISTING);
        }
        try (WholeFile copy = new WholeFile(place)) {
            Files.copy(log, copy.out());
            copy.commit();
        }
        return true;
    }

    private Path earlier(int i) {
        return place.resolveSibling(place.getFileName() + "." + i);
    }
}
