package io.waybill.boot;

import io.waybill.database.Target;
import io.waybill.database.TargetUnavailableException;
import io.waybill.intake.Trouble;
import io.waybill.intake.Troubles;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Says whether the target can be delivered into; if not, why, since when, and when that is tried again. */
final class TargetHealth extends AbstractHealthCheck {
    private final Target target;
    private final Troubles troubles;

    TargetHealth(Target target, Troubles troubles) {
        super("waybill", "target");
        this.target = target;
        this.troubles = troubles;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("target", target.describe());
        Optional<Trouble> trouble = troubles.of(Trouble.Place.TARGET);
        if (trouble.isPresent()) {
            TroubleDetails.add(builder, trouble.get());
            return;
        }
        try {
            target.probe();
            builder.up();
        } catch (TargetUnavailableException e) {
            troubles.met(e);
            builder.message(e.getMessage()).down();
        }
    }
}
