package io.waybill.boot;

import io.waybill.intake.DataFolder;
import io.waybill.intake.Trouble;
import io.waybill.intake.Troubles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Says whether the folders of drops can be written to; if not, why, since when, and when that is tried again. */
final class FoldersHealth extends AbstractHealthCheck {
    private final DataFolder data;
    private final Troubles troubles;

    FoldersHealth(DataFolder data, Troubles troubles) {
        super("waybill", "folders");
        this.data = data;
        this.troubles = troubles;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<Trouble> trouble = troubles.of(Trouble.Place.FOLDERS);
        if (trouble.isPresent()) {
            TroubleDetails.add(builder, trouble.get());
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
