package io.waybill.lino.migration.draft;

import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What differs between the tables of two dumps. A dump does not say what was renamed; where a column or table seems to be an old one under
 * another name, that is a guess and marked as one.
 *
 * @param before the site of the first dump
 * @param after the site of the second dump
 * @param pairs tables of both, those of the first in their order
 * @param removed tables that only the first has
 * @param added tables that only the second has
 * @param moved columns that seem to have moved between a model and one that extends it
 */
public record SiteDifference(
        ScriptedSite before,
        ScriptedSite after,
        List<TablePair> pairs,
        List<SourceTable> removed,
        List<SourceTable> added,
        List<MovedColumn> moved) {
    /** The share of columns that two tables have in common when they seem to be the same. */
    private static final double ALIKE = 0.6;
    /** Tables of few columns are alike by chance: most of them begin with id. */
    private static final int FEWEST_COMMON = 3;

    /**
     * A column that seems to have moved to a related table.
     *
     * @param column its name
     * @param from the table that had it, as the second dump calls it
     * @param to the table that has it
     */
    public record MovedColumn(String column, String from, String to) {
        /** Whether only one of two can be right: a column moves from one table to one other. */
        boolean excludes(MovedColumn other) {
            return column.equals(other.column) && (from.equals(other.from) || to.equals(other.to));
        }
    }

    /** Compares two sites. */
    public static SiteDifference of(ScriptedSite before, ScriptedSite after) {
        Map<SourceTable, SourceTable> partners = new LinkedHashMap<>();
        Set<SourceTable> guessed = new HashSet<>();
        for (SourceTable table : before.tables().all()) {
            after.tables()
                    .table(table.table())
                    .or(() -> after.tables()
                            .ofModel(table.model())
                            .filter(other ->
                                    before.tables().table(other.table()).isEmpty()))
                    .ifPresent(other -> partners.put(table, other));
        }
        guess(before, after, partners, guessed);
        List<SourceTable> removed = before.tables().all().stream()
                .filter(table -> !partners.containsKey(table))
                .toList();
        List<SourceTable> added = after.tables().all().stream()
                .filter(table -> !partners.containsValue(table))
                .toList();
        List<MovedColumn> moved = moved(before, partners);
        List<TablePair> pairs = before.tables().all().stream()
                .filter(partners::containsKey)
                .map(table -> TablePair.of(table, partners.get(table), guessed.contains(table), moved))
                .toList();
        return new SiteDifference(before, after, pairs, removed, added, moved);
    }

    /** Tables without a partner that have most of their columns in common: the most alike first. */
    private static void guess(
            ScriptedSite before, ScriptedSite after, Map<SourceTable, SourceTable> partners, Set<SourceTable> guessed) {
        record Guess(SourceTable from, SourceTable to, double alike) {}
        List<Guess> guesses = new ArrayList<>();
        for (SourceTable from : before.tables().all()) {
            for (SourceTable to : after.tables().all()) {
                if (!partners.containsKey(from) && !partners.containsValue(to)) {
                    guesses.add(new Guess(from, to, alike(from, to)));
                }
            }
        }
        guesses.sort(Comparator.comparingDouble(Guess::alike)
                .reversed()
                .thenComparing(guess -> guess.from().table())
                .thenComparing(guess -> guess.to().table()));
        for (Guess guess : guesses) {
            if (guess.alike() >= ALIKE && !partners.containsKey(guess.from()) && !partners.containsValue(guess.to())) {
                partners.put(guess.from(), guess.to());
                guessed.add(guess.from());
            }
        }
    }

    private static double alike(SourceTable one, SourceTable other) {
        if (one.parent().isPresent() != other.parent().isPresent()) {
            return 0;
        }
        Set<SourceColumn> all = new HashSet<>(one.columns());
        all.addAll(other.columns());
        long common = one.columns().stream().filter(other.columns()::contains).count();
        return common < FEWEST_COMMON ? 0 : (double) common / all.size();
    }

    private static List<MovedColumn> moved(ScriptedSite before, Map<SourceTable, SourceTable> partners) {
        List<MovedColumn> moved = new ArrayList<>();
        partners.forEach((from, fromNow) -> partners.forEach((to, toNow) -> {
            boolean related = from != to
                    && (before.tables().family(from).contains(to)
                            || before.tables().family(to).contains(from));
            if (related) {
                from.columns().stream()
                        .filter(column -> fromNow.column(column.name()).isEmpty()
                                && to.column(column.name()).isEmpty()
                                && toNow.columns().contains(column)
                                && !from.pointer().equals(Optional.of(column.name())))
                        .map(column -> new MovedColumn(column.name(), fromNow.table(), toNow.table()))
                        .filter(column -> moved.stream().noneMatch(column::excludes))
                        .forEach(moved::add);
            }
        }));
        return moved;
    }

    /** Languages that only the first site has. */
    public List<String> removedLanguages() {
        return without(before.tables().languages(), after.tables().languages());
    }

    /** Languages that only the second site has. */
    public List<String> addedLanguages() {
        return without(after.tables().languages(), before.tables().languages());
    }

    /** Languages that seem to be the same, such as {@code de} and {@code de_CH}: the new one by the old one. */
    public Map<String, String> renamedLanguages() {
        Map<String, String> renamed = new LinkedHashMap<>();
        for (String old : removedLanguages()) {
            List<String> variants = addedLanguages().stream()
                    .filter(language -> bare(language).equals(bare(old)) && !renamed.containsValue(language))
                    .toList();
            if (variants.size() == 1) {
                renamed.put(old, variants.get(0));
            }
        }
        return renamed;
    }

    private static String bare(String language) {
        return language.replaceFirst("_.*", "");
    }

    private static List<String> without(List<String> some, List<String> others) {
        return some.stream().filter(each -> !others.contains(each)).toList();
    }

    /** The applications that have no model in the second dump any more. */
    public Set<String> removedApplications() {
        Set<String> kept = after.tables().all().stream()
                .map(table -> application(table.model()))
                .collect(Collectors.toSet());
        pairs.forEach(pair -> kept.add(application(pair.before().model())));
        return removed.stream()
                .map(table -> application(table.model()))
                .filter(application -> !kept.contains(application))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String application(String model) {
        return model.substring(0, model.indexOf('.'));
    }

    /** The table of the second dump that a table of the first one is; empty when it is none. */
    Optional<TablePair> pair(String table) {
        return pairs.stream()
                .filter(pair -> pair.before().table().equals(table))
                .findFirst();
    }
}
