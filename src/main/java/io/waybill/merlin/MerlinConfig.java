package io.waybill.merlin;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.waybill.delivery.BackupScope;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.format.yaml.MappingFile;
import io.waybill.merlin.text.CorrectedTexts;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.text.LegacyTexts;
import io.waybill.merlin.text.SummaryTexts;
import io.waybill.merlin.value.CategoryTable;
import io.waybill.merlin.value.DateRule;
import io.waybill.merlin.value.MatchingKey;
import io.waybill.merlin.value.PayBands;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code config/merlin.yaml}: headers and columns, words and what they mean, tables, what each feed may do. Read and checked once at
 * start.
 *
 * @param system always {@code merlin}
 * @param zone of the business
 * @param texts which summary texts events get
 * @param longestSummary characters of a summary text in the target
 * @param onError what becomes of a drop with a faulty row
 * @param clear the token that clears a value
 * @param dates how dates are read
 * @param payBands which bands there may be
 * @param highestBonus in percent
 * @param categories category → words that mean it
 * @param departments of rows that name none
 * @param roles name → {@code model.column} that holds whoever has it
 * @param committees that go with roles
 * @param eventAliases other name → type of event
 * @param notes of events
 * @param feeds by word
 * @param models by name, in the order of the file
 * @param guards limits on plans; those that are left out are the usual ones
 * @param backup what is backed up before a delivery
 * @param redacted model → columns whose values the logs of rows do not show
 * @param clock tells what {@code now} and today are
 */
public record MerlinConfig(
        String system,
        String zone,
        Texts texts,
        int longestSummary,
        OnError onError,
        String clear,
        DateRule dates,
        PayBands payBands,
        BigDecimal highestBonus,
        LinkedHashMap<String, List<String>> categories,
        Departments departments,
        LinkedHashMap<String, String> roles,
        Committees committees,
        Map<String, String> eventAliases,
        Notes notes,
        LinkedHashMap<String, Feed> feeds,
        LinkedHashMap<String, Model> models,
        GuardLimits guards,
        BackupScope backup,
        Map<String, Set<String>> redacted,
        @JsonIgnore Clock clock) {
    private static final String FILE = "merlin.yaml";
    /** In a department's name: that of the tribe or team itself. */
    public static final String OWN_NAME = "{name}";

    private static final String ROLE = "{role}";
    private static final String NOW = "now";
    /** A default that the database computes; everything else is a text. */
    public static final String RANDOM_UUID = "uuid";

    private static final Set<String> MODELS = Set.of(
            "organization",
            "department",
            "chapter",
            "tribe",
            "team",
            "committee",
            "user",
            "member",
            "ladder",
            "aspect",
            "level",
            "band",
            "event",
            "compensation",
            "seniority",
            "assignment",
            "note",
            "summary",
            "access");
    private static final List<String> EVENTS =
            Arrays.stream(EventType.values()).map(EventType::name).toList();
    private static final Set<String> RIGHTS = Set.of(
            "can_view",
            "can_edit",
            "can_write_summary",
            "can_write_feedback",
            "can_view_feedbacks",
            "can_view_summary");

    /** Which summary texts events get. */
    public enum Texts {
        CORRECTED,
        /** byte for byte those of the original */
        LEGACY
    }

    /** What becomes of a drop with a faulty row. */
    public enum OnError {
        /** the row is rejected, the others are delivered */
        SKIP_ROW,
        /** nothing is delivered */
        ABORT
    }

    /**
     * @param chapter of every chapter
     * @param categories category → department; {@code {name}} stands for the name of the tribe or team
     * @param withoutCategory of a tribe or team without category
     */
    public record Departments(String chapter, Map<String, String> categories, String withoutCategory) {
        public Departments {
            requireNonNull(chapter, "chapter");
            requireNonNull(categories, "categories");
            requireNonNull(withoutCategory, "without-category");
        }

        /**
         * The department of a tribe or team.
         *
         * @param category null for none
         * @param name of the tribe or team
         */
        public String of(String category, String name) {
            return (category == null ? withoutCategory : categories.get(category)).replace(OWN_NAME, name);
        }
    }

    /**
     * @param name of a role's committee; {@code {role}} stands for the role
     * @param description the same
     * @param ofHolder when the committee becomes the holder's own
     */
    public record Committees(String name, String description, OfHolder ofHolder) {
        /** When a role's committee becomes that which decides about its holder. */
        public enum OfHolder {
            NEVER,
            WHEN_EMPTY,
            ALWAYS
        }

        public Committees {
            requireNonNull(name, "name");
            requireNonNull(description, "description");
            requireNonNull(ofHolder, "of-holder");
        }

        public String nameFor(String role) {
            return name.replace(ROLE, role);
        }

        public String descriptionFor(String role) {
            return description.replace(ROLE, role);
        }
    }

    /**
     * @param events that have a note
     * @param proposalType of the notes
     * @param access who may see them, and how
     */
    public record Notes(Set<String> events, String proposalType, Access access) {
        public Notes {
            requireNonNull(events, "events");
            requireNonNull(proposalType, "proposal-type");
            requireNonNull(access, "access");
        }

        /** Whether events of this type have a note. */
        public boolean of(EventType type) {
            return events.contains(type.name());
        }
    }

    /** Rights by who somebody is to the owner of a note. */
    public record Access(Set<String> owner, Set<String> leader, Set<String> agileCoach) {
        public Access {
            requireNonNull(owner, "owner");
            requireNonNull(leader, "leader");
            requireNonNull(agileCoach, "agile-coach");
        }
    }

    /**
     * @param columns column → headers that mean it, beside its own name
     * @param policies by model
     */
    public record Feed(LinkedHashMap<String, List<String>> columns, LinkedHashMap<String, String> policies) {
        public Feed {
            requireNonNull(columns, "columns");
            requireNonNull(policies, "policies");
        }
    }

    /**
     * @param table in the target's catalogue
     * @param columns that are written, beside {@code id}
     * @param defaults column → what an inserted row gets there: a text, {@code now} or {@code uuid}
     * @param touched column that gets the moment of the delivery whenever another one changes; null for none
     */
    public record Model(String table, List<String> columns, LinkedHashMap<String, String> defaults, String touched) {
        public Model {
            requireNonNull(table, "table");
            requireNonNull(columns, "columns");
            defaults = defaults == null ? new LinkedHashMap<>() : defaults;
        }
    }

    /**
     * A role that somebody may hold.
     *
     * @param name as the mapping file has it
     * @param model {@code organization} or {@code tribe}
     * @param column that holds the holder
     */
    public record Role(String name, String model, String column) {}

    /**
     * Reads and checks the file.
     *
     * @param folder that holds {@code merlin.yaml}
     * @throws IllegalArgumentException with one sentence that names the file and the property, when something is missing or wrong
     */
    public static MerlinConfig load(Path folder, Clock clock) {
        MappingFile file = new MappingFile(folder.resolve(FILE));
        MerlinConfig read = file.read(MerlinConfig.class);
        MerlinConfig config = new MerlinConfig(
                read.system,
                read.zone,
                read.texts,
                read.longestSummary,
                read.onError,
                read.clear,
                read.dates,
                read.payBands,
                read.highestBonus,
                read.categories,
                read.departments,
                read.roles,
                read.committees,
                read.eventAliases,
                read.notes,
                read.feeds,
                read.models,
                read.guards == null ? GuardLimits.DEFAULT : read.guards.complete(),
                read.backup == null ? BackupScope.FULL : read.backup,
                read.redacted == null ? Map.of() : read.redacted,
                clock);
        config.check(file);
        return config;
    }

    /** The same at a moment that does not go on: what is planned again later comes out the same. */
    public MerlinConfig at(Instant moment) {
        return new MerlinConfig(
                system,
                zone,
                texts,
                longestSummary,
                onError,
                clear,
                dates,
                payBands,
                highestBonus,
                categories,
                departments,
                roles,
                committees,
                eventAliases,
                notes,
                feeds,
                models,
                guards,
                backup,
                redacted,
                Clock.fixed(moment, ZoneId.of(zone)));
    }

    private void check(MappingFile file) {
        file.require("system", "merlin".equals(system), "expected merlin");
        file.require("zone", isZone(zone), "expected a zone such as Asia/Tehran");
        file.require("texts", texts != null, "expected corrected or legacy");
        file.require("longest-summary", longestSummary > 0, "expected a number of characters");
        file.require("on-error", onError != null, "expected skip-row or abort");
        file.require("clear", clear != null && !clear.isBlank(), "expected a text such as [clear]");
        file.require("dates", dates != null, "expected calendar, gregorian and jalali");
        file.require("pay-bands", payBands != null, "expected step, missing and creatable");
        file.require(
                "highest-bonus", highestBonus != null && highestBonus.signum() > 0, "expected a number of percent");
        file.require("categories", categories != null && !categories.isEmpty(), "expected categories and their words");
        tried(file, "categories", this::categoryTable);
        file.require("departments", departments != null, "expected chapter, categories and without-category");
        file.require(
                "departments.categories",
                departments.categories.keySet().equals(categories.keySet()),
                "expected exactly " + categories.keySet());
        file.require("committees", committees != null, "expected name, description and of-holder");
        file.require("event-aliases", eventAliases != null, "expected {} or names and the types they mean");
        eventAliases.forEach((name, type) ->
                file.require("event-aliases." + name, EventType.of(type).isPresent(), "expected one of " + EVENTS));
        file.require("notes", notes != null, "expected events, proposal-type and access");
        file.require("notes.events", EVENTS.containsAll(notes.events), "expected some of " + EVENTS);
        checkRights(file, "owner", notes.access.owner);
        checkRights(file, "leader", notes.access.leader);
        checkRights(file, "agile-coach", notes.access.agileCoach);
        checkModels(file);
        checkRoles(file);
        checkFeeds(file);
        redacted.forEach((model, columns) -> file.require(
                "redacted." + model,
                models.containsKey(model) && models.get(model).columns.containsAll(columns),
                "expected a model and columns that are written"));
        Set<String> tables = models.values().stream().map(Model::table).collect(Collectors.toCollection(TreeSet::new));
        file.require(
                "guards.tables",
                tables.containsAll(guards.tables().keySet()),
                "expected only tables of this system: " + tables);
    }

    private static void checkRights(MappingFile file, String who, Set<String> rights) {
        file.require("notes.access." + who, RIGHTS.containsAll(rights), "expected some of " + new TreeSet<>(RIGHTS));
    }

    private void checkModels(MappingFile file) {
        file.require(
                "models",
                models != null && models.keySet().equals(MODELS),
                "expected exactly " + new TreeSet<>(MODELS));
        models.forEach((name, model) -> {
            file.require(
                    "models." + name + ".columns", !model.columns.isEmpty(), "expected the columns that are written");
            file.require(
                    "models." + name + ".defaults",
                    model.columns.containsAll(model.defaults.keySet()),
                    "expected columns that are written");
            file.require(
                    "models." + name + ".touched",
                    model.touched == null || model.columns.contains(model.touched),
                    "expected a column that is written");
        });
    }

    private void checkRoles(MappingFile file) {
        file.require("roles", roles != null, "expected {} or roles and their columns");
        roles.forEach((name, place) -> {
            Role role = role(name, place);
            file.require(
                    "roles." + name,
                    role != null
                            && Set.of("organization", "tribe").contains(role.model)
                            && models.get(role.model).columns.contains(role.column),
                    "expected organization.<column> or tribe.<column>, of a column that is written");
        });
        file.require(
                "roles",
                roles.keySet().stream().map(MatchingKey::of).distinct().count() == roles.size(),
                "expected each role once");
    }

    private void checkFeeds(MappingFile file) {
        List<String> words =
                Arrays.stream(MerlinFeed.values()).map(MerlinFeed::word).toList();
        file.require("feeds", feeds != null && feeds.keySet().equals(Set.copyOf(words)), "expected exactly " + words);
        for (MerlinFeed feed : MerlinFeed.values()) {
            Feed settings = feeds.get(feed.word());
            String property = "feeds." + feed.word();
            file.require(
                    property + ".columns",
                    settings.columns.keySet().equals(Set.copyOf(feed.columns())),
                    "expected exactly " + feed.columns());
            settings.policies.forEach((model, policy) -> {
                file.require(property + ".policies." + model, models.containsKey(model), "is no model");
                file.require(
                        property + ".policies." + model,
                        policy.equals("upsert") || policy.equals("insert"),
                        "'" + policy + "' is no policy of this system, which never deletes; expected upsert or insert");
            });
        }
    }

    private static void tried(MappingFile file, String property, Runnable made) {
        try {
            made.run();
        } catch (IllegalArgumentException e) {
            file.require(property, false, e.getMessage());
        }
    }

    private static boolean isZone(String zone) {
        try {
            return zone != null && ZoneId.of(zone) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Role role(String name, String place) {
        String[] parts = place.split("\\.", -1);
        return parts.length == 2 ? new Role(name, parts[0], parts[1]) : null;
    }

    /** The role that a text names, however spelt; empty when there is no such role. */
    public Optional<Role> role(String text) {
        String key = MatchingKey.of(text);
        return roles.entrySet().stream()
                .filter(each -> MatchingKey.of(each.getKey()).equals(key))
                .map(each -> role(each.getKey(), each.getValue()))
                .findFirst();
    }

    /** The type of event that a text names, by its own name or an alias; empty when there is none. */
    public Optional<EventType> eventType(String text) {
        Optional<EventType> own = EventType.of(text);
        return own.isPresent() || eventAliases.isEmpty() ? own : alias(MatchingKey.of(text));
    }

    private Optional<EventType> alias(String key) {
        return eventAliases.entrySet().stream()
                .filter(each -> MatchingKey.of(each.getKey()).equals(key))
                .map(Map.Entry::getValue)
                .findFirst()
                .flatMap(EventType::of);
    }

    /** Which words mean which category. */
    public CategoryTable categoryTable() {
        return new CategoryTable(categories);
    }

    /** Words history events. */
    public SummaryTexts summaryTexts() {
        return texts == Texts.LEGACY ? new LegacyTexts() : new CorrectedTexts(payBands);
    }

    /** Today, where the business is. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of(zone));
    }

    /** The moment that {@code now} means, as the target keeps it. */
    public String now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).toString();
    }

    /** The table of a model. */
    public String table(String model) {
        return models.get(model).table;
    }

    /**
     * What files of these feeds deliver: one spec a model, {@code id} first, in the order of the mapping file.
     *
     * @param delivered one feed, or all of a batch
     */
    public List<TableSpec> tables(Set<MerlinFeed> delivered) {
        Map<String, Policy> policies = new LinkedHashMap<>();
        for (MerlinFeed feed : delivered) {
            feeds.get(feed.word())
                    .policies
                    .forEach((model, policy) ->
                            // What one of them may update is not only inserted because another one may not.
                            policies.merge(
                                    model,
                                    Policy.valueOf(policy.toUpperCase(Locale.ROOT)),
                                    (one, other) -> one == Policy.UPSERT ? one : other));
        }
        return models.entrySet().stream()
                .filter(model -> policies.containsKey(model.getKey()))
                .map(model -> table(model.getKey(), model.getValue(), policies.get(model.getKey())))
                .toList();
    }

    /**
     * What a drop with files of these feeds delivers, and what it is held to.
     *
     * @param wanted what is backed up before it
     */
    public FeedSpec feed(Set<MerlinFeed> delivered, BackupScope wanted) {
        return new FeedSpec(tables(delivered), guards, wanted);
    }

    private TableSpec table(String name, Model model, Policy policy) {
        List<ColumnSpec> columns = new ArrayList<>();
        columns.add(new ColumnSpec("id", "id"));
        model.columns.forEach(column -> columns.add(new ColumnSpec(column, column)));
        Map<String, String> defaults = model.defaults.entrySet().stream()
                .filter(each -> !each.getValue().equals(RANDOM_UUID))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().equals(NOW) ? now() : each.getValue()));
        return new TableSpec(model.table, "merlin." + name, policy, columns, defaults);
    }
}
