package io.waybill.school.load;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.FileMoves;
import io.waybill.folder.IgnoredNames;
import io.waybill.format.BrokenFileException;
import io.waybill.format.NameBytes;
import io.waybill.intake.Arrival;
import io.waybill.intake.FileDays;
import io.waybill.model.FailureSentence;
import io.waybill.school.schoolbase.SchoolBaseWeeks;
import io.waybill.system.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SortedSet;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step, as the route names it, that finds out which weeks a file in the inbox is about. */
public final class FileWeeks {
    private static final Logger LOG = LoggerFactory.getLogger(FileWeeks.class);
    private static final int TO_SATURDAY = 6;

    private final Engine engine;
    private final IgnoredNames ignored;

    /** @param engine has the folder in which zips are unpacked */
    public FileWeeks(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
        this.ignored = new IgnoredNames(engine.settings().ignored());
    }

    /**
     * The days from the Sunday of the first week to the Saturday of the last one. A file in which they cannot be found, such as a broken one or one
     * with answers, may be about any day; what is wrong with it is reported once it is a drop.
     */
    public FileDays of(@Body Arrival arrival) {
        Path file = arrival.file();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return FileDays.ANY;
        }
        Path unpacked = engine.data().spool("school-weeks");
        try {
            SortedSet<LocalDate> sundays =
                    SchoolBaseWeeks.sundays(ExportFiles.open(file, NameBytes.readable(file), unpacked, ignored)
                            .files());
            return sundays.isEmpty()
                    ? FileDays.ANY
                    : new FileDays(sundays.first(), sundays.last().plusDays(TO_SATURDAY));
        } catch (IOException | BrokenFileException e) {
            LOG.debug("The weeks of a waiting file are not known: {}", FailureSentence.withoutValues(e));
            return FileDays.ANY;
        } finally {
            clear(unpacked);
        }
    }

    private static void clear(Path unpacked) {
        try {
            FileMoves.deleteTree(unpacked);
        } catch (IOException e) {
            LOG.warn("What was unpacked of a waiting file remains in {}", unpacked);
        }
    }
}
