package io.waybill.boot;

import io.waybill.intake.DataFolder;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Says whether the folders of drops can be written to. */
final class FoldersHealth extends AbstractHealthCheck {
    private final DataFolder data;

    FoldersHealth(DataFolder data) {
        super("waybill", "folders");
        this.data = data;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<String> complaints = data.complaints();
        if (complaints.isEmpty()) {
            builder.up();
        } else {
            builder.message(String.join(" ", complaints)).down();
        }
    }
}
