package io.waybill.intake;

import io.waybill.database.OutageKind;
import io.waybill.database.Target;
import io.waybill.folder.UnusableFolderException;
import io.waybill.format.BrokenFileException;
import io.waybill.model.DropChangedException;
import io.waybill.model.FailureSentence;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Why a drop cannot be carried now although nothing is wrong with it: it goes back to its inbox and is retried.
 *
 * @param kind what has to change first
 * @param sentence for people, without values from the drop
 */
record Hindrance(Kind kind, String sentence) {
    private static final int LONGEST_NAME = 255;

    /** What has to change first. */
    enum Kind {
        /** The target cannot be reached. */
        TARGET_AWAY,
        /** The target answers but cannot work. */
        TARGET_UNABLE,
        /** This machine's folders cannot be written to. */
        FOLDERS,
        /** The file was written to while it was read. */
        CHANGED
    }

    /** Finds the hindrance behind a failure; empty when the drop itself or Waybill is at fault. */
    static Optional<Hindrance> of(Throwable failure, Target target) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BrokenFileException) {
                return Optional.empty();
            }
            if (cause instanceof DropChangedException changed) {
                return Optional.of(new Hindrance(Kind.CHANGED, changed.getMessage()));
            }
            if (cause instanceof SQLException) {
                break;
            }
            if (isOfTheMachine(cause)) {
                return Optional.of(new Hindrance(Kind.FOLDERS, FailureSentence.of(cause)));
            }
        }
        return OutageKind.of(failure).map(outage -> {
            String sentence = target.unavailable(
                            OutageKind.databaseFailure(failure).orElseThrow())
                    .getMessage();
            return new Hindrance(outage == OutageKind.AWAY ? Kind.TARGET_AWAY : Kind.TARGET_UNABLE, sentence);
        });
    }

    /**
     * Whether the operating system refused to read or write: no space, read-only, no permission, a failing disk. Its messages are in the
     * language of the machine, so the type of the exception decides. A missing file, and what readers say about the content of a file, do
     * not count.
     */
    private static boolean isOfTheMachine(Throwable cause) {
        if (cause instanceof FileSystemException refused) {
            return (cause instanceof AccessDeniedException || cause.getClass() == FileSystemException.class)
                    && !isNameTooLong(refused.getFile());
        }
        return cause instanceof UnusableFolderException
                || cause.getClass() == IOException.class && isThrownBySystem(cause);
    }

    private static boolean isNameTooLong(String file) {
        String name = file == null ? "" : file.substring(file.lastIndexOf(File.separatorChar) + 1);
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
    }

    private static boolean isThrownBySystem(Throwable cause) {
        StackTraceElement[] frames = cause.getStackTrace();
        return frames.length > 0 && frames[0].isNativeMethod();
    }
}
