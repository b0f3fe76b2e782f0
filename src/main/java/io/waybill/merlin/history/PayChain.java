package io.waybill.merlin.history;

import io.waybill.merlin.value.PayBands;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The order of several changes of pay on one day: each starts from the band that the previous one led to. */
final class PayChain {
    private final PayBands bands;

    PayChain(PayBands bands) {
        this.bands = bands;
    }

    /**
     * @param changes in an order that does not depend on the file
     * @param start the band before that day; null when it is unknown
     */
    List<DayItem<Compensation>> ordered(List<DayItem<Compensation>> changes, BigDecimal start) {
        List<DayItem<Compensation>> left = new ArrayList<>(changes);
        List<DayItem<Compensation>> ordered = new ArrayList<>();
        BigDecimal band = start;
        while (!left.isEmpty()) {
            DayItem<Compensation> next = next(left, band);
            left.remove(next);
            ordered.add(next);
            band = next.content().band() == null ? band : next.content().band();
        }
        return ordered;
    }

    /** A change that fits nowhere comes last, so that the order stays the same however often the file is dropped. */
    private DayItem<Compensation> next(List<DayItem<Compensation>> left, BigDecimal band) {
        return left.stream()
                .filter(change -> band == null
                        ? saysFrom(change) && left.stream().noneMatch(other -> other != change && leads(other, change))
                        : leadsFrom(change, band))
                .findFirst()
                .or(() -> left.stream().filter(change -> !saysFrom(change)).findFirst())
                .orElse(left.get(0));
    }

    private static boolean saysFrom(DayItem<Compensation> change) {
        BigDecimal by = change.content().change();
        return change.content().band() != null && by.signum() != 0;
    }

    private boolean leads(DayItem<Compensation> one, DayItem<Compensation> next) {
        return one.content().band() != null && leadsFrom(next, one.content().band());
    }

    private boolean leadsFrom(DayItem<Compensation> change, BigDecimal band) {
        if (!saysFrom(change)) {
            return false;
        }
        BigDecimal to = change.content().band();
        BigDecimal by = change.content().change();
        return to.subtract(by).compareTo(band) == 0 || bands.before(to, by).compareTo(band) == 0;
    }
}
