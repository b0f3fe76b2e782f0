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
 * Everything that is wrong with a Live dump, told in one run whoever found it: the index (records, keys, references), the stage
 * (values) and the target's own rules.
 */
final class LiveFaults {
    private static final String KEY = "pk";
    private static final String DUPLICATE_KEY = "duplicate-key";
    private static final String DUPLICATE_VALUE = "duplicate-value";
    private static final String DANGLING = "dangling-reference";

    private final List<Fault> all = new ArrayList<>();
    private final Set<List<String>> told = new HashSet<>();
    private final Set<String> twice = new HashSet<>();
    private long total;

    private LiveFaults() {}

    /**
     * Refuses the dump if anything is wrong with it. All of its records are staged, nothing of the target's is.
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
            told.add(place(fault));
            if (fault.rule().equals(DUPLICATE_KEY)) {
                twice.add(fault.record());
            }
        }
        total += faults.total();
    }

    /**
     * The index knows more exactly where something stands: what it has told of a field is not told again. It also knows all
     * references; to the stage those to a refused record dangle as well.
     */
    private void ofDelivery(Faults faults) {
        total += faults.total();
        for (Fault fault : faults.kept()) {
            boolean again = told.contains(place(fault))
                    || fault.rule().equals(DANGLING)
                    || fault.rule().equals(DUPLICATE_VALUE) && twice.contains(fault.record());
            // Without a place it is about a row of the target that this dump, as it is, would not carry over.
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
