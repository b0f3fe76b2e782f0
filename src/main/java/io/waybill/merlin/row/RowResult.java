package io.waybill.merlin.row;

import io.waybill.format.Fault;
import java.util.List;

/** What became of a row. */
public sealed interface RowResult<T> {
    RowPlace at();

    /** A typed record. */
    record Good<T>(RowPlace at, T row) implements RowResult<T> {}

    /** @param faults everything that is wrong with it, at least one */
    record Bad<T>(RowPlace at, List<Fault> faults) implements RowResult<T> {
        public Bad {
            faults = List.copyOf(faults);
        }

        /** All faults in one sentence, for the person who mends the row. */
        public String reason() {
            return faults.stream()
                    .map(Bad::told)
                    .reduce((one, next) -> one + " " + next)
                    .orElseThrow();
        }

        private static String told(Fault fault) {
            return fault.sentence().substring(fault.at().toString().length() + 2);
        }
    }

    /** It is none of those that were asked for. */
    record LeftOut<T>(RowPlace at) implements RowResult<T> {}
}
