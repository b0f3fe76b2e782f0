package io.waybill.lino.dump;

import io.waybill.format.ShortList;
import io.waybill.model.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people should know of the languages that a dump is made with: a database does not say which ones its site has. */
record DumpLanguages(List<String> languages, List<SiteTable> tables) {
    private static final int NAMED = 5;
    private static final Pattern TRANSLATION =
            Pattern.compile("(?<text>.+?)_(?<language>([a-z]{2,3})(_[A-Za-z]{2,4})?)");
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    List<Notice> notices() {
        if (languages.isEmpty()) {
            return List.of(new Notice(
                    "no-languages",
                    "The site's languages are not known (config/lino.yaml, languages, or --languages): each translation is written as a"
                            + " column of its own.",
                    1));
        }
        if (languages.size() > 1
                && tables.stream().flatMap(table -> table.columns().stream()).noneMatch(SiteColumn::isTranslated)) {
            return List.of(new Notice(
                    "no-translations",
                    "No text of the site has a column for each of the languages "
                            + String.join(", ", languages)
                            + ": each column is written by itself. Are these the site's languages, its own first"
                            + " (config/lino.yaml, languages, or --languages)?",
                    1));
        }
        Map<String, List<String>> others = others();
        return others.isEmpty() ? List.of() : List.of(untold(others));
    }

    /** Columns beside a text that are named like its translations into languages that nobody has named, by these languages. */
    private Map<String, List<String>> others() {
        Map<String, List<String>> others = new TreeMap<>();
        for (SiteTable table : tables) {
            Map<String, SiteColumn> columns = new HashMap<>();
            table.columns().forEach(column -> columns.put(column.column(), column));
            for (SiteColumn column : table.columns()) {
                language(column, columns)
                        .ifPresent(language -> others.computeIfAbsent(language, each -> new ArrayList<>())
                                .add(table.name() + "." + column.column()));
            }
        }
        return others;
    }

    private static Optional<String> language(SiteColumn column, Map<String, SiteColumn> columns) {
        Matcher name = TRANSLATION.matcher(column.column());
        if (column.isTranslated()
                || column.reference() != null
                || !name.matches()
                || !LANGUAGES.contains(name.group(3))) {
            return Optional.empty();
        }
        SiteColumn text = columns.get(name.group("text"));
        return text != null && text.form() == ValueForm.TEXT && text.type().equals(column.type())
                ? Optional.of(name.group("language"))
                : Optional.empty();
    }

    private Notice untold(Map<String, List<String>> others) {
        List<String> columns =
                others.values().stream().flatMap(List::stream).sorted().toList();
        return new Notice(
                "other-languages",
                "Columns look like translations into " + String.join(", ", others.keySet())
                        + ", which nobody has named beside "
                        + String.join(", ", languages) + ", and each is written by itself: "
                        + ShortList.of(columns, NAMED)
                        + ". If the site has texts in them, name all of its languages, its own first (config/lino.yaml, languages,"
                        + " or --languages).",
                columns.size());
    }
}
