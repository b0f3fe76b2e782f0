package io.waybill.lino.restore;

import io.waybill.database.Target;
import io.waybill.delivery.Catalogue;
import io.waybill.delivery.UnusableTables;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.lino.CreateFunction;
import io.waybill.format.lino.RestoreScript;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.migration.Migration;
import io.waybill.lino.migration.rule.RulePlace;
import io.waybill.lino.record.ContentTypes;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import io.waybill.lino.record.SourceTimes;
import io.waybill.lino.record.TableMatch;
import io.waybill.lino.record.TableMatch.FilledColumn;
import io.waybill.lino.record.TargetLanguages;
import io.waybill.model.Notice;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts a dump beside the target before anything is read or touched, so that all differences are reported at once: tables and columns that only
 * one of the two has, and what the dump leaves open.
 */
final class Preflight {
    private static final String SCRIPT = "restore.py";
    private static final String ADVICE =
            "Migrate the dump by a step, put # before the column's line in restore.py to leave it out, or restore into tables of the"
                    + " dump's version.";

    private static final String BY_RULE = "This rule makes it: correct the step, or let the target have the column.";

    private final Target target;
    private final LinoConfig config;
    private final RestoreScript script;
    private final Optional<Migration> migration;
    private final Faults faults = new Faults();
    /** Why tables are out of reach, each sentence once: it may be about many of them. */
    private final Set<String> reported = new HashSet<>();

    private final List<Notice> notices = new ArrayList<>();

    Preflight(Target target, LinoConfig config, RestoreScript script, Optional<Migration> migration) {
        this.target = target;
        this.config = config;
        this.script = script;
        this.migration = migration;
    }

    /**
     * What was found.
     *
     * @param matches tables that are delivered, by name, in the order of the dump
     * @param contentTypes null when the dump has none
     * @param notices what people should know
     */
    record Result(Map<String, TableMatch> matches, ContentTypeNumbers contentTypes, List<Notice> notices) {}

    /**
     * Compares.
     *
     * @param tables that are to be delivered
     * @param sourceLanguages those of their texts
     * @param filled names of those that have any row
     * @param times which points in time the dump means
     * @throws BrokenFileException with everything that keeps the dump from being delivered
     */
    Result compare(List<SourceTable> tables, List<String> sourceLanguages, Set<String> filled, SourceTimes times)
            throws SQLException {
        Set<String> names =
                tables.stream().map(SourceTable::table).collect(Collectors.toCollection(LinkedHashSet::new));
        names.add(ContentTypes.TABLE);
        Catalogue catalogue = Catalogue.read(target, names);
        TargetLanguages languages = languages(tables, sourceLanguages, catalogue.tables());
        Map<String, TableMatch> matches = new LinkedHashMap<>();
        for (SourceTable table : tables) {
            TableShape shape = catalogue.tables().get(table.table());
            if (shape != null) {
                TableMatch match = TableMatch.of(table, shape, sourceLanguages, languages);
                difference(match);
                matches.put(table.table(), match);
            } else if (filled.contains(table.table())) {
                missing(table, catalogue);
            } else {
                notices.add(new Notice(
                        "missing-table",
                        "The target has no table " + table.table() + ". The dump has no row of it.",
                        0));
            }
        }
        if (matches.values().stream()
                .anyMatch(match -> filled.contains(match.source().table()) && hasTimes(match))) {
            times.missing()
                    .ifPresent(sentence -> faults.add(Fault.ofFile(
                            Position.of(SCRIPT),
                            "unclear-times",
                            "dt(…) without a time zone",
                            "what its times mean",
                            sentence)));
        }
        boolean anyContentType = matches.values().stream().anyMatch(Preflight::hasContentTypes);
        if (anyContentType && !catalogue.tables().containsKey(ContentTypes.TABLE)) {
            faults.add(Fault.ofFile(
                    Position.of(SCRIPT),
                    "missing-table",
                    "no table " + ContentTypes.TABLE,
                    "the table in which the site numbers its models",
                    "Let Django create the site's tables first (manage.py migrate)."));
        }
        faults.throwIfAny();
        ContentTypeNumbers contentTypes = catalogue.tables().containsKey(ContentTypes.TABLE)
                ? ContentTypeNumbers.read(target.dataSource())
                : null;
        tellLeftTables(matches.keySet(), contentTypes);
        tellLeftColumns(matches.values());
        return new Result(matches, anyContentType ? contentTypes : null, notices);
    }

    /** Those of the configuration; without them the dump's own and those that the target has columns for. */
    private TargetLanguages languages(
            List<SourceTable> tables, List<String> sourceLanguages, Map<String, TableShape> shapes) {
        if (!config.languages().isEmpty() || sourceLanguages.isEmpty()) {
            return new TargetLanguages(config.languages().isEmpty() ? List.of("en") : config.languages());
        }
        Set<String> languages = new LinkedHashSet<>(sourceLanguages);
        for (SourceTable table : tables) {
            TableShape shape = shapes.get(table.table());
            if (shape == null) {
                continue;
            }
            for (SourceColumn column : table.columns()) {
                if (column.kind() != Kind.BABEL || !shape.columns().containsKey(column.name())) {
                    continue;
                }
                shape.columns().values().stream()
                        .filter(each -> each.kind() == ValueKind.TEXT)
                        .map(ColumnShape::name)
                        .filter(name -> name.startsWith(column.name() + "_")
                                && table.column(name).isEmpty())
                        .map(name -> name.substring(column.name().length() + 1))
                        .filter(Preflight::isLanguage)
                        .forEach(languages::add);
            }
        }
        return new TargetLanguages(List.copyOf(languages));
    }

    private static boolean isLanguage(String ending) {
        return LinoConfig.isLanguage(ending)
                && Arrays.asList(Locale.getISOLanguages()).contains(ending.replaceFirst("_.*", ""));
    }

    private void missing(SourceTable table, Catalogue catalogue) {
        UnusableTables why = catalogue.unusable().stream()
                .filter(tables -> tables.names().contains(table.table()))
                .findFirst()
                .orElseThrow();
        if (why.kind() != UnusableTables.Kind.OUT_OF_REACH) {
            // That it is missing, "a table that the target has" says already.
            String difference = why.kind() == UnusableTables.Kind.OF_ANOTHER_KIND ? why.sentence() + " " : "";
            Optional<RulePlace> maker = migration.flatMap(steps -> steps.maker(table.table()));
            add(
                    maker,
                    table,
                    "missing-table",
                    "the table " + table.table() + " (" + table.model() + ")",
                    "a table that the target has",
                    difference
                            + (maker.isPresent()
                                    ? "This rule makes it: correct the step, or let the target have the table."
                                    : "Migrate the dump by a step, leave the table out (option skip), or restore into tables of the dump's version."));
        } else if (reported.add(why.sentence())) {
            faults.add(Fault.ofFile(
                    place(table),
                    "unusable-table",
                    "the table " + table.table() + " (" + table.model() + ")",
                    "a table that can be used",
                    why.sentence()));
        }
    }

    private void difference(TableMatch match) {
        String table = match.source().table();
        for (SourceColumn column : match.withoutTarget()) {
            Optional<RulePlace> maker = migration.flatMap(steps -> steps.maker(table, column.name()));
            add(
                    maker,
                    match.source(),
                    "unknown-column",
                    "the column " + column.name() + " of " + table,
                    "a column that the target has: "
                            + String.join(", ", match.target().columns().keySet()),
                    maker.isPresent() ? BY_RULE : ADVICE);
        }
        for (ColumnShape column : match.withoutSource()) {
            missing(match.source(), column.name());
        }
        match.filled().forEach(column -> gap(match, column));
    }

    /** Reports rows that a step makes without a value that the target needs. Missing keys are reported to the steps themselves. */
    private void gap(TableMatch match, FilledColumn filled) {
        ColumnShape column = filled.shape();
        SourceColumn source = match.source().column(filled.source()).orElseThrow();
        boolean translated = filled.untranslated() || filled.language().isPresent();
        boolean needed = !column.nullable() && column.defaultSql() == null && column.sequence() == null;
        if (needed && !translated && !match.target().key().contains(column.name())) {
            source.gap()
                    .ifPresent(gap -> faults.add(new Fault(
                            gap.at(),
                            gap.rule(),
                            null,
                            "missing-value",
                            gap.rows() + " without " + column.name(),
                            "each column that needs a value; the target has no default for this one",
                            "Give the column a value here, or in a rule behind this one.")));
        }
    }

    /** Reports a column that needs a value and gets none, and what to do about it. */
    private void missing(SourceTable table, String column) {
        Optional<RulePlace> maker = migration.flatMap(steps -> steps.maker(table.table()));
        Optional<RulePlace> remover = migration.flatMap(steps -> steps.remover(table.table(), column));
        String advice = "Add it by a step of migration, or a line such as kw.update(" + column
                + "='') in the function create_" + origin(table) + " of restore.py.";
        if (maker.isPresent()) {
            advice = "Add it in this step, which makes the table.";
        } else if (remover.isPresent()) {
            advice = "This rule drops it or gives it another name: correct the step.";
        }
        add(
                remover,
                table,
                "missing-column",
                "no column " + column + " of " + table.table(),
                "each column that needs a value; the target has no default for this one",
                advice);
    }

    /** Reports what is wrong with a table, at the rule that makes it so, or else at the dump's function. */
    private void add(
            Optional<RulePlace> rule, SourceTable table, String kind, String found, String expected, String advice) {
        faults.add(new Fault(
                rule.map(RulePlace::at).orElseGet(() -> place(table)),
                rule.map(RulePlace::rule).orElse(null),
                null,
                kind,
                found,
                expected,
                advice));
    }

    private String origin(SourceTable table) {
        return migration.map(steps -> steps.origin(table.table())).orElse(table.table());
    }

    private Position place(SourceTable table) {
        CreateFunction function = script.functions().get(origin(table));
        return function == null ? Position.of(SCRIPT) : function.at();
    }

    private static boolean hasTimes(TableMatch match) {
        return match.filled().stream()
                .anyMatch(column -> column.shape().kind() == ValueKind.TIMESTAMP_WITH_ZONE && !column.untranslated());
    }

    private static boolean hasContentTypes(TableMatch match) {
        return match.source().columns().stream().anyMatch(column -> column.kind() == Kind.CONTENT_TYPE);
    }

    /** Tables of the site's models that the dump does not mention: they stay as they are. */
    private void tellLeftTables(Set<String> delivered, ContentTypeNumbers contentTypes) {
        if (contentTypes == null) {
            return;
        }
        Map<String, String> named = config.tables().entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        Set<String> candidates = new HashSet<>();
        for (String model : contentTypes.models()) {
            candidates.add(named.getOrDefault(model, model.replace('.', '_')));
        }
        candidates.removeAll(delivered);
        List<String> left = Catalogue.read(target, candidates).tables().keySet().stream()
                .sorted()
                .toList();
        if (!left.isEmpty()) {
            notices.add(new Notice(
                    "tables-left",
                    "The dump says nothing of these tables of the target, which stay as they are: "
                            + String.join(", ", left) + ".",
                    left.size()));
        }
    }

    private void tellLeftColumns(Collection<TableMatch> matches) {
        List<String> left = matches.stream()
                .flatMap(match ->
                        match.optional().stream().map(column -> match.source().table() + "." + column.name()))
                .toList();
        if (!left.isEmpty()) {
            notices.add(new Notice(
                    "columns-left",
                    "The dump does not have these columns of the target: rows that are there keep what they have, new rows get the"
                            + " default or nothing: " + String.join(", ", left) + ".",
                    left.size()));
        }
    }
}
