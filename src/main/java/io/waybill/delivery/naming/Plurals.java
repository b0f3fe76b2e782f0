package io.waybill.delivery.naming;

import io.waybill.format.yaml.MappingFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a system's records and rows are called where many of them are spoken of: {@code people}, not {@code club.member} or {@code club_member}.
 */
public final class Plurals {
    /** Of a system whose mapping file has none. */
    public static final Plurals NONE = new Plurals("", Map.of());

    private final String prefix;
    private final Map<String, String> words;

    private Plurals(String prefix, Map<String, String> words) {
        this.prefix = prefix;
        this.words = words;
    }

    /**
     * Reads and checks the property {@code plurals}.
     *
     * @param system whose records may be counted under its name and the model's, as {@code club.member}
     * @param plurals model → words; null for none
     * @param tables model → table; null for one that the mapping file does not have
     * @throws IllegalArgumentException with the file, the property, what was found and what was expected
     */
    public static Plurals of(
            MappingFile file, String system, Map<String, String> plurals, Function<String, String> tables) {
        Map<String, String> words = new LinkedHashMap<>();
        if (plurals != null) {
            plurals.forEach((model, plural) -> {
                String property = "plurals." + model;
                file.require(property, tables.apply(model) != null, model, "only models of this file");
                file.require(property, plural != null && !plural.isBlank(), plural, "a word or some, such as people");
                words.put(tables.apply(model), plural);
                words.put(model, plural);
            });
        }
        return new Plurals(system + ".", words);
    }

    /**
     * As {@code people}; without words for them as {@code rows of club_member}; a single one as {@code row of people}.
     *
     * @param count how many there are
     */
    public String rows(String table, long count) {
        return said("row", count, table, words.get(table));
    }

    /**
     * As {@code people}; without words for them as {@code records of club.member}; a single one as {@code record of people}.
     *
     * @param kind under which they are counted: a model, with more words after it or not
     * @param count how many there are
     */
    public String records(String kind, long count) {
        return said("record", count, kind, known(kind));
    }

    /**
     * As {@code references of people to chapter}.
     *
     * @param kind under which they are counted: a model, with more words after it or not
     * @param count how many there are
     */
    public String references(String kind, long count) {
        String known = known(kind);
        return (count == 1 ? "reference of " : "references of ") + (known == null ? kind : known);
    }

    private static String said(String one, long count, String name, String plural) {
        if (count == 1) {
            return one + " of " + (plural == null ? name : plural);
        }
        return plural == null ? one + "s of " + name : plural;
    }

    /**
     * As {@code people}.
     *
     * @param name of a table, or under which records are counted: a model, with more words after it or not
     * @return empty where there are no words for it, or its name is the word
     */
    public Optional<String> words(String name) {
        return Optional.ofNullable(known(name)).filter(words -> !words.equals(name));
    }

    private String known(String kind) {
        int space = kind.indexOf(' ');
        String model = space < 0 ? kind : kind.substring(0, space);
        String plural = words.get(model);
        if (plural == null && model.startsWith(prefix)) {
            plural = words.get(model.substring(prefix.length()));
        }
        return plural == null ? null : plural + kind.substring(model.length());
    }
}
