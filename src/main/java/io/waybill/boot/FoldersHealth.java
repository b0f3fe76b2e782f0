package io.waybill.boot;

import io.waybill.folder.DataFolder;
import io.waybill.intake.Outage;
import io.waybill.intake.Outages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Says whether the folders of drops can be written to; if not, why, since when, and when that is tried again. */
final class FoldersHealth extends AbstractHealthCheck {
    private final DataFolder data;
    private final Outages outages;

    FoldersHealth(DataFolder data, Outages outages) {
        super("waybill", "folders");
        this.data = data;
        this.outages = outages;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<Outage> outage = outages.of(Outage.Place.FOLDERS);
        if (outage.isPresent()) {
            OutageDetails.add(builder, outage.get());
            return;
        }
        List<String> complaints = data.complaints();
        if (complaints.isEmpty()) {
            builder.up();
        } else {
            builder.message(String.join(" ", complaints)).down();
        }
    }
}
