package io.waybill.merlin.row;

import io.waybill.format.Fault;
import java.util.List;

/** A row that was read. */
public sealed interface RowResult<T> {
    /** The position of the row. */
    RowPlace at();

    /**
     * A row without faults, as a typed record.
     *
     * @param nothing the words of its cells that were read as blank, because they mean that there is no value
     */
    record Good<T>(RowPlace at, T row, List<String> nothing) implements RowResult<T> {
        public Good {
            nothing = List.copyOf(nothing);
        }
    }

    /**
     * A row with faults.
     *
     * @param faults all of them, at least one
     */
    record Bad<T>(RowPlace at, List<Fault> faults) implements RowResult<T> {
        public Bad {
            faults = List.copyOf(faults);
        }

        /** All faults as sentences, for the person who mends the row. */
        public String reason() {
            return faults.stream()
                    .map(Bad::sentence)
                    .reduce((one, next) -> one + " " + next)
                    .orElseThrow();
        }

        private static String sentence(Fault fault) {
            return fault.sentence().substring(fault.at().toString().length() + 2);
        }
    }

    /** A row that the options of the drop leave out. */
    record LeftOut<T>(RowPlace at) implements RowResult<T> {}
}
