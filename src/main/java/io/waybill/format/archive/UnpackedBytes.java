package io.waybill.format.archive;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** One archive that is being unpacked: its faults, and how much has come out of it. */
final class UnpackedBytes {
    private static final int BYTES_OF_MB = 1_000_000;

    private final String name;
    private final String advice;
    private final ArchiveLimits limits;
    private final long packed;
    private long unpacked;

    /** @param advice what to do about a broken archive */
    UnpackedBytes(Path archive, String name, String advice, ArchiveLimits limits) throws IOException {
        this.name = name;
        this.advice = advice;
        this.limits = limits;
        this.packed = Files.size(archive);
    }

    ArchiveLimits limits() {
        return limits;
    }

    /** Counts what was unpacked. */
    void add(long bytes) {
        unpacked += bytes;
        if (unpacked > limits.bytes() || unpacked > ArchiveLimits.SMALL + packed * limits.ratio()) {
            throw broken("too-large", "more than " + unpacked / BYTES_OF_MB + " MB when unpacked", "less");
        }
    }

    /** A name that leads out of the archive's own folder: nobody packs such a thing in good faith. */
    void requireHarmless(String shown) {
        boolean leadsElsewhere = shown.startsWith("/")
                || shown.matches("[A-Za-z]:.*")
                || Arrays.asList(shown.split("/")).contains("..");
        if (leadsElsewhere || shown.isBlank() || shown.chars().anyMatch(Character::isISOControl)) {
            throw broken(
                    "unsafe-name",
                    shown,
                    "plain names of files within the archive: no '..', and none that begins with '/' or a drive");
        }
    }

    /** What a link or a device in the archive is. */
    BrokenFileException notAFile(String shown) {
        return broken("not-a-file", shown + ", which is a link or a device", "files");
    }

    BrokenFileException twice(String shown) {
        return broken("file-twice", shown, "each file once");
    }

    BrokenFileException tooMany() {
        return broken(
                "too-many-files",
                "more than " + limits.entries() + " entries",
                "at most " + limits.entries() + " files and folders");
    }

    /** An archive that cannot be understood is damaged, but a disk that cannot be read is not its fault. */
    BrokenFileException unreadable(IOException failure, String rule, String found, String expected) throws IOException {
        StackTraceElement[] frames = failure.getStackTrace();
        if (failure instanceof FileSystemException || frames.length > 0 && frames[0].isNativeMethod()) {
            throw failure;
        }
        return broken(rule, found, expected);
    }

    BrokenFileException broken(String rule, String found, String expected) {
        return new BrokenFileException(Fault.ofFile(Position.of(name), rule, found, expected, advice));
    }
}
