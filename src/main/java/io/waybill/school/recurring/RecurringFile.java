package io.waybill.school.recurring;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.NearestName;
import io.waybill.format.PlainText;
import io.waybill.format.Position;
import io.waybill.format.WrittenText;
import io.waybill.format.yaml.YamlProblem;
import io.waybill.school.recurring.Definition.Occurrence;
import io.waybill.school.recurring.Definition.Part;
import io.waybill.school.recurring.Definition.PartKind;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Reads a file of recurring events. Lists and maps stand in each other as people like; what is said outside holds for everything inside, and a map
 * without others in it is a definition. Nothing of the file is made into objects but texts, with the lines where they stand.
 */
final class RecurringFile {
    private static final String GROUPS =
            "; or, for groups with their members, a file of the name extra_staff_groups.yml, extra_pupil_groups.yml or extra_group_groups.yml";
    private static final int DEEPEST = 50;
    private static final int LONGEST = 4_000_000;
    private static final Set<String> ALL_DAY = Set.of("all_day", ":all_day", "all day");
    private static final Set<String> MANY = Set.of("day", "occurrence", "staff", "group", "location", "property");
    private static final Set<String> ONE = Set.of(
            "category", "title", "starts", "ends", "week", "start_date", "end_date", "greyed", "organiser", "note");

    private static final Set<String> ATTRIBUTES =
            Stream.concat(ONE.stream(), MANY.stream()).collect(Collectors.toCollection(TreeSet::new));

    private final String file;
    private final List<Definition> definitions = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> frozen = new TreeSet<>();
    private boolean broken;

    private RecurringFile(String file) {
        this.file = file;
    }

    /**
     * What a file says.
     *
     * @param file its name as its owner knows it
     * @param broken whether it is not even known which definitions it has: all that it made before stays
     * @param frozen keys of definitions that cannot be used: what these made before stays
     */
    record Read(String file, boolean broken, List<Definition> definitions, Set<String> frozen, List<Fault> faults) {}

    /** A value, and where it stands. */
    private record Value(List<String> texts, long line) {}

    /**
     * Reads it.
     *
     * @param name of the file, as its owner knows it
     * @throws IOException when it cannot be read
     */
    static Read read(Path path, String name) throws IOException {
        RecurringFile reading = new RecurringFile(name);
        try {
            reading.read(PlainText.readDropped(path, name));
        } catch (BrokenFileException e) {
            reading.broken = true;
            reading.faults.addAll(e.faults());
        }
        return new Read(name, reading.broken, reading.definitions, reading.frozen, reading.faults);
    }

    private void read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LONGEST);
        DumperOptions dumping = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(dumping), dumping, options);
        try {
            Node root = yaml.compose(new StringReader(text));
            if (root != null) {
                walk(root, new LinkedHashMap<>());
            }
        } catch (MarkedYAMLException e) {
            YamlProblem problem = YamlProblem.of(e);
            breaks(problem.at(file), null, "no-yaml", problem.found(), problem.expected());
        } catch (YAMLException e) {
            breaks(
                    Position.of(file),
                    null,
                    "no-yaml",
                    "parts that refer to others (& and *), lie too deep in each other or are too long, or signs that no text has",
                    "a file in YAML without these");
        }
    }

    private void breaks(long line, String field, String rule, String found, String expected) {
        breaks(Position.ofLine(file, line), field, rule, found, expected);
    }

    private void breaks(Position at, String field, String rule, String found, String expected) {
        broken = true;
        faults.add(new Fault(
                at,
                null,
                field,
                rule,
                found,
                expected,
                "The events that this file has made stay as they are. Correct it and drop it again."));
    }

    private static long line(Node node) {
        return node.getStartMark().getLine() + 1L;
    }

    private void walk(Node node, Map<String, Value> outer) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(each -> walk(each, outer));
        } else if (node instanceof MappingNode map) {
            walk(map, outer);
        } else {
            breaks(
                    line(node),
                    null,
                    "no-definition",
                    ((ScalarNode) node).getValue(),
                    "attributes of an event with their values");
        }
    }

    private void walk(MappingNode map, Map<String, Value> outer) {
        Map<String, Value> own = new LinkedHashMap<>(outer);
        Set<String> seen = new TreeSet<>();
        List<Node> inner = new ArrayList<>();
        for (NodeTuple tuple : map.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode name
                    ? name.getValue().toLowerCase(Locale.ROOT)
                    : "";
            Node value = tuple.getValueNode();
            List<String> texts = texts(value);
            if (!MANY.contains(key) && !ONE.contains(key)) {
                if (texts == null) {
                    inner.add(value);
                } else {
                    breaks(
                            line(value),
                            key,
                            "unknown-attribute",
                            String.join(", ", texts),
                            "one of " + String.join(", ", ATTRIBUTES)
                                    + NearestName.suggestion(key, ATTRIBUTES)
                                    + (value instanceof SequenceNode ? GROUPS : ""));
                }
            } else if (texts == null || ONE.contains(key) && texts.size() != 1) {
                breaks(
                        line(value),
                        key,
                        "no-value",
                        null,
                        ONE.contains(key) ? "one value" : "one value or a list of values");
            } else if (!seen.add(key)) {
                breaks(
                        line(value),
                        key,
                        "twice",
                        String.join(", ", texts),
                        "each attribute once; several values as a list");
            } else {
                own.merge(key, new Value(texts, line(value)), (before, now) -> join(key, before, now));
            }
        }
        if (inner.isEmpty()) {
            define(own, line(map));
        }
        inner.forEach(each -> walk(each, own));
    }

    /** Who takes part outside takes part inside as well; anything else is replaced. */
    private static Value join(String key, Value before, Value now) {
        if (!MANY.contains(key) || key.equals("day") || key.equals("occurrence")) {
            return now;
        }
        List<String> all = new ArrayList<>(before.texts);
        all.addAll(now.texts);
        return new Value(all, now.line);
    }

    /** The texts of a scalar or a list of scalars; null when it is something else. */
    private static List<String> texts(Node node) {
        if (node instanceof ScalarNode scalar) {
            return List.of(scalar.getValue());
        }
        if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Node each : list.getValue()) {
            if (!(each instanceof ScalarNode scalar)) {
                return null;
            }
            texts.add(scalar.getValue());
        }
        return texts;
    }

    private void define(Map<String, Value> values, long line) {
        Reader reader = new Reader(file, values, line, new ArrayList<>());
        Definition definition = reader.definition();
        if (reader.faults.isEmpty()) {
            definitions.add(definition);
            return;
        }
        faults.addAll(reader.faults);
        if (definition == null) {
            broken = true;
        } else {
            frozen.add(definition.key());
        }
    }

    /** Makes a definition of its values. */
    private record Reader(String file, Map<String, Value> values, long line, List<Fault> faults) {
        /** The definition; with faults, when at least its key is right; null when not even that. */
        Definition definition() {
            String category = required("category");
            String title = required("title");
            boolean allDay = ALL_DAY.contains(text("starts").toLowerCase(Locale.ROOT));
            LocalTime starts = allDay ? null : time("starts", required("starts"));
            LocalTime ends = allDay ? null : text("ends").isEmpty() ? starts : time("ends", text("ends"));
            if (starts != null && ends != null && ends.isBefore(starts)) {
                fault("ends", "ends-before-it-starts", ends.toString(), "a time not before " + starts);
            }
            boolean known = !category.isEmpty() && !title.isEmpty() && (allDay || starts != null && ends != null);
            Definition read = new Definition(
                    file,
                    line,
                    category,
                    title,
                    starts,
                    ends,
                    days(),
                    weeks(),
                    date("start_date"),
                    date("end_date"),
                    occurrences(),
                    flag("greyed"),
                    text("organiser").isEmpty() ? null : text("organiser"),
                    text("note").isEmpty() ? null : text("note"),
                    parts());
            return known ? read : null;
        }

        String text(String field) {
            Value value = values.get(field);
            // A space is a week without a letter.
            return value == null ? "" : field.equals("week") ? value.texts.get(0) : WrittenText.of(value.texts.get(0));
        }

        String required(String field) {
            String text = text(field);
            if (text.isEmpty()) {
                fault(field, "value-missing", null, "a value");
            }
            return text;
        }

        LocalTime time(String field, String text) {
            if (text.isEmpty()) {
                return null;
            }
            try {
                return LocalTime.parse(text.length() == "8:00".length() ? "0" + text : text);
            } catch (DateTimeException e) {
                fault(field, "not-a-time", text, "a time such as \"08:30\", or all_day");
                return null;
            }
        }

        LocalDate date(String field) {
            String text = text(field);
            try {
                return text.isEmpty() ? null : LocalDate.parse(text);
            } catch (DateTimeException e) {
                fault(field, "not-a-date", text, "a day such as 2016-09-12");
                return null;
            }
        }

        boolean flag(String field) {
            return switch (text(field).toLowerCase(Locale.ROOT)) {
                case "true", "yes" -> true;
                case "", "false", "no" -> false;
                default -> {
                    fault(field, "not-a-flag", text(field), "true or false");
                    yield false;
                }
            };
        }

        Set<Integer> days() {
            Set<Integer> days = new TreeSet<>();
            for (String text : values.getOrDefault("day", new Value(List.of(), line)).texts) {
                String name = WrittenText.of(text).toUpperCase(Locale.ROOT);
                int before = days.size();
                for (DayOfWeek day : DayOfWeek.values()) {
                    if (name.length() >= 3 && day.name().startsWith(name)) {
                        days.add(day.getValue());
                    }
                }
                if (days.size() == before && !days.contains(before)) {
                    fault("day", "no-weekday", text, "the name of a weekday, each once");
                }
            }
            if (!values.containsKey("day")) {
                fault("day", "value-missing", null, "the names of weekdays");
            }
            return days;
        }

        String weeks() {
            String weeks = values.containsKey("week") ? text("week").toUpperCase(Locale.ROOT) : "AB";
            if (weeks.isEmpty() || !weeks.matches("[AB ]+")) {
                fault("week", "no-week", weeks, "A, B, or a space for days without a week letter; or several of them");
            }
            return weeks;
        }

        Set<Occurrence> occurrences() {
            Set<Occurrence> occurrences = EnumSet.noneOf(Occurrence.class);
            for (String text : values.getOrDefault("occurrence", new Value(List.of("all"), line)).texts) {
                try {
                    occurrences.add(Occurrence.valueOf(WrittenText.of(text).toUpperCase(Locale.ROOT)));
                } catch (IllegalArgumentException e) {
                    fault(
                            "occurrence",
                            "no-occurrence",
                            text,
                            "first to fifth, last, penultimate, antepenultimate or all");
                }
            }
            return occurrences;
        }

        List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            for (PartKind kind : PartKind.values()) {
                String field = kind.name().toLowerCase(Locale.ROOT);
                for (String text : values.getOrDefault(field, new Value(List.of(), line)).texts) {
                    if (WrittenText.of(text).isEmpty()) {
                        fault(field, "value-missing", null, "a name");
                    } else {
                        parts.add(new Part(kind, WrittenText.of(text)));
                    }
                }
            }
            if (parts.isEmpty()) {
                fault("staff", "value-missing", null, "staff, a group, a location or a property");
            }
            return parts.stream().distinct().toList();
        }

        void fault(String field, String rule, String found, String expected) {
            Value value = values.get(field);
            faults.add(new Fault(
                    Position.ofLine(file, value == null ? line : value.line),
                    record(),
                    field,
                    rule,
                    found,
                    expected,
                    "The events that this definition has made stay as they are."));
        }

        String record() {
            String title = text("title");
            return title.isEmpty() ? "a definition" : title;
        }
    }
}
