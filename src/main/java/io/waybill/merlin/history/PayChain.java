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
    List<FileEvent> ordered(List<FileEvent> changes, BigDecimal start) {
        List<FileEvent> left = new ArrayList<>(changes);
        List<FileEvent> ordered = new ArrayList<>();
        BigDecimal band = start;
        while (!left.isEmpty()) {
            FileEvent next = next(left, band);
            left.remove(next);
            ordered.add(next);
            band = next.row().facts().payBand() == null
                    ? band
                    : next.row().facts().payBand();
        }
        return ordered;
    }

    /** A change that fits nowhere comes last, so that the order stays the same however often the file is dropped. */
    private FileEvent next(List<FileEvent> left, BigDecimal band) {
        return left.stream()
                .filter(change -> band == null
                        ? saysFrom(change) && left.stream().noneMatch(other -> other != change && leads(other, change))
                        : leadsFrom(change, band))
                .findFirst()
                .or(() -> left.stream().filter(change -> !saysFrom(change)).findFirst())
                .orElse(left.get(0));
    }

    private static boolean saysFrom(FileEvent change) {
        BigDecimal by = change.row().facts().salaryChange();
        return change.row().facts().payBand() != null && by != null && by.signum() != 0;
    }

    private boolean leads(FileEvent one, FileEvent next) {
        return one.row().facts().payBand() != null
                && leadsFrom(next, one.row().facts().payBand());
    }

    private boolean leadsFrom(FileEvent change, BigDecimal band) {
        if (!saysFrom(change)) {
            return false;
        }
        BigDecimal to = change.row().facts().payBand();
        BigDecimal by = change.row().facts().salaryChange();
        return to.subtract(by).compareTo(band) == 0 || bands.before(to, by).compareTo(band) == 0;
    }
}
