package io.waybill.delivery.naming;

import io.waybill.format.yaml.MappingFile;
import java.util.LinkedHashMap;
import java.util.Map;
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
}
