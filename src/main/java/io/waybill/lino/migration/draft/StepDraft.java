package io.waybill.lino.migration.draft;

import io.waybill.lino.migration.SiteVersion;
import io.waybill.lino.migration.draft.SiteDifference.MovedColumn;
import io.waybill.lino.migration.table.ColumnName;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The draft of a step that leads from the tables of one dump to those of another. It is a step file that can be used as it is, once somebody has looked at it. */
public final class StepDraft {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final Set<String> WORDS_OF_YAML =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private final SiteDifference difference;
    private final List<DraftedChange> changes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private boolean ruled;

    private StepDraft(SiteDifference difference) {
        this.difference = difference;
        moveTables();
        languages();
        moveColumns();
        difference.pairs().forEach(this::parent);
        difference.pairs().forEach(this::columns);
        remove();
        difference.added().forEach(table -> {
            change("table-new", table.table(), null, table.model(), false);
            comment("New table " + table.table() + " (" + table.model()
                    + "): it stays empty, unless make-rows or add-rows fills it.");
        });
        choices();
    }

    /** Drafts a step from what differs. */
    public static StepDraft of(SiteDifference difference) {
        return new StepDraft(difference);
    }

    /** All that differs, in the order of the draft. */
    public List<DraftedChange> changes() {
        return List.copyOf(changes);
    }

    /** The step file. */
    public String text() {
        String from = difference.before().version().orElse("");
        String to = difference.after().version().orElse("");
        StringBuilder text = new StringBuilder();
        text.append(
                        "# A draft, made from two dumps. What stands behind \"guess\" is suggested by names and places of columns only:\n")
                .append(
                        "# nothing in a dump says that something was renamed or moved. Look at each of them before you use this file.\n")
                .append(use(from, to))
                .append("application: ")
                .append(word(difference.after().application().orElse("")))
                .append("\nfrom: '")
                .append(from.replace("'", "''"))
                .append("'\nto: '")
                .append(to.replace("'", "''"))
                .append("'\n")
                .append(ruled ? "rules:\n" : "rules: []\n");
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** What is to be done before the draft can be a step; empty when nothing is. */
    private String use(String from, String to) {
        if (from.isBlank() || to.isBlank()) {
            return "# One of the dumps does not say which version it is of: say it in from and to.\n";
        }
        if (!SiteVersion.of(from).equals(SiteVersion.of(to))) {
            return "";
        }
        return changes.isEmpty()
                ? "# The two are of the same version, and nothing differs: no step is needed between them.\n"
                : "# The two say that they are of the same version, but they differ: give the second version another name in to.\n";
    }

    private void moveTables() {
        for (TablePair pair : difference.pairs()) {
            SourceTable old = pair.before();
            SourceTable now = pair.after();
            Map<String, String> rule = new LinkedHashMap<>();
            rule.put("table", word(old.table()));
            if (!old.table().equals(now.table())) {
                rule.put("to", word(now.table()));
            }
            if (!old.model().equals(now.model())) {
                rule.put("model", word(now.model()));
            }
            if (rule.size() > 1) {
                change("table-moved", old.table(), null, now.table() + " (" + now.model() + ")", pair.guessed());
                if (pair.guessed()) {
                    guess("most columns of " + old.table() + " and " + now.table() + " are the same.");
                }
                rule("move-table", rule);
            }
        }
    }

    private void languages() {
        List<String> old = difference.before().tables().languages();
        List<String> now = difference.after().tables().languages();
        if (old.equals(now)) {
            return;
        }
        Map<String, String> renamed = difference.renamedLanguages();
        List<String> dropped = difference.removedLanguages().stream()
                .filter(language -> !renamed.containsKey(language))
                .toList();
        List<String> added = difference.addedLanguages().stream()
                .filter(language -> !renamed.containsValue(language))
                .toList();
        renamed.forEach((from, to) -> change("language-renamed", null, from, to, true));
        dropped.forEach(language -> change("language-removed", null, language, null, false));
        added.forEach(language -> change("language-new", null, language, null, false));
        if (!renamed.isEmpty()) {
            guess(renamed.entrySet().stream()
                            .map(entry -> entry.getKey() + " is " + entry.getValue())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (!added.isEmpty()) {
            comment("Texts in " + String.join(", ", added)
                    + " are empty, unless add names a language whose texts they get.");
        }
        Map<String, String> rule = new LinkedHashMap<>();
        if (!renamed.isEmpty()) {
            rule.put("rename", map(renamed));
        }
        if (!dropped.isEmpty()) {
            rule.put("drop", list(dropped));
        }
        if (!added.isEmpty()) {
            rule.put(
                    "add",
                    added.stream()
                            .map(language -> word(language) + ": null")
                            .collect(Collectors.joining(", ", "{", "}")));
        }
        rule.put("order", list(now));
        rule("change-languages", rule);
    }

    private void moveColumns() {
        for (MovedColumn column : difference.moved()) {
            change("column-moved", column.from(), column.column(), column.to(), true);
            guess(column.column() + " has moved from " + column.from() + " to " + column.to() + ".");
            Map<String, String> rule = new LinkedHashMap<>();
            rule.put("column", word(column.column()));
            rule.put("from", word(column.from()));
            rule.put("to", word(column.to()));
            rule("move-column", rule);
        }
    }

    private void parent(TablePair pair) {
        if (!pair.otherParent()) {
            return;
        }
        SourceTable old = pair.before();
        SourceTable now = pair.after();
        change("parent-changed", old.table(), null, now.parent().orElse(null), false);
        if (old.pointer().isPresent()) {
            Map<String, String> rule = new LinkedHashMap<>();
            rule.put("table", word(now.table()));
            rule.put("key", word(now.pointer().orElseGet(() -> key(now))));
            rule("detach-model", rule);
        }
        if (now.pointer().isPresent()) {
            String parent = now.parent().orElseThrow();
            boolean known = difference.pairs().stream()
                    .anyMatch(each -> each.after().model().equals(parent));
            Map<String, String> rule = new LinkedHashMap<>();
            rule.put("table", word(now.table()));
            rule.put("parent", word(parent));
            rule.put("key", word(old.pointer().isPresent() ? now.pointer().get() : key(old)));
            rule.put("pointer", word(now.pointer().get()));
            comment("Each row of " + now.table() + " needs a row of " + parent
                    + " with the same key now: change-keys and make-rows, before this rule.");
            if (known) {
                rule("extend-model", rule);
            } else {
                comment("- extend-model: " + braces(rule));
            }
        }
    }

    /** The column that is probably the key of a table. */
    private static String key(SourceTable table) {
        return table.column("id")
                .map(SourceColumn::name)
                .orElseGet(() -> table.columns().isEmpty()
                        ? "id"
                        : table.columns().get(0).name());
    }

    private void columns(TablePair pair) {
        Set<String> keys = keys(pair);
        List<String> dropped = pair.dropped().stream()
                .map(SourceColumn::name)
                .filter(name -> !keys.contains(name))
                .toList();
        List<String> added = pair.added().stream()
                .map(SourceColumn::name)
                .filter(name -> !keys.contains(name))
                .toList();
        Map<String, String> renamed = new LinkedHashMap<>(pair.renamed());
        if (pair.otherParent()) {
            renamed.entrySet().removeIf(entry -> keys.contains(entry.getKey()) || keys.contains(entry.getValue()));
        }
        String table = pair.after().table();
        dropped.forEach(column -> change("column-removed", pair.before().table(), column, null, false));
        renamed.forEach((from, to) -> change("column-renamed", pair.before().table(), from, to, true));
        added.forEach(column -> change("column-new", table, column, null, false));
        if (!renamed.isEmpty()) {
            guess("in " + table + ", "
                    + renamed.entrySet().stream()
                            .map(entry -> entry.getKey() + " is " + entry.getValue())
                            .collect(Collectors.joining(", "))
                    + ". Otherwise drop the old ones.");
        }
        if (!added.isEmpty()) {
            comment("New in " + table + ": " + String.join(", ", added)
                    + ". They get their default, unless set makes them.");
        }
        for (String column : pair.otherKinds()) {
            change("column-of-another-kind", table, column, null, false);
            comment(table + "." + column + " is of another kind: a text in several languages, or a content type.");
        }
        Map<String, String> rule = new LinkedHashMap<>();
        rule.put("table", word(table));
        if (!dropped.isEmpty()) {
            rule.put("drop", list(dropped));
        }
        if (!renamed.isEmpty()) {
            rule.put("rename", map(renamed));
        }
        if (rule.size() > 1) {
            rule("change-table", rule);
        }
    }

    /** The columns that detach-model and extend-model have renamed. */
    private static Set<String> keys(TablePair pair) {
        Set<String> keys = new LinkedHashSet<>();
        if (pair.otherParent()) {
            SourceTable old = pair.before();
            SourceTable now = pair.after();
            keys.add(old.pointer().orElseGet(() -> key(old)));
            keys.add(now.pointer().orElseGet(() -> key(now)));
        }
        return keys;
    }

    private void remove() {
        Set<String> applications = difference.removedApplications();
        List<SourceTable> left = new ArrayList<>();
        difference.removed().forEach(table -> change("table-removed", table.table(), null, null, false));
        for (String application : applications) {
            List<SourceTable> own = difference.removed().stream()
                    .filter(table -> SiteDifference.application(table.model()).equals(application))
                    .toList();
            boolean closed = own.stream()
                    .allMatch(table ->
                            own.containsAll(difference.before().tables().family(table)));
            if (closed) {
                rule("drop-application", Map.of("application", word(application)));
            } else {
                left.addAll(own);
            }
        }
        difference.removed().stream()
                .filter(table -> !applications.contains(SiteDifference.application(table.model())))
                .forEach(left::add);
        // The models that extend others go first.
        left.sort((one, other) -> Integer.compare(depth(other), depth(one)));
        left.forEach(table -> rule("skip-rows", Map.of("table", word(table.table()))));
    }

    private int depth(SourceTable table) {
        int depth = 0;
        for (Optional<SourceTable> parent = difference.before().tables().parent(table);
                parent.isPresent() && depth < difference.before().tables().all().size();
                parent = difference.before().tables().parent(parent.get())) {
            depth++;
        }
        return depth;
    }

    private void choices() {
        difference
                .before()
                .choices()
                .forEach((column, list) -> difference
                        .pair(column.table())
                        .map(pair -> new ColumnName(pair.after().table(), column.column()))
                        .map(difference.after().choices()::get)
                        .filter(other -> !other.equals(list))
                        .ifPresent(other -> {
                            change("choices-changed", column.table(), column.column(), other, false);
                            comment("The values of " + column + " are from " + other + " now, before from " + list
                                    + ": map exchanges them in change-table.");
                        }));
    }

    private void change(String kind, String table, String column, String to, boolean guess) {
        changes.add(new DraftedChange(kind, table, column, to, guess));
    }

    private void comment(String sentence) {
        lines.add("  # " + sentence);
    }

    private void guess(String sentence) {
        comment("guess: " + sentence);
    }

    private void rule(String verb, Map<String, String> parts) {
        ruled = true;
        lines.add("  - " + verb + ": " + braces(parts));
    }

    private static String braces(Map<String, String> parts) {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + ": " + part.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String list(List<String> words) {
        return words.stream().map(StepDraft::word).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String map(Map<String, String> words) {
        return words.entrySet().stream()
                .map(entry -> word(entry.getKey()) + ": " + word(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String word(String word) {
        return PLAIN.matcher(word).matches() && !WORDS_OF_YAML.contains(word.toLowerCase(Locale.ROOT))
                ? word
                : "'" + word.replace("'", "''") + "'";
    }
}
