package io.waybill.school.schoolbase;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.school.model.Area;
import io.waybill.school.source.Extract;
import io.waybill.school.source.ForwardingExtract;

/** What is wrong with a table that has to be there is wrong with the whole export; what is wrong with a row is not. */
final class CoreExtract extends ForwardingExtract {
    private final Faults faults = new Faults();
    private final Faults ofRows = new Faults();

    CoreExtract(Extract extract) {
        super(extract);
    }

    @Override
    public void rejected(Area area, String key, Fault fault) {
        if (fault.record() == null) {
            faults.add(fault);
        } else {
            ofRows.add(fault);
            super.rejected(area, key, fault);
        }
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
