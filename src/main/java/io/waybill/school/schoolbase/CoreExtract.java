package io.waybill.school.schoolbase;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvDialect;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.source.Extract;
import io.waybill.school.source.UnreadableLink;
import io.waybill.school.source.UnusableEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** What is wrong with a table that has to be there is wrong with the whole export; what is wrong with a row is not. */
final class CoreExtract implements Extract {
    private final Extract extract;
    private final Faults faults = new Faults();
    private final Faults ofRows = new Faults();

    CoreExtract(Extract extract) {
        this.extract = extract;
    }

    @Override
    public void record(SchoolRecord record) {
        extract.record(record);
    }

    @Override
    public void rejected(Area area, String key, Fault fault) {
        if (fault.record() == null) {
            faults.add(fault);
        } else {
            ofRows.add(fault);
            extract.rejected(area, key, fault);
        }
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

    /** What is wrong with rows. */
    Faults ofRows() {
        return ofRows;
    }

    /** @throws io.waybill.format.BrokenFileException when a table could not be read */
    void throwIfAny() {
        faults.throwIfAny();
    }
}
