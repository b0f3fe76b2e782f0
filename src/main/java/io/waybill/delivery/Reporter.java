package io.waybill.delivery;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;

/** Makes a fault of what is wrong with a row, naming its place in the drop, its record and its field. */
final class Reporter {
    private final String file;
    private final Faults faults;
    private Places places;

    Reporter(String file, Faults faults) {
        this.file = file;
        this.faults = faults;
        this.places = (offset, field) -> new Position(file, 0, 0, offset);
    }

    /** @param found gives the places of records and fields in the drop */
    void places(Places found) {
        places = found;
    }

    /**
     * The place of a record in the drop.
     *
     * @param field as the drop calls it; null for the record as a whole
     */
    Position place(long offset, String field) {
        return places.of(offset, field);
    }

    Faults faults() {
        return faults;
    }

    /**
     * Reports a row of the stage.
     *
     * @param offset of the record in the drop; null for a row that was carried over from the target
     * @param key the record's key as text; null when it has none
     * @param column null when the whole record is concerned
     * @param found null when there is nothing to show
     * @param advice null when the expectation says it all
     */
    void report(
            DeliveryTable table,
            Long offset,
            String key,
            String column,
            String rule,
            String found,
            String expected,
            String advice) {
        faults.add(new Fault(
                offset == null
                        ? Position.of(file)
                        : placeOfFault(
                                offset, column == null ? null : table.spec().field(column)),
                table.spec().model()
                        + (key == null ? " without key" : " " + key)
                        + (offset == null ? " (carried over)" : ""),
                column == null ? null : table.field(column),
                rule,
                found,
                expected,
                advice));
    }

    /** Finding a place takes a look into the drop, which is of no use for faults that are only counted. */
    private Position placeOfFault(long offset, String field) {
        return faults.total() < Faults.KEPT ? place(offset, field) : new Position(file, 0, 0, offset);
    }

    /** Reports a row that only the target has; the place is the drop as a whole, which lacks it. */
    void reportMissing(DeliveryTable table, String key, String rule, String found, String expected, String advice) {
        faults.add(new Fault(Position.of(file), table.spec().model() + " " + key, null, rule, found, expected, advice));
    }
}
