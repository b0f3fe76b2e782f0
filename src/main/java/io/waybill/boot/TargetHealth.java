package io.waybill.boot;

import io.waybill.database.Target;
import io.waybill.database.TargetUnavailableException;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Says whether the target answers. */
final class TargetHealth extends AbstractHealthCheck {
    private final Target target;

    TargetHealth(Target target) {
        super("waybill", "target");
        this.target = target;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("target", target.describe());
        try {
            target.probe();
            builder.up();
        } catch (TargetUnavailableException e) {
            builder.message(e.getMessage()).down();
        }
    }
}
