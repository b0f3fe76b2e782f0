package io.waybill.lino.repair.form;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.MinuteText;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.config.RestoreOptions;
import io.waybill.lino.repair.KeptDumps;
import io.waybill.lino.repair.KeptDumps.Recent;
import io.waybill.lino.repair.plan.PlanFile;
import io.waybill.lino.repair.plan.RepairPass.Mode;
import io.waybill.model.FeedName;
import io.waybill.system.FileForm;
import io.waybill.system.FileForm.Choice;
import io.waybill.system.FileForm.Field;
import io.waybill.system.FileForm.Filled;
import io.waybill.system.FileForm.Group;
import io.waybill.system.FileForm.Kind;
import io.waybill.system.FileForm.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes plans of repairs from what people choose on the desk. Each plan is read as one that somebody has dropped before it is shown. */
public final class PlanForm {
    private static final int MOST_DUMPS = 100;
    private static final String UNNAMED = "repair";
    private static final int LONGEST_NAME = 60;
    private static final String MORE_PASSES = "pass";
    private static final String SUGGESTIONS = "suggestions";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private final FeedName feed;
    private final KeptDumps dumps;
    private final LinoConfig config;
    private final ZoneId zone;
    private final DumpTables tables = new DumpTables();

    /**
     * Makes plans for a feed.
     *
     * @param dumps from which rows may be restored
     * @param zone in which people read times
     */
    public PlanForm(FeedName feed, KeptDumps dumps, LinoConfig config, ZoneId zone) {
        this.feed = requireNonNull(feed, "feed");
        this.dumps = requireNonNull(dumps, "dumps");
        this.config = requireNonNull(config, "config");
        this.zone = requireNonNull(zone, "zone");
    }

    /** The form, for the desk. */
    public FileForm form() {
        return new FileForm(
                feed,
                "Plan a repair",
                "Rows that the site has lost are restored from a dump. Choose the dump and, table by table, which rows; the plan is shown before"
                        + " it is dropped. A preview says what would be restored.",
                "Another dump",
                this::fill);
    }

    private Filled fill(Map<String, String> given) throws SQLException, IOException {
        List<Recent> recent = dumps.recent(MOST_DUMPS);
        Map<String, String> answers = new TreeMap<>(given);
        List<String> faults = new ArrayList<>();
        Optional.ofNullable(answers.remove(FileForm.UPLOADED)).ifPresent(number -> {
            if (recent.stream().anyMatch(dump -> number.equals(Long.toString(dump.waybill())))) {
                answers.put(PlanAnswers.DUMP, number);
            } else {
                faults.add("What was uploaded cannot be used as a dump: its waybill " + number + " says why.");
            }
        });
        PlanAnswers plan = new PlanAnswers(answers);
        SortedMap<String, List<String>> known = tables(recent, plan, given, faults);
        List<Group> groups = groups(recent, plan, known, answers.getOrDefault(FileForm.MORE, ""));
        boolean filledIn = plan.passes() > 0 && faults.isEmpty() && !answers.containsKey(FileForm.MORE);
        return filledIn ? made(plan, groups) : new Filled(groups, faults, Optional.empty());
    }

    private SortedMap<String, List<String>> tables(
            List<Recent> recent, PlanAnswers plan, Map<String, String> given, List<String> faults) {
        String chosen = plan.answer(PlanAnswers.DUMP);
        Optional<Recent> dump = recent.stream()
                .filter(each -> chosen.equals(Long.toString(each.waybill())))
                .findFirst();
        if (dump.isEmpty()) {
            return new TreeMap<>();
        }
        try {
            return tables.of(
                    dump.get(),
                    RestoreOptions.of(dump.get().name(), options(given), config).encoding());
        } catch (BrokenFileException e) {
            e.faults().stream().map(Fault::sentence).forEach(faults::add);
        } catch (IOException e) {
            faults.add("The file of the dump is not in the archive, or cannot be read: drop it again.");
        }
        return new TreeMap<>();
    }

    /** The options of the drop; those of the desk's form begin with the name of the feed. */
    private Map<String, String> options(Map<String, String> given) {
        Map<String, String> options = new TreeMap<>();
        for (String name : List.of(RestoreOptions.USE_TZ, RestoreOptions.ZONE, RestoreOptions.ENCODING)) {
            Stream.of(feed + "/" + name, name)
                    .filter(given::containsKey)
                    .findFirst()
                    .ifPresent(field -> options.put(name, given.get(field)));
        }
        return options;
    }

    private Filled made(PlanAnswers answers, List<Group> groups) throws IOException {
        Map<String, Object> plan = answers.plan();
        List<String> faults = new ArrayList<>(answers.faults());
        if (!faults.isEmpty()) {
            return new Filled(groups, faults, Optional.empty());
        }
        Made made = new Made(name(answers.answer(PlanAnswers.TITLE)), text(plan));
        Path file = Files.createTempFile(".waybill-", "");
        try {
            Files.writeString(file, made.text());
            new PlanFile(file, made.name()).read();
        } catch (BrokenFileException e) {
            e.faults().stream().map(Fault::sentence).forEach(faults::add);
        } finally {
            Files.deleteIfExists(file);
        }
        return new Filled(groups, faults, faults.isEmpty() ? Optional.of(made) : Optional.empty());
    }

    private static String text(Map<String, Object> plan) {
        try {
            return YAML.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new AssertionError("words, lists and maps can be written", e);
        }
    }

    private static String name(String title) {
        String name = title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]+", "-")
                .replaceAll("^-|-$", "");
        return (name.isEmpty() ? UNNAMED : name.substring(0, Math.min(LONGEST_NAME, name.length()))) + ".yaml";
    }

    private List<Group> groups(
            List<Recent> recent, PlanAnswers answers, SortedMap<String, List<String>> known, String more) {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(
                "The plan",
                List.of(
                        new Field(
                                PlanAnswers.DUMP,
                                "Dump",
                                recent.isEmpty() ? "There is none yet: upload one." : "",
                                Kind.CHOICE,
                                dumps(recent),
                                answers.answer(PlanAnswers.DUMP)),
                        text(PlanAnswers.TITLE, "Title", "", List.of(), answers),
                        new Field(
                                PlanAnswers.REMAP,
                                "Rows that exist under another key now",
                                "One a line: table, key in the dump, key in the site. References follow.",
                                Kind.LINES,
                                List.of(),
                                answers.answer(PlanAnswers.REMAP))),
                recent.isEmpty() ? "" : SUGGESTIONS,
                "Suggest tables and columns of this dump"));
        int passes = Math.max(1, answers.passes() + (more.equals(MORE_PASSES) ? 1 : 0));
        for (int pass = 1; pass <= passes; pass++) {
            groups.add(pass(pass, answers, known, more));
        }
        groups.add(new Group("Another table", List.of(), MORE_PASSES, "Add a pass"));
        return groups;
    }

    private List<Choice> dumps(List<Recent> recent) {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "choose a dump")));
        recent.forEach(dump -> choices.add(new Choice(
                Long.toString(dump.waybill()),
                dump.name() + ", waybill " + dump.waybill() + ", " + MinuteText.of(dump.dropped(), zone))));
        return choices;
    }

    private static Group pass(int pass, PlanAnswers answers, SortedMap<String, List<String>> known, String more) {
        String table = PlanAnswers.field(pass, "table");
        List<Choice> columns = known.getOrDefault(answers.answer(table), List.of()).stream()
                .map(Choice::of)
                .toList();
        List<Field> fields = new ArrayList<>();
        fields.add(
                text(table, "Table", "", known.keySet().stream().map(Choice::of).toList(), answers));
        String asksForMore = PlanAnswers.field(pass, "condition");
        int conditions = Math.max(1, answers.conditions(pass) + (more.equals(asksForMore) ? 1 : 0));
        if (conditions > 1) {
            fields.add(choice(
                    PlanAnswers.field(pass, "together"),
                    "Rows of which",
                    List.of(new Choice("all", "all conditions hold"), new Choice("any", "one condition holds")),
                    answers));
        }
        for (int condition = 1; condition <= conditions; condition++) {
            fields.addAll(condition(pass, condition, columns, answers));
        }
        fields.add(choice(
                PlanAnswers.field(pass, "mode"),
                "Rows that the site has already",
                List.of(
                        new Choice(PlanAnswers.word(Mode.INSERT_MISSING), "stay as they are"),
                        new Choice(
                                PlanAnswers.word(Mode.REPORT_DIFFERENCES),
                                "stay as they are; their differences are listed"),
                        new Choice(PlanAnswers.word(Mode.UPDATE_COLUMNS), "get these columns from the dump:")),
                answers));
        fields.add(
                text(PlanAnswers.field(pass, "columns"), "Columns to write", "Separated by commas.", columns, answers));
        fields.add(text(
                PlanAnswers.field(pass, "identity"),
                "Columns by which a row is recognised",
                "Separated by commas; those of unique indexes unless you name some.",
                columns,
                answers));
        fields.add(tick(
                PlanAnswers.field(pass, "with-parents"),
                "also rows that these refer to, where the site lacks them",
                answers));
        fields.add(tick(
                PlanAnswers.field(pass, "with-children"),
                "also rows that refer to these, where the site lacks them",
                answers));
        return new Group("Pass " + pass, fields, asksForMore, "Add a condition");
    }

    private static List<Field> condition(int pass, int condition, List<Choice> columns, PlanAnswers answers) {
        List<Choice> choices = new ArrayList<>(List.of(new Choice(
                "",
                condition == 1
                        ? "all whose key the site lacks; where differences are listed, all"
                        : "no further condition")));
        Arrays.stream(RowChoice.values()).forEach(each -> choices.add(new Choice(each.word(), each.label())));
        return List.of(
                choice(
                        PlanAnswers.field(pass, condition, "rows"),
                        "Condition " + condition + ": rows of which",
                        choices,
                        answers),
                text(PlanAnswers.field(pass, condition, "column"), "Column", "", columns, answers),
                new Field(
                        PlanAnswers.field(pass, condition, "values"),
                        "Values",
                        "One a line; keys also separated by commas.",
                        Kind.LINES,
                        List.of(),
                        answers.answer(PlanAnswers.field(pass, condition, "values"))),
                tick(PlanAnswers.field(pass, condition, "not"), "the opposite of this condition", answers));
    }

    private static Field text(String name, String label, String hint, List<Choice> suggestions, PlanAnswers answers) {
        return new Field(name, label, hint, Kind.TEXT, suggestions, answers.answer(name));
    }

    private static Field choice(String name, String label, List<Choice> choices, PlanAnswers answers) {
        return new Field(name, label, "", Kind.CHOICE, choices, answers.answer(name));
    }

    private static Field tick(String name, String label, PlanAnswers answers) {
        return new Field(name, label, "", Kind.TICK, List.of(), answers.answer(name));
    }
}
