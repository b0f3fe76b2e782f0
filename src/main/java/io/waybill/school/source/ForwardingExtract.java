package io.waybill.school.source;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvDialect;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.SchoolRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Passes everything on as it comes; whoever adds to an export or looks into it says only what is different. */
public abstract class ForwardingExtract implements Extract {
    private final Extract extract;

    /** @param extract receives everything */
    protected ForwardingExtract(Extract extract) {
        this.extract = requireNonNull(extract, "extract");
    }

    @Override
    public void record(SchoolRecord record) {
        extract.record(record);
    }

    @Override
    public void rejected(Area area, String key, Fault fault) {
        extract.rejected(area, key, fault);
    }

    @Override
    public void rejectedWith(Area area, String key, Fault fault) {
        extract.rejectedWith(area, key, fault);
    }

    @Override
    public void rejectedLink(Area area, Fault fault) {
        extract.rejectedLink(area, fault);
    }

    @Override
    public void incomplete(String key) {
        extract.incomplete(key);
    }

    @Override
    public void unplaced(String occurrence, String record) {
        extract.unplaced(occurrence, record);
    }

    @Override
    public void week(Position row, LocalDate sunday) {
        extract.week(row, sunday);
    }

    @Override
    public void dated(String record) {
        extract.dated(record);
    }

    @Override
    public void unusable(UnusableEntry entry) {
        extract.unusable(entry);
    }

    @Override
    public void unreadable(UnreadableLink link) {
        extract.unreadable(link);
    }

    @Override
    public void table(String name, Path file, CsvDialect dialect) throws IOException {
        extract.table(name, file, dialect);
    }

    @Override
    public void notice(Notice notice) {
        extract.notice(notice);
    }

    @Override
    public void area(Area area, AreaState state) {
        extract.area(area, state);
    }
}
