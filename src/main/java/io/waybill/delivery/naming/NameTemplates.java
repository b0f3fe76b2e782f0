package io.waybill.delivery.naming;

import io.waybill.delivery.SecretColumns;
import io.waybill.format.yaml.MappingFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads what a mapping file says rows are called. */
public final class NameTemplates {
    private NameTemplates() {}

    /**
     * Reads and checks the property {@code names}.
     *
     * @param names model → template; null for none
     * @param tables model → table; null for one that the mapping file does not have
     * @return table → template
     * @throws IllegalArgumentException with the file, the property, what was found and what was expected
     */
    public static Map<String, NameTemplate> of(
            MappingFile file, Map<String, String> names, Function<String, String> tables) {
        Map<String, NameTemplate> templates = new LinkedHashMap<>();
        if (names != null) {
            names.forEach((model, text) -> {
                String property = "names." + model;
                file.require(property, tables.apply(model) != null, model, "only models of this file");
                file.require(property, text != null, null, "text with columns in braces, such as {name}");
                try {
                    templates.put(tables.apply(model), NameTemplate.of(text));
                } catch (IllegalArgumentException e) {
                    throw file.wrong(property, e.getMessage());
                }
            });
        }
        return templates;
    }

    /**
     * Reads and checks the property {@code secret}: columns whose values nobody is shown, so that no row can be called after them.
     *
     * @param secret model → columns; null for none
     * @param tables model → table; null for one that the mapping file does not have
     * @param templates what rows are called, by table
     * @throws IllegalArgumentException with the file, the property, what was found and what was expected
     */
    public static SecretColumns secret(
            MappingFile file,
            Map<String, Set<String>> secret,
            Function<String, String> tables,
            Map<String, NameTemplate> templates) {
        Map<String, Set<String>> byTable = new LinkedHashMap<>();
        if (secret != null) {
            secret.forEach((model, columns) -> {
                String property = "secret." + model;
                String table = tables.apply(model);
                file.require(property, table != null, model, "only models of this file");
                file.require(property, columns != null && !columns.contains(null), columns, "a list of columns");
                NameTemplate template = templates.get(table);
                file.require(
                        property,
                        template == null || template.columns().stream().noneMatch(columns::contains),
                        columns,
                        "no column that names." + model + " shows");
                byTable.put(table, Set.copyOf(columns));
            });
        }
        return new SecretColumns(byTable);
    }
}
