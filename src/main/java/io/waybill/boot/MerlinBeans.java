package io.waybill.boot;

import io.waybill.database.Target;
import io.waybill.delivery.Delivering;
import io.waybill.intake.DataFolder;
import io.waybill.intake.Progress;
import io.waybill.match.DecisionStore;
import io.waybill.merlin.MerlinConfig;
import io.waybill.merlin.feed.MerlinBatch;
import io.waybill.reject.Rejects;
import java.time.Clock;
import java.util.Map;

/** The objects that Merlin's routes name. */
final class MerlinBeans {
    static final String SYSTEM = "merlin";

    private final Map<String, Object> byName;

    MerlinBeans(
            Settings settings,
            Target target,
            DataFolder data,
            Delivering delivering,
            Rejects rejects,
            DecisionStore decisions,
            Progress progress,
            Clock clock) {
        MerlinConfig config = MerlinConfig.load(settings.config(), clock);
        byName = Map.of("merlinBatch", new MerlinBatch(config, target, data, delivering, rejects, decisions, progress));
    }

    Map<String, Object> byName() {
        return byName;
    }
}
