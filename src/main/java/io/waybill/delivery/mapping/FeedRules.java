package io.waybill.delivery.mapping;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.BackupScope;
import io.waybill.delivery.Policy;
import io.waybill.delivery.guard.GuardLimits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a feed delivers, as its mapping file says.
 *
 * @param policies what the feed may do to the table of each model, in the order in which the tables are delivered
 * @param guards limits on its plans; those that are left out have their usual values
 * @param backup what is backed up before its deliveries; nothing when it is left out
 */
public record FeedRules(Map<String, Policy> policies, GuardLimits guards, BackupScope backup) {
    public FeedRules {
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(policies, "policies")));
        guards = guards == null ? GuardLimits.DEFAULT : guards.complete();
        backup = backup == null ? BackupScope.NONE : backup;
    }
}
