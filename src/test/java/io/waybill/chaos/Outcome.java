package io.waybill.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What came of a scenario.
 *
 * @param skipped why it cannot be run on this machine; null when it was run
 * @param violations what is not as it would have been without the fault, in sentences; empty when all is
 * @param log what its processes said on their error streams
 */
record Outcome(Scenario scenario, Duration took, String skipped, List<String> violations, String log) {
    static Outcome skipped(Scenario scenario, String reason) {
        return new Outcome(scenario, Duration.ZERO, reason, List.of(), "");
    }

    boolean isGood() {
        return violations.isEmpty();
    }
}
