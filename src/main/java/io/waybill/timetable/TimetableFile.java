package io.waybill.timetable;

import io.waybill.delivery.Policy;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.mapping.DefaultValues;
import io.waybill.delivery.mapping.FeedRules;
import io.waybill.delivery.mapping.MappedTable;
import io.waybill.delivery.mapping.MappedTables;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.NameTemplates;
import io.waybill.delivery.naming.Plurals;
import io.waybill.format.yaml.MappingFile;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code timetable.yaml} as it is written, key by key.
 *
 * @param system always {@code timetable}
 * @param zone of the target's users
 * @param users which Things are users
 * @param grant annotation of a ThingTag that is a permission
 * @param subjects types by which a Thing counts as a subject
 * @param models by name as in a dump, in the order of the file
 * @param ignoredModels of a dump that are left out without a word; null for none
 * @param names what rows are called, by model; null for keys only
 * @param plurals what they are called where many of them are spoken of, by model; null for none
 * @param secret columns whose values nobody is shown, by model; null for none
 * @param feeds by name
 */
record TimetableFile(
        String system,
        String zone,
        UserRule users,
        String grant,
        SubjectTypes subjects,
        LinkedHashMap<String, Model> models,
        Set<String> ignoredModels,
        Map<String, String> names,
        Map<String, String> plurals,
        Map<String, Set<String>> secret,
        Map<String, FeedRules> feeds) {
    /** The models that a refresh works on; a mapping file without one of them cannot be used. */
    private static final Set<String> MODELS =
            new TreeSet<>(TimetableModels.standard().byName().keySet());

    private static final List<String> DELIVERING = List.of("live", "permissions");
    /** A mapping file may lack this feed: then dumps of Play give their permissions and cannot be loaded. */
    private static final String LOADING = "play";

    private static final Set<Policy> POLICIES = Set.of(Policy.MIRROR, Policy.UPSERT, Policy.INSERT);

    /**
     * A model and its table.
     *
     * @param table in the target's catalogue
     * @param fields field of the dump → column of the table
     * @param defaults of inserted rows whose record lacks the field
     * @param ignored fields of the dump that are left out without a word; null for none
     */
    record Model(
            String table, LinkedHashMap<String, String> fields, DefaultValues defaults, LinkedHashSet<String> ignored) {
        Model {
            defaults = defaults == null ? DefaultValues.NONE : defaults;
            ignored = ignored == null ? new LinkedHashSet<>() : ignored;
        }

        private MappedTable mapped(String name) {
            List<ColumnSpec> columns = new ArrayList<>();
            columns.add(new ColumnSpec("id", "pk"));
            fields.forEach((field, column) -> columns.add(new ColumnSpec(column, field)));
            return new MappedTable(name, table, columns, defaults);
        }
    }

    /** The tables of all models. */
    MappedTables tables() {
        Map<String, MappedTable> tables = new LinkedHashMap<>();
        models.forEach((name, model) -> tables.put(name, model.mapped(name)));
        return new MappedTables(tables);
    }

    /**
     * What the rows of each table are called.
     *
     * @throws IllegalArgumentException with the file, the property, what was found and what was expected
     */
    Map<String, NameTemplate> names(MappingFile file) {
        return NameTemplates.of(file, names, this::table);
    }

    /**
     * What records and rows are called where many of them are spoken of.
     *
     * @throws IllegalArgumentException with the file, the property, what was found and what was expected
     */
    Plurals plurals(MappingFile file) {
        return Plurals.of(file, system, plurals, this::table);
    }

    /**
     * The columns whose values nobody is shown.
     *
     * @throws IllegalArgumentException with the file, the property, what was found and what was expected
     */
    SecretColumns secret(MappingFile file) {
        return NameTemplates.secret(file, secret, this::table, names(file));
    }

    private String table(String model) {
        return models.containsKey(model) ? models.get(model).table : null;
    }

    /** @throws IllegalArgumentException with the file, the property, what was found and what was expected */
    void check(MappingFile file) {
        file.require("system", "timetable".equals(system), system, "timetable");
        file.require("zone", isZone(zone), zone, "a time zone such as Europe/London");
        file.require("users", users != null, null, "root and longest-name");
        file.require("users.root", !users.root().isBlank(), users.root(), "a path");
        file.require(
                "users.longest-name", users.longestName() > 0, users.longestName(), "a number of characters above 0");
        file.require("grant", grant != null && !grant.isBlank(), grant, "an annotation");
        file.require("subjects", subjects != null, null, "tripos, part and nested");
        file.require("models", models != null, null, "the models " + MODELS);
        file.require("models", models.keySet().equals(MODELS), models.keySet(), "exactly " + MODELS);
        models.forEach((name, model) -> file.require(
                "models." + name,
                model != null && model.table != null && model.fields != null && !model.fields.isEmpty(),
                model,
                "a table and its fields"));
        models.forEach((name, model) -> file.require(
                "models." + name + ".ignored",
                Collections.disjoint(model.ignored, model.fields.keySet()),
                model.ignored,
                "no field that fields names, too"));
        file.require(
                "ignored-models",
                ignoredModels == null || Collections.disjoint(ignoredModels, MODELS),
                ignoredModels,
                "none of the models that are delivered");
        secret(file);
        MappedTables tables = tables();
        List<String> delivering = new ArrayList<>(DELIVERING);
        if (feeds != null && feeds.containsKey(LOADING)) {
            delivering.add(LOADING);
        }
        for (String feed : delivering) {
            String property = "feeds." + feed;
            FeedRules rules = feeds == null ? null : feeds.get(feed);
            file.require(property, rules != null, null, "the policies of this feed");
            tables.requirePolicies(file, property + ".policies", rules.policies(), POLICIES);
            tables.requireTables(
                    file,
                    property + ".guards.tables",
                    rules.guards(),
                    rules.policies().keySet());
        }
    }

    private static boolean isZone(String zone) {
        try {
            return zone != null && ZoneId.of(zone) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
