package io.waybill.boot;

import io.waybill.intake.Trouble;
import java.time.temporal.ChronoUnit;
import org.apache.camel.health.HealthCheckResultBuilder;

/** How health tells of a trouble. */
final class TroubleDetails {
    private TroubleDetails() {}

    static void add(HealthCheckResultBuilder builder, Trouble trouble) {
        builder.message(trouble.reason() + " Since " + trouble.since().truncatedTo(ChronoUnit.SECONDS) + ", next try "
                        + trouble.nextTry().truncatedTo(ChronoUnit.SECONDS) + ".")
                .down();
    }
}
