package io.waybill.lino.repair.form;

import io.waybill.lino.repair.plan.RepairPass.Mode;
import io.waybill.lino.repair.plan.RepairPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What people have filled in, and the plan that follows from it, as the words of a plan file. Passes and conditions are counted from 1. */
final class PlanAnswers {
    static final String DUMP = "dump";
    static final String TITLE = "title";
    static final String REMAP = "remap";
    /** The plan's name of its only dump. */
    private static final String NAME = "old";

    private static final String LINES = "\\R";
    private static final String COMMAS = "[,\\s]+";

    private final Map<String, String> answers;
    private final List<String> faults = new ArrayList<>();

    /** @param answers by the name of their field */
    PlanAnswers(Map<String, String> answers) {
        this.answers = answers;
    }

    /** Name of a field of a pass. */
    static String field(int pass, String name) {
        return "pass." + pass + "." + name;
    }

    /** Name of a field of a condition. */
    static String field(int pass, int condition, String name) {
        return field(pass, "condition." + condition + "." + name);
    }

    /** The answer to a field; empty when there is none. */
    String answer(String field) {
        return answers.getOrDefault(field, "");
    }

    /** How many passes there are answers of. */
    int passes() {
        return highest("pass.");
    }

    /** How many conditions of a pass there are answers of. */
    int conditions(int pass) {
        return highest(field(pass, "condition."));
    }

    private int highest(String prefix) {
        return answers.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).split("\\.")[0])
                .filter(number -> number.matches("[1-9][0-9]{0,3}"))
                .mapToInt(Integer::parseInt)
                .filter(number -> number <= RepairPlan.MOST_PASSES)
                .max()
                .orElse(0);
    }

    /** What is missing or cannot be understood, once {@link #plan} was asked for. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The plan, by the words of its file. */
    Map<String, Object> plan() {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("kind", RepairPlan.KIND);
        if (!answer(TITLE).isEmpty()) {
            plan.put("title", answer(TITLE));
        }
        if (answer(DUMP).isEmpty()) {
            faults.add("Choose the dump from which rows are restored.");
        }
        plan.put("dumps", Map.of(NAME, answer(DUMP)));
        List<Object> passes = new ArrayList<>();
        for (int pass = 1; pass <= passes(); pass++) {
            if (!answer(field(pass, "table")).isEmpty()) {
                passes.add(pass(pass));
            } else if (isFilledIn(pass)) {
                faults.add("Pass " + pass + ": choose its table, or empty its other fields.");
            }
        }
        if (passes.isEmpty() && faults.isEmpty()) {
            faults.add("Choose the table of at least one pass.");
        }
        plan.put("passes", passes);
        Map<String, Map<String, String>> remap = remap();
        if (!remap.isEmpty()) {
            plan.put("remap", remap);
        }
        return plan;
    }

    /** Choices that have always an answer say nothing. */
    private boolean isFilledIn(int pass) {
        return answers.keySet().stream()
                .filter(name -> name.startsWith(field(pass, "")))
                .anyMatch(name -> !name.endsWith(".mode") && !name.endsWith(".together"));
    }

    private Map<String, Object> pass(int pass) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("table", answer(field(pass, "table")));
        List<Object> clauses = new ArrayList<>();
        for (int condition = 1; condition <= conditions(pass); condition++) {
            Map<String, Object> clause = clause(pass, condition);
            if (!clause.isEmpty()) {
                clauses.add(clause);
            }
        }
        if (clauses.size() == 1) {
            words.put("select", clauses.get(0));
        } else if (!clauses.isEmpty()) {
            words.put("select", Map.of("any".equals(answer(field(pass, "together"))) ? "any" : "all", clauses));
        }
        String mode = answer(field(pass, "mode"));
        if (!mode.isEmpty() && !mode.equals(word(Mode.INSERT_MISSING))) {
            words.put("mode", mode);
        }
        list(words, pass, "columns");
        if (mode.equals(word(Mode.UPDATE_COLUMNS)) != words.containsKey("columns")) {
            faults.add("Pass " + pass + ": the columns to write belong to the mode update-columns, and it to them.");
        }
        if (mode.equals(word(Mode.UPDATE_COLUMNS)) && !words.containsKey("select")) {
            faults.add("Pass " + pass + ": say of which rows the columns are written; of all that the site has:" + " “"
                    + RowChoice.MISSING.label() + "”, and not so.");
        }
        list(words, pass, "identity");
        for (String tick : List.of("with-parents", "with-children")) {
            if (ticked(field(pass, tick))) {
                words.put(tick, true);
            }
        }
        return words;
    }

    private boolean ticked(String field) {
        return !answer(field).isEmpty() && !answer(field).equals("false");
    }

    private void list(Map<String, Object> words, int pass, String name) {
        List<String> values = split(answer(field(pass, name)), COMMAS);
        if (!values.isEmpty()) {
            words.put(name, values);
        }
    }

    private Map<String, Object> clause(int pass, int condition) {
        String word = answer(field(pass, condition, "rows"));
        String column = answer(field(pass, condition, "column"));
        String written = answer(field(pass, condition, "values"));
        String where = "Pass " + pass + ", condition " + condition + ": ";
        RowChoice choice = RowChoice.ofWord(word).orElse(null);
        if (choice == null) {
            if (!word.isEmpty() || !column.isEmpty() || !written.isEmpty()) {
                faults.add(where + "choose what it says of a row, or empty its other fields.");
            }
            return Map.of();
        }
        List<String> values = split(written, choice.ofColumn() ? LINES : COMMAS);
        require(choice.ofColumn() == !column.isEmpty(), where, choice, choice.ofColumn() ? "a column" : "no column");
        if (choice.needsValues()) {
            require(!values.isEmpty(), where, choice, "a value");
        } else {
            require(values.isEmpty(), where, choice, "no value");
        }
        require(!choice.ofTwo() || values.size() == 2, where, choice, "two values: the least and the greatest");
        require(!choice.ofOne() || values.size() == 1, where, choice, "one value");
        Map<String, Object> clause = new LinkedHashMap<>();
        if (choice.ofColumn()) {
            clause.put("column", column);
        }
        put(clause, choice, values);
        return ticked(field(pass, condition, "not")) ? Map.of("not", clause) : clause;
    }

    private static void put(Map<String, Object> clause, RowChoice choice, List<String> values) {
        switch (choice) {
            case IS_NULL, MISSING -> clause.put(choice.word(), true);
            case MATCHES -> clause.put(choice.word(), String.join("", values));
            case IN_TARGET -> clause.put(choice.word(), Map.of("table", String.join("", values)));
            case WITHOUT -> clause.put(RowChoice.IN_TARGET.word(), without(String.join("", values)));
            default -> clause.put(choice.word(), values);
        }
    }

    /** Both tables: {@code debts_budget debts_entry.budget_id}. */
    private static Map<String, String> without(String value) {
        String[] both = value.split(COMMAS, 2);
        Map<String, String> referred = new LinkedHashMap<>();
        referred.put("table", both[0]);
        referred.put("without", both.length == 2 ? both[1] : "");
        return referred;
    }

    private void require(boolean holds, String where, RowChoice choice, String expected) {
        if (!holds) {
            faults.add(where + "“" + choice.label() + "” needs " + expected + ".");
        }
    }

    private Map<String, Map<String, String>> remap() {
        Map<String, Map<String, String>> remap = new LinkedHashMap<>();
        for (String line : split(answer(REMAP), LINES)) {
            List<String> words = split(line, COMMAS);
            if (words.size() == 3) {
                remap.computeIfAbsent(words.get(0), table -> new LinkedHashMap<>())
                        .put(words.get(1), words.get(2));
            } else {
                faults.add("Other keys: a line has a table, the key in the dump and the key in the site, not “" + line
                        + "”.");
            }
        }
        return remap;
    }

    private static List<String> split(String text, String by) {
        return Arrays.stream(text.split(by))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    /** As a plan writes it. */
    static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
