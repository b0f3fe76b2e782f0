package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import java.nio.file.Path;

/**
 * What is to be claimed from an inbox.
 *
 * @param path a complete file, or something else that will be refused
 * @param preview whether it is in the preview folder
 */
record WaitingFile(Path path, boolean preview) {
    WaitingFile {
        requireNonNull(path, "path");
    }

    /** Of a file in an inbox or in its preview folder. */
    static WaitingFile at(Path path) {
        return new WaitingFile(path, path.getParent().endsWith(DataFolder.PREVIEW));
    }
}
