package io.waybill.intake;

import io.waybill.model.MissingRight;
import io.waybill.model.OperatorMessage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** One file of an inbox cannot be moved although its folder can be used: it waits alone, the others do not wait for it. */
final class StuckFileException extends IOException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    private StuckFileException(String sentence, FileSystemException reason) {
        super(sentence);
        // Not its cause: a refusal by the system would be taken for an outage of all folders.
        addSuppressed(reason);
    }

    /**
     * Throws the reason why a file could not be moved out of its folder: as it is when the whole folder is concerned.
     *
     * @throws FileSystemException when other files could not be moved either, or this one is gone
     * @throws StuckFileException when it is a matter of this file alone
     */
    static void rethrow(FileSystemException reason, Path file) throws FileSystemException, StuckFileException {
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (there && MissingRight.toWriteInto(file.getParent()).isEmpty() && Files.isWritable(file.getParent())) {
            throw new StuckFileException(MissingRight.toMove(file), reason);
        }
        throw reason;
    }
}
