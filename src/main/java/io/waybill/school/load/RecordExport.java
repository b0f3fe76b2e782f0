package io.waybill.school.load;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.IgnoredNames;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.isams.IsamsAdapter;
import io.waybill.school.model.Area;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.schoolbase.SchoolBaseAdapter;
import io.waybill.school.source.AutomaticGroups;
import io.waybill.school.source.Extract;
import io.waybill.school.source.ForwardingExtract;
import io.waybill.school.source.JsonLines;
import io.waybill.school.source.LoadFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;

/** Writes the records of an export as JSON Lines, for other programs, without a database. */
public final class RecordExport {
    private final SchoolConfig config;
    private final IgnoredNames ignored;

    /**
     * @param config says which year it is, and what the school does in its own way
     * @param ignored files of a zip that are left out
     */
    public RecordExport(SchoolConfig config, IgnoredNames ignored) {
        this.config = requireNonNull(config, "config");
        this.ignored = requireNonNull(ignored, "ignored");
    }

    /**
     * What was written.
     *
     * @param records how many there are
     * @param rejected how many things could not be used
     */
    public record Written(long records, long rejected) {}

    /**
     * Writes them.
     *
     * @param file an export of iSAMS or of SchoolBase
     * @param unpacked an empty folder for the files of a zip
     * @param start what is over before this day is left out
     * @param timetable null for the first published one
     * @param out receives the lines; it stays open
     * @throws BrokenFileException when the export is broken or not whole; what was written is of no use then
     * @throws IOException when something cannot be read or written
     */
    public Written write(Path file, Path unpacked, LocalDate start, int ahead, String timetable, OutputStream out)
            throws IOException {
        String name = file.getFileName().toString();
        ExportFiles files = ExportFiles.open(file, name, unpacked, ignored);
        LoadFrame frame = new LoadFrame(
                start == null ? config.year().first() : start,
                config.year().first(),
                config.year().last(),
                ahead);
        boolean tables = files.onlyTables();
        try (JsonLines lines =
                new JsonLines(out, config.source(tables ? SchoolConfig.SCHOOLBASE : SchoolConfig.ISAMS))) {
            Counted counted = new Counted(lines);
            AutomaticGroups groups = new AutomaticGroups(config.policy(), counted);
            if (tables) {
                new SchoolBaseAdapter(config.policy(), frame, config.schoolBase()).read(files.files(), groups);
            } else {
                new IsamsAdapter(config.policy(), frame, timetable).read(files.isams(name), groups);
            }
            groups.complete();
            lines.end();
            return new Written(counted.records, counted.rejected);
        }
    }

    private static final class Counted extends ForwardingExtract {
        private long records;
        private long rejected;

        Counted(Extract extract) {
            super(extract);
        }

        @Override
        public void record(SchoolRecord record) {
            records++;
            super.record(record);
        }

        @Override
        public void rejected(Area area, String key, Fault fault) {
            rejected++;
            super.rejected(area, key, fault);
        }

        @Override
        public void rejectedWith(Area area, String key, Fault fault) {
            rejected++;
            super.rejectedWith(area, key, fault);
        }

        @Override
        public void rejectedLink(Area area, Fault fault) {
            rejected++;
            super.rejectedLink(area, fault);
        }
    }
}
