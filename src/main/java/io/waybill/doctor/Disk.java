package io.waybill.doctor;

import static io.waybill.doctor.Finding.missing;
import static io.waybill.doctor.Finding.note;
import static io.waybill.doctor.Finding.well;

import io.waybill.database.Target;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Free space, where it can be known. */
final class Disk {
    private static final String SUBJECT = "disk";
    private static final long MEGABYTE = 1L << 20;
    /** For drops on their way, archive and logs. */
    private static final long LEAST = 500 * MEGABYTE;

    private Disk() {}

    /** The file system of a folder that exists. */
    static Finding ofFolder(Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            return free >= LEAST
                    ? well(SUBJECT, folder + " has " + megabytes(free) + " free.")
                    : missing(
                            SUBJECT,
                            folder + " has only " + megabytes(free) + " free, " + megabytes(LEAST) + " is the least.",
                            "delete old files there, or give its file system more space");
        } catch (IOException e) {
            return note(SUBJECT, "Nobody can say how much space " + folder + " has.", "");
        }
    }

    /**
     * That of the database: a delivery may write each row once more, to the stage, to the table and to the journal.
     *
     * @param size bytes of the database
     * @param directory of the server's data; null when it is not known
     */
    static Optional<Finding> ofDatabase(Target target, Settings settings, long size, String directory) {
        Optional<Path> place = target.embedded()
                ? Optional.of(settings.data())
                : Optional.ofNullable(directory)
                        .filter(known -> target.onThisMachine())
                        .map(Path::of);
        if (place.isEmpty()) {
            return Optional.of(well(
                    SUBJECT,
                    "The database has " + megabytes(size)
                            + "; how much is free on its server cannot be seen from here."));
        }
        try {
            long free = Files.getFileStore(place.get()).getUsableSpace();
            long needed = LEAST + size;
            return Optional.of(
                    free >= needed
                            ? well(
                                    SUBJECT,
                                    "The database has " + megabytes(size) + ", and " + megabytes(free) + " free.")
                            : missing(
                                    SUBJECT,
                                    "The database has " + megabytes(size) + ", but its disk only " + megabytes(free)
                                            + " free: a delivery may need as much again as the database has.",
                                    "free " + megabytes(needed - free) + " on the file system of " + place.get()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
    }
}
