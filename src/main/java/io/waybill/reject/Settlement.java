package io.waybill.reject;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a waybill changed in the ledger's rejects.
 *
 * @param opened problems that were not known before
 * @param kept rows that came back unchanged and unsolved: their rejects stay open where they are
 * @param replaced rejects whose row came back changed and still cannot be delivered: closed, the changed row opened anew
 * @param solved rejects whose row was delivered
 * @param dropped rejects that a person decided to drop
 * @param answeredBefore unsolved rows of an error folder's file whose reject is closed already: nothing is opened for them
 * @param waybills those whose error folders have to be written again
 */
public record Settlement(
        long opened, long kept, long replaced, long solved, long dropped, long answeredBefore, Set<Long> waybills) {
    public Settlement {
        waybills = Collections.unmodifiableSet(new TreeSet<>(waybills));
    }
}
