package io.waybill.system;

import io.waybill.database.Target;
import io.waybill.delivery.DeliverySteps;
import io.waybill.folder.DataFolder;
import io.waybill.match.DecisionStore;
import io.waybill.model.Stopping;
import io.waybill.reject.Rejects;
import io.waybill.report.Progress;
import io.waybill.settings.Settings;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * What Waybill gives to a system that it starts.
 *
 * @param settings what the operator has set
 * @param data the data folder
 * @param target the database that is delivered into, which may not be reachable yet
 * @param delivery the steps of a delivery, to open one and to name its files
 * @param rejects the rejects in the ledger
 * @param decisions what people have decided about rejects
 * @param progress shows how far a drop has come
 * @param stopping says whether Waybill is about to stop
 * @param clock of everything that happens now
 */
public record Engine(
        Settings settings,
        DataFolder data,
        Target target,
        DeliverySteps delivery,
        Rejects rejects,
        DecisionStore decisions,
        Progress progress,
        Stopping stopping,
        Clock clock) {
    /** Connections for what people look at on the desk: queries there never keep a delivery waiting. Opened when first used. */
    public DataSource pages() {
        return target.dataSourceForPages();
    }
}
