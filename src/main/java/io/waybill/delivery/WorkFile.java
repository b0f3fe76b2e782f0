package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.model.FileDigest;
import io.waybill.model.FileEntry;
import java.io.IOException;
import java.nio.file.Path;

/** A complete file in a drop's work folder, with its digest for the ledger. */
public record WorkFile(Path path, FileDigest digest) {
    public WorkFile {
        requireNonNull(path, "path");
        requireNonNull(digest, "digest");
    }

    /** Reads the file once to compute its digest. */
    public static WorkFile of(Path path) throws IOException {
        return new WorkFile(path, FileDigest.of(path));
    }

    FileEntry entry(FileEntry.Role role, DataFolder data, Path folder) {
        return new FileEntry(role, data.relative(folder.resolve(path.getFileName())), digest.size(), digest.sha256());
    }
}
