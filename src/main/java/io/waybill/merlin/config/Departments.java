package io.waybill.merlin.config;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.MappingFile;
import java.util.Map;
import java.util.Set;

/**
 * The departments of rows that name none.
 *
 * @param chapter of every chapter
 * @param categories category → department of a tribe or team; {@link #OWN_NAME} stands for the name of the tribe or team
 * @param withoutCategory of a tribe or team without category
 */
public record Departments(String chapter, Map<String, String> categories, String withoutCategory) {
    /** In the name of a department: the name of the tribe or team itself. */
    public static final String OWN_NAME = "{name}";

    public Departments {
        requireNonNull(chapter, "chapter");
        requireNonNull(categories, "categories");
        requireNonNull(withoutCategory, "without-category");
    }

    static Departments of(MerlinFile said, MappingFile file) {
        Departments departments = said.departments();
        file.require("departments", departments != null, null, "chapter, categories and without-category");
        Set<String> found = departments.categories.keySet();
        Set<String> expected = said.categories().keySet();
        file.require("departments.categories", found.equals(expected), found, "exactly " + expected);
        return departments;
    }

    /**
     * The department of a tribe or team.
     *
     * @param category null for none
     * @param name of the tribe or team
     */
    public String of(String category, String name) {
        return (category == null ? withoutCategory : categories.get(category)).replace(OWN_NAME, name);
    }
}
