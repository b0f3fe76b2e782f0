package io.waybill.merlin.config;

import io.waybill.delivery.mapping.MappedTable;
import io.waybill.delivery.mapping.MappedTables;
import io.waybill.format.yaml.MappingFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The target's tables by model.
 *
 * @param byName in the order of the mapping file
 * @param redacted model → columns whose values are not written to the row log
 */
public record Models(Map<String, Model> byName, Map<String, Set<String>> redacted) {
    private static final String COLUMN = "columns that are written";
    private static final Set<String> NAMES = new TreeSet<>(Set.of(
            "organization",
            "department",
            "chapter",
            "tribe",
            "team",
            "committee",
            "user",
            "member",
            "ladder",
            "aspect",
            "level",
            "band",
            "event",
            "compensation",
            "seniority",
            "assignment",
            "note",
            "summary",
            "access"));

    public Models {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        redacted = Map.copyOf(redacted);
    }

    static Models of(MerlinFile said, MappingFile file) {
        file.require("models", said.models() != null, null, "the models " + NAMES);
        file.require(
                "models", said.models().keySet().equals(NAMES), said.models().keySet(), "exactly " + NAMES);
        said.models().forEach((name, model) -> check(file, "models." + name, model));
        Models models = new Models(said.models(), said.redacted() == null ? Map.of() : said.redacted());
        models.redacted.forEach((name, columns) -> {
            file.require("redacted", NAMES.contains(name), name, "only models: " + NAMES);
            file.require("redacted." + name, models.of(name).columns().containsAll(columns), columns, COLUMN);
        });
        return models;
    }

    private static void check(MappingFile file, String property, Model model) {
        file.require(property, model != null, null, "table and columns");
        file.require(property + ".columns", !model.columns().isEmpty(), model.columns(), "the " + COLUMN);
        Set<String> defaults = model.defaults().byColumn().keySet();
        file.require(property + ".defaults", model.columns().containsAll(defaults), defaults, COLUMN);
        String touched = model.touched();
        file.require(
                property + ".touched",
                touched == null || model.columns().contains(touched),
                touched,
                "a column that is written");
    }

    /** The model of this name. */
    public Model of(String name) {
        return byName.get(name);
    }

    /** The table of a model, as the target's catalogue calls it. */
    public String table(String name) {
        return of(name).table();
    }

    boolean has(String name, String column) {
        return byName.containsKey(name) && of(name).columns().contains(column);
    }

    /** For the delivery. */
    MappedTables mapped() {
        Map<String, MappedTable> tables = new LinkedHashMap<>();
        byName.forEach((name, model) -> tables.put(name, model.mapped(name)));
        return new MappedTables(tables);
    }
}
