package io.waybill.reject;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a waybill changed in the ledger's rejects.
 *
 * @param opened new rejects
 * @param kept how many rows came back unchanged and unsolved, by the waybill at which their rejects stay open
 * @param replaced rejects whose row came back changed and still cannot be delivered: they are closed, and the changed rows become new rejects
 * @param solved rejects whose row was delivered
 * @param dropped rejects that a person decided to drop
 * @param answeredBefore unsolved rows of an old {@code rejects.csv}, or of bytes that were carried before, whose rejects are closed already: nothing is
 *     opened for them
 * @param answeredBeside unsolved rows whose key another row of the same drop has, which answers the reject: nothing is opened for them
 * @param beside unsolved rows with the key of an unsolved row that came before them in the same drop: only that one is a reject. The
 *     reject that such a row came back as stays open as it was, unless both rows say the same
 * @param waybills whose error folders have to be written again
 */
public record Settlement(
        long opened,
        Map<Long, Long> kept,
        long replaced,
        long solved,
        long dropped,
        long answeredBefore,
        long answeredBeside,
        List<RejectedRow> beside,
        Set<Long> waybills) {
    public Settlement {
        kept = Collections.unmodifiableMap(new TreeMap<>(kept));
        beside = List.copyOf(beside);
        waybills = Collections.unmodifiableSet(new TreeSet<>(waybills));
    }
}
