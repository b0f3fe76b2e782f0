package io.waybill.merlin.config;

import io.waybill.delivery.BackupScope;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.delivery.mapping.FeedRules;
import io.waybill.delivery.mapping.MappedTables;
import io.waybill.format.yaml.MappingFile;
import io.waybill.merlin.MerlinFeed;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the files of each feed may do to which tables, and under which limits. */
public final class DeliveryRules {
    /** This system never deletes. */
    private static final Set<Policy> POLICIES = Set.of(Policy.UPSERT, Policy.INSERT);

    private final Map<MerlinFeed, Map<String, Policy>> policies = new EnumMap<>(MerlinFeed.class);
    private final MappedTables tables;
    private final GuardLimits guards;

    private DeliveryRules(MappedTables tables, GuardLimits guards) {
        this.tables = tables;
        this.guards = guards;
    }

    static DeliveryRules of(MerlinFile said, MappingFile file, Models models) {
        GuardLimits guards =
                said.guards() == null ? GuardLimits.DEFAULT : said.guards().complete();
        DeliveryRules rules = new DeliveryRules(models.mapped(), guards);
        rules.tables.requireTables(
                file, "guards.tables", guards, models.byName().keySet());
        for (MerlinFeed feed : MerlinFeed.values()) {
            String property = "feeds." + feed.word() + ".policies";
            Map<String, Policy> own = said.feeds().get(feed.word()).policies();
            file.require(property, own != null, null, "models and their policies");
            rules.tables.requirePolicies(file, property, own, POLICIES);
            rules.policies.put(feed, own);
        }
        return rules;
    }

    /** The models that files of these feeds deliver, in alphabetical order. */
    public List<String> models(Collection<MerlinFeed> feeds) {
        Set<String> models = new TreeSet<>();
        feeds.forEach(feed -> models.addAll(policies.get(feed).keySet()));
        return List.copyOf(models);
    }

    /**
     * What files of these feeds deliver: one table for each model, {@code id} first, in the order of the mapping file.
     *
     * @param feeds one feed, or all of a batch
     * @param time of the delivery, for defaults
     */
    public List<TableSpec> tables(Collection<MerlinFeed> feeds, Instant time) {
        return tables.specs(policies(feeds), time);
    }

    /**
     * What a drop with files of these feeds delivers, and under which limits.
     *
     * @param feeds one feed, or all of a batch
     * @param backup what is backed up before it
     * @param time of the delivery, for defaults
     */
    public FeedSpec feed(Collection<MerlinFeed> feeds, BackupScope backup, Instant time) {
        return tables.feed(new FeedRules(policies(feeds), guards, backup), time);
    }

    private Map<String, Policy> policies(Collection<MerlinFeed> feeds) {
        Map<String, Policy> merged = new LinkedHashMap<>();
        for (String model : tables.byModel().keySet()) {
            for (MerlinFeed feed : feeds) {
                Policy policy = policies.get(feed).get(model);
                if (policy != null) {
                    // A model that one feed may update can be updated, even when another feed may only insert it.
                    merged.merge(model, policy, (one, other) -> one == Policy.UPSERT ? one : other);
                }
            }
        }
        return merged;
    }
}
