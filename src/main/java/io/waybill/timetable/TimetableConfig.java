package io.waybill.timetable;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.waybill.delivery.BackupScope;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.format.yaml.MappingFile;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.RenamesFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code config/timetable.yaml}: models and their tables, which paths are users, which annotation is a grant, what each feed may
 * do. Read and checked once at start.
 *
 * @param system always {@code timetable}
 * @param zone of the target's users
 * @param users which Things are users
 * @param grant annotation of a ThingTag that is a permission
 * @param subjects types by which a Thing counts as a subject
 * @param models by name as in a dump, in the order of the file
 * @param feeds by name
 * @param folder that holds the mapping files
 * @param clock tells what the default {@code now} means
 */
public record TimetableConfig(
        String system,
        String zone,
        UserRule users,
        String grant,
        SubjectTypes subjects,
        LinkedHashMap<String, Model> models,
        Map<String, Feed> feeds,
        @JsonIgnore Path folder,
        @JsonIgnore Clock clock) {
    private static final String NOW = "now";
    private static final String FILE = "timetable.yaml";
    private static final String RENAMES = "timetable-renames.csv";

    /** What the carry-over of a refresh works on; a mapping file without one of them cannot serve. */
    private static final Set<String> MODELS =
            new TreeSet<>(TimetableModels.standard().byName().keySet());

    /**
     * @param table in the target's catalogue
     * @param fields field of the dump → column of the table
     * @param defaults column → text of the value of an inserted row whose record lacks the field
     */
    public record Model(String table, LinkedHashMap<String, String> fields, Map<String, String> defaults) {
        public Model {
            defaults = defaults == null ? Map.of() : defaults;
        }
    }

    /**
     * @param policies by model
     * @param guards limits on its plans; those that are left out are the usual ones
     * @param backup what is backed up before its deliveries; nothing when it is left out
     */
    public record Feed(LinkedHashMap<String, String> policies, GuardLimits guards, BackupScope backup) {}

    /**
     * Reads and checks the file.
     *
     * @param folder that holds {@code timetable.yaml} and, beside it, {@code timetable-renames.csv}
     * @throws IllegalArgumentException with one sentence that names the file and the property, when something is missing or wrong
     */
    public static TimetableConfig load(Path folder, Clock clock) {
        MappingFile file = new MappingFile(folder.resolve(FILE));
        TimetableConfig config = file.read(TimetableConfig.class);
        TimetableConfig complete = new TimetableConfig(
                config.system,
                config.zone,
                config.users,
                config.grant,
                config.subjects,
                config.models,
                config.feeds,
                folder,
                clock);
        complete.check(file);
        return complete;
    }

    private void check(MappingFile file) {
        file.require("system", "timetable".equals(system), "expected timetable");
        file.require("zone", zone != null, "expected a zone such as Europe/London");
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            file.require("zone", false, zone + " is not a zone; expected one such as Europe/London");
        }
        file.require("users.root", users != null && !users.root().isBlank(), "expected a path");
        file.require("users.longest-name", users.longestName() > 0, "expected a number of characters");
        file.require("grant", grant != null && !grant.isBlank(), "expected an annotation");
        file.require("subjects", subjects != null, "expected tripos, part and nested");
        file.require("models", models != null && models.keySet().equals(MODELS), "expected exactly " + MODELS);
        models.forEach((name, model) -> file.require(
                "models." + name,
                model.table != null && model.fields != null && !model.fields.isEmpty(),
                "expected a table and its fields"));
        for (String feed : List.of("live", "permissions")) {
            file.require(
                    "feeds." + feed,
                    feeds != null && feeds.get(feed) != null && feeds.get(feed).policies != null,
                    "expected the policies of this feed");
            Set<String> tables =
                    tables(feed).stream().map(TableSpec::table).collect(Collectors.toCollection(TreeSet::new));
            file.require(
                    "feeds." + feed + ".guards.tables",
                    tables.containsAll(guards(feed).tables().keySet()),
                    "expected only tables that the feed delivers into: " + tables);
        }
    }

    /**
     * What the named feed delivers and is held to.
     *
     * @param now what the default {@code now} means
     */
    public FeedSpec feed(String feed, Instant now) {
        BackupScope backup = feeds.get(feed).backup;
        return new FeedSpec(tables(feed, now), guards(feed), backup == null ? BackupScope.NONE : backup);
    }

    private GuardLimits guards(String feed) {
        GuardLimits own = feeds.get(feed).guards;
        return own == null ? GuardLimits.DEFAULT : own.complete();
    }

    /** What the named feed delivers: one spec a model, its key in column {@code id} first, in the order of the mapping file. */
    public List<TableSpec> tables(String feed) {
        return tables(feed, clock.instant());
    }

    private List<TableSpec> tables(String feed, Instant now) {
        List<TableSpec> tables = new ArrayList<>();
        feeds.get(feed).policies.forEach((name, policy) -> {
            Model model = models.get(name);
            if (model == null) {
                throw new IllegalArgumentException(
                        "timetable.yaml, feeds." + feed + ".policies: " + name + " is no model");
            }
            List<ColumnSpec> columns = new ArrayList<>();
            columns.add(new ColumnSpec("id", "pk"));
            model.fields.forEach((field, column) -> columns.add(new ColumnSpec(column, field)));
            tables.add(new TableSpec(model.table, name, policy(feed, name, policy), columns, defaults(model, now)));
        });
        return tables;
    }

    private static Map<String, String> defaults(Model model, Instant now) {
        Map<String, String> defaults = new LinkedHashMap<>(model.defaults);
        defaults.replaceAll((column, value) ->
                value.equals(NOW) ? now.truncatedTo(ChronoUnit.MICROS).toString() : value);
        return defaults;
    }

    private static Policy policy(String feed, String model, String word) {
        try {
            return Policy.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "timetable.yaml, feeds." + feed + ".policies." + model + ": '" + word
                            + "' is no policy; expected mirror, upsert or insert",
                    e);
        }
    }

    /** What the readers of dumps need of this. */
    public TimetableModels dumpModels() {
        return new TimetableModels(TimetableModels.standard().byName(), users, subjects, grant);
    }

    /** Which of these Things are subjects. */
    public SubjectRule subjectRule(Collection<ReferenceEntry> things) {
        return new SubjectRule(things, subjects);
    }

    /** Whole subtrees that go by another path now: operators add to the file while Waybill runs. */
    public RenamesFile renames() {
        return new RenamesFile(folder.resolve(RENAMES));
    }

    /** The table of a model: {@code thing} is short for {@code timetables.thing}. */
    public String table(String shortName) {
        return models.get("timetables." + shortName).table;
    }
}
