package io.waybill.boot;

import io.waybill.intake.Outage;
import java.time.temporal.ChronoUnit;
import org.apache.camel.health.HealthCheckResultBuilder;

/** How an outage is shown by the health endpoint. */
final class OutageDetails {
    private OutageDetails() {}

    static void add(HealthCheckResultBuilder builder, Outage outage) {
        builder.message(outage.reason() + " Since " + outage.since().truncatedTo(ChronoUnit.SECONDS) + ", next try "
                        + outage.nextTry().truncatedTo(ChronoUnit.SECONDS) + ".")
                .down();
    }
}
