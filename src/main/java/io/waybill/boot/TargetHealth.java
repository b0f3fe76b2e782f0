package io.waybill.boot;

import io.waybill.database.Target;
import io.waybill.database.TargetUnavailableException;
import io.waybill.intake.Outage;
import io.waybill.intake.Outages;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Says whether the target can be delivered into; if not, why, since when, and when that is tried again. */
final class TargetHealth extends AbstractHealthCheck {
    private final Target target;
    private final Outages outages;

    TargetHealth(Target target, Outages outages) {
        super("waybill", "target");
        this.target = target;
        this.outages = outages;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("target", target.describe());
        Optional<Outage> outage = outages.of(Outage.Place.TARGET);
        if (outage.isPresent()) {
            OutageDetails.add(builder, outage.get());
            return;
        }
        try {
            target.probe();
            builder.up();
        } catch (TargetUnavailableException e) {
            outages.met(e);
            builder.message(e.getMessage()).down();
        }
    }
}
