package io.waybill.lino.migration;

import io.waybill.format.Faults;
import io.waybill.lino.migration.MigrationTally.MigrationNote;
import io.waybill.lino.migration.expression.EvaluationException;
import io.waybill.lino.migration.rule.RowChange;
import io.waybill.lino.migration.rule.Rows;
import io.waybill.lino.migration.rule.Rule;
import io.waybill.lino.migration.rule.RuleFaults;
import io.waybill.lino.migration.rule.Survey;
import io.waybill.lino.record.SourceRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The way of rows through the rules: each goes from one rule that concerns its table to the next. */
final class RowPath {
    private final List<RowChange> changes;
    private final List<RuleFaults> places;
    private final Faults faults;
    /** The next rule that concerns a table, by its name, for each rule and for the end. */
    private final List<Map<String, Integer>> next = new ArrayList<>();

    private final List<Station> stations = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();

    private List<SourceRow> rows = List.of();
    private List<MigrationNote> notes = List.of();
    private Map<Integer, Survey> surveys = Map.of();
    private int lastRule;

    /**
     * A reading of the dump.
     *
     * @param tables of the dump that are read
     * @param surveys by the number of their rule
     */
    private record Reading(Set<String> tables, Map<Integer, Survey> surveys) {}

    /** Takes rows that rules make of none. */
    interface MadeRows {
        /** Takes a row, and the rule that it goes to next. */
        void row(int next, SourceRow row);
    }

    RowPath(List<Rule> rules, List<RowChange> changes, List<RuleFaults> places, Set<String> dump, Faults faults) {
        this.changes = changes;
        this.places = places;
        this.faults = faults;
        Map<String, Integer> following = Map.of();
        next.add(following);
        for (int i = changes.size() - 1; i >= 0; i--) {
            following = new HashMap<>(following);
            for (String table : changes.get(i).tables()) {
                following.put(table, i);
            }
            next.add(0, following);
        }
        for (int i = 0; i < changes.size(); i++) {
            stations.add(new Station(i));
        }
        plan(rules, dump);
    }

    /** Puts surveys that do not depend on each other into one reading. */
    private void plan(List<Rule> rules, Set<String> dump) {
        Map<Integer, Integer> levels = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            Optional<Survey> survey = changes.get(i).survey();
            if (survey.isPresent()) {
                int level = 0;
                Set<String> needed = survey.get().tables();
                for (int earlier = i - 1; earlier >= 0; earlier--) {
                    Set<String> origins = new HashSet<>();
                    for (String table : needed) {
                        origins.addAll(rules.get(earlier).origins(table));
                    }
                    boolean decided = changes.get(earlier).decided().stream().anyMatch(origins::contains);
                    if (decided && levels.containsKey(earlier)) {
                        level = Math.max(level, levels.get(earlier) + 1);
                    }
                    needed = origins;
                }
                levels.put(i, level);
                while (readings.size() <= level) {
                    readings.add(new Reading(new LinkedHashSet<>(), new HashMap<>()));
                }
                needed = new HashSet<>(needed);
                needed.retainAll(dump);
                readings.get(level).tables.addAll(needed);
                readings.get(level).surveys.put(i, survey.get());
            }
        }
    }

    int readings() {
        return readings.size();
    }

    void survey(TableRows source) throws IOException {
        for (Reading reading : readings) {
            surveys = reading.surveys;
            source.read(reading.tables, row -> look(0, row));
            end(this::look);
            surveys = Map.of();
            reading.surveys.forEach((rule, survey) -> survey.end(places.get(rule)));
            faults.throwIfAny();
        }
    }

    /** Whether no rule concerns a row. */
    boolean passes(SourceRow row) {
        return !next.get(0).containsKey(row.table().table());
    }

    private void look(int from, SourceRow row) {
        try {
            send(from, row, new ArrayList<>(), new ArrayList<>());
        } catch (EvaluationException refused) {
            // The row will be refused when it is migrated; nothing follows from it.
        }
    }

    /**
     * Sends a row through the rules.
     *
     * @param from the first rule
     * @param out gets what becomes of it
     * @param notes receives what people should know
     * @throws EvaluationException when a rule refuses it
     */
    void send(int from, SourceRow row, List<SourceRow> out, List<MigrationNote> notes) {
        rows = out;
        this.notes = notes;
        arrive(from, row);
    }

    /** Gives the rows that rules make of none, each with the rule that it goes to next. */
    void end(MadeRows made) {
        for (int i = 0; i < changes.size(); i++) {
            int following = i + 1;
            changes.get(i).end(new Rows() {
                @Override
                public void row(SourceRow row) {
                    made.row(following, row);
                }

                @Override
                public void note(String rule, String sentence) {
                    throw new IllegalStateException("A rule reports rows, and here is none");
                }
            });
        }
    }

    /** The rule at which a row was refused, as people find it. */
    String lastRule() {
        return places.get(lastRule).file() + ", " + places.get(lastRule).rule();
    }

    private void arrive(int from, SourceRow row) {
        String table = row.table().table();
        Integer rule = next.get(from).get(table);
        // A survey looks at the row where it passes, also when its own rule does not change the row.
        for (Map.Entry<Integer, Survey> survey : surveys.entrySet()) {
            int at = survey.getKey();
            if (at >= from
                    && (rule == null || at <= rule)
                    && survey.getValue().tables().contains(table)) {
                survey.getValue().row(row);
            }
        }
        if (rule == null) {
            rows.add(row);
        } else {
            lastRule = rule;
            changes.get(rule).change(row, stations.get(rule));
        }
    }

    /** Where the rows of a rule come out. */
    private final class Station implements Rows {
        private final int rule;

        private Station(int rule) {
            this.rule = rule;
        }

        @Override
        public void row(SourceRow row) {
            arrive(rule + 1, row);
        }

        @Override
        public void note(String kind, String sentence) {
            notes.add(new MigrationNote(kind, sentence));
        }
    }
}
