package io.waybill.boot;

import io.waybill.database.Target;
import io.waybill.delivery.DeliverySteps;
import io.waybill.folder.DataFolder;
import io.waybill.match.DecisionStore;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.feed.MerlinBatch;
import io.waybill.merlin.feed.MerlinReference;
import io.waybill.reject.Rejects;
import io.waybill.report.Progress;
import io.waybill.settings.Settings;
import io.waybill.system.Mending;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The objects that Merlin's routes name. */
final class MerlinBeans {
    static final String SYSTEM = "merlin";

    private final Map<String, Object> byName;
    private final MerlinConfig config;

    MerlinBeans(
            Settings settings,
            Target target,
            DataFolder data,
            DeliverySteps deliverySteps,
            Rejects rejects,
            DecisionStore decisions,
            Progress progress,
            Clock clock) {
        config = MerlinConfig.load(settings.config());
        byName = Map.of(
                "merlinBatch", new MerlinBatch(config, target, data, deliverySteps, rejects, decisions, progress));
    }

    Map<String, Object> byName() {
        return byName;
    }

    /** What it knows of its rejects, for the desk. @param target connections for those who look */
    Mending mending(DataSource target) {
        MerlinReference reference = new MerlinReference(config, target);
        return new Mending(
                SYSTEM,
                row -> reference.kind(row.rule()).map(kind -> (text, limit) -> reference.search(kind, text, limit)),
                row -> Optional.empty());
    }
}
