package io.waybill.timetable.feed;

import io.waybill.delivery.Delivery;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.timetable.dump.DumpIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reports everything that is wrong with a Live dump in one run, wherever it was found: by the index (records, keys,
 * references), the stage (values) or the rules of the target.
 */
final class LiveFaults {
    private static final String KEY = "pk";
    private static final String DUPLICATE_KEY = "duplicate-key";
    private static final String DUPLICATE_VALUE = "duplicate-value";
    private static final String DANGLING = "dangling-reference";

    private final List<Fault> all = new ArrayList<>();
    private final Set<List<String>> reported = new HashSet<>();
    private final Set<String> twice = new HashSet<>();
    private long total;

    private LiveFaults() {}

    /**
     * Refuses the dump if anything is wrong with it. All its records are staged by then, but nothing was carried over
     * from the target.
     *
     * @throws BrokenFileException with all faults in the order of the file
     */
    static void throwIfAny(DumpIndex index, Delivery delivery) {
        if (index.isSound() && delivery.faults().isEmpty()) {
            return;
        }
        delivery.begin();
        delivery.check();
        LiveFaults faults = new LiveFaults();
        faults.ofIndex(index.faults());
        faults.ofIndex(index.dangling());
        faults.ofDelivery(delivery.faults());
        faults.all.sort(Comparator.comparingLong(fault -> fault.at().offset()));
        throw new BrokenFileException(faults.all.subList(0, Math.min(faults.all.size(), Faults.KEPT)), faults.total);
    }

    private void ofIndex(Faults faults) {
        for (Fault fault : faults.kept()) {
            all.add(fault);
            reported.add(place(fault));
            if (fault.rule().equals(DUPLICATE_KEY)) {
                twice.add(fault.record());
            }
        }
        total += faults.total();
    }

    /**
     * Adds the faults of the delivery. Those of a field that the index has already reported, with a more exact place,
     * are left out, and so are dangling references: the index knows them all, while for the stage references to a
     * refused record dangle as well.
     */
    private void ofDelivery(Faults faults) {
        total += faults.total();
        for (Fault fault : faults.kept()) {
            boolean again = reported.contains(place(fault))
                    || fault.rule().equals(DANGLING)
                    || fault.rule().equals(DUPLICATE_VALUE) && twice.contains(fault.record());
            // A fault without a place concerns a row of the target that this faulty dump would not keep.
            if (again || fault.at().offset() < 0) {
                total--;
            } else {
                all.add(fault);
            }
        }
    }

    private static List<String> place(Fault fault) {
        String field = fault.field() == null ? KEY : fault.field();
        int column = field.indexOf(" (column ");
        return List.of(fault.record() == null ? "" : fault.record(), column < 0 ? field : field.substring(0, column));
    }
}
