package io.waybill.delivery.mapping;

import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.format.yaml.MappingFile;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tables of a system as its mapping file describes them.
 *
 * @param byModel the name of each model in the mapping file → its table
 */
public record MappedTables(Map<String, MappedTable> byModel) {
    public MappedTables {
        byModel = new LinkedHashMap<>(byModel);
    }

    /** The tables of some models, by their names in the target's catalogue. */
    public Set<String> names(Collection<String> models) {
        return models.stream().map(model -> byModel.get(model).table()).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Refuses the mapping file when a feed has a policy for a model that does not exist, or one that its system does not allow.
     *
     * @param property where the policies are in the file, e.g. {@code feeds.live.policies}
     * @throws IllegalArgumentException with the file, the property, what was found and what was expected
     */
    public void requirePolicies(MappingFile file, String property, Map<String, Policy> policies, Set<Policy> allowed) {
        policies.forEach((model, policy) -> {
            file.require(
                    property,
                    byModel.containsKey(model),
                    model,
                    "only models of this file: " + String.join(", ", byModel.keySet()));
            file.require(
                    property + "." + model, policy != null && allowed.contains(policy), word(policy), words(allowed));
        });
    }

    /**
     * Refuses the mapping file when its guards set limits for a table that is not delivered.
     *
     * @param property where the limits of tables are in the file, e.g. {@code feeds.live.guards.tables}
     * @param models those that are delivered
     * @throws IllegalArgumentException with the file, the property, what was found and what was expected
     */
    public void requireTables(MappingFile file, String property, GuardLimits guards, Collection<String> models) {
        Set<String> names = names(models);
        for (String table : guards.tables().keySet()) {
            file.require(
                    property,
                    names.contains(table),
                    table,
                    "only tables that are delivered: " + String.join(", ", names));
        }
    }

    /**
     * What a feed delivers: one table for each model that it has a policy for, in the order of the policies.
     *
     * @param time of the delivery, for defaults
     */
    public List<TableSpec> specs(Map<String, Policy> policies, Instant time) {
        return policies.entrySet().stream()
                .map(each -> byModel.get(each.getKey()).spec(each.getValue(), time))
                .toList();
    }

    /**
     * What a feed delivers and under which limits.
     *
     * @param time of the delivery, for defaults
     */
    public FeedSpec feed(FeedRules rules, Instant time) {
        return new FeedSpec(specs(rules.policies(), time), rules.guards(), rules.backup());
    }

    private static String words(Set<Policy> policies) {
        return policies.stream().sorted().map(MappedTables::word).collect(Collectors.joining(" or "));
    }

    private static String word(Policy policy) {
        return policy == null ? null : policy.name().toLowerCase(Locale.ROOT);
    }
}
