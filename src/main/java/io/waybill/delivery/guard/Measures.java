package io.waybill.delivery.guard;

import java.util.List;

/**
 * The figures that the guards look at.
 *
 * @param tables of the plan
 * @param records of the drop
 * @param references that had to be resolved
 * @param lastDelivered number of the waybill that the feed delivered last; 0 when there is none
 */
public record Measures(List<Table> tables, List<Records> records, List<References> references, long lastDelivered) {
    public Measures {
        tables = List.copyOf(tables);
        records = List.copyOf(records);
        references = List.copyOf(references);
    }

    /** What a plan would do to one table. */
    public record Table(String name, long rowsBefore, long inserted, long updated, long retired, long deleted) {}

    /**
     * Records of one kind.
     *
     * @param readLast how many the file had that was delivered last; 0 when there was none
     */
    public record Records(String kind, long read, long rejected, long readLast) {}

    /** References of one kind, e.g. from a grant to its subject. */
    public record References(String kind, long all, long unmatched) {}
}
