package io.waybill.lino.config;

import static java.util.Objects.requireNonNullElse;

import io.waybill.delivery.BackupScope;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.NameTemplates;
import io.waybill.delivery.naming.Plurals;
import io.waybill.format.yaml.MappingFile;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code config/lino.yaml}, as it is written. Read and checked once at start.
 *
 * @param system always {@code lino}
 * @param languages of the site that is delivered into, its own first; empty for those of the dump
 * @param application of the site, as steps of migration name it; null when there are none
 * @param version of the site's application that the target's tables belong to; null for any
 * @param source how times are meant where a dump does not say so
 * @param skip tables of a dump that are left out
 * @param tables the table of a model, by its full name, where it is not named after the model
 * @param names what rows are called, by the full name of their model; models that the site does not have do no harm
 * @param plurals what they are called where many of them are spoken of, by the full name of their model; what the site does not have does no
 *     harm
 * @param secret columns whose values nobody is shown, by the full name of their model; what the site does not have does no harm
 * @param values what becomes of values that cannot be taken as they are
 * @param feeds limits and backups, by feed
 */
public record LinoConfig(
        String system,
        List<String> languages,
        String application,
        String version,
        Source source,
        Set<String> skip,
        Map<String, String> tables,
        Map<String, String> names,
        Map<String, String> plurals,
        Map<String, Set<String>> secret,
        ValueRules values,
        Map<String, Feed> feeds) {
    /** The name of the system. */
    public static final String SYSTEM = "lino";

    private static final String FILE = "lino.yaml";
    /** The model of models, whose table has this name on every site. */
    private static final String CONTENT_TYPES = "contenttypes.ContentType";
    /** As Lino names languages: {@code de}, {@code pt_BR}. */
    private static final String LANGUAGE = "[a-z]{2,3}(_[A-Za-z]{2,4})?";

    public LinoConfig {
        languages = List.copyOf(requireNonNullElse(languages, List.of()));
        source = requireNonNullElse(source, Source.UNKNOWN);
        skip = Set.copyOf(requireNonNullElse(skip, Set.of()));
        tables = Map.copyOf(requireNonNullElse(tables, Map.of()));
        names = Map.copyOf(requireNonNullElse(names, Map.of()));
        plurals = Map.copyOf(requireNonNullElse(plurals, Map.of()));
        secret = Map.copyOf(requireNonNullElse(secret, Map.of()));
        values = requireNonNullElse(values, ValueRules.USUAL);
        feeds = Map.copyOf(requireNonNullElse(feeds, Map.of()));
    }

    /**
     * How the times of a dump are meant.
     *
     * @param useTz whether the site stored points in time; null when that is not known
     * @param zone of the site; null for the one that the dump's header names
     */
    public record Source(Boolean useTz, String zone) {
        /** Nothing is known but what the dump says. */
        public static final Source UNKNOWN = new Source(null, null);
    }

    /**
     * How a feed delivers.
     *
     * @param guards limits on its plans, complete
     * @param backup what is backed up before its deliveries
     */
    public record Feed(GuardLimits guards, BackupScope backup) {
        /** With the usual limits and without a backup. */
        public static final Feed USUAL = new Feed(null, null);

        public Feed {
            guards = guards == null ? GuardLimits.DEFAULT : guards.complete();
            backup = requireNonNullElse(backup, BackupScope.NONE);
        }
    }

    /**
     * The folder of the step files of migrations; it need not exist.
     *
     * @param folder that holds {@code lino.yaml}
     */
    public static Path migrations(Path folder) {
        return folder.resolve(SYSTEM).resolve("migrations");
    }

    /**
     * Reads and checks the file.
     *
     * @param folder that holds {@code lino.yaml}
     * @throws IllegalArgumentException with one sentence that names the file and the property, when something is missing or wrong
     */
    public static LinoConfig load(Path folder) {
        MappingFile file = new MappingFile(folder.resolve(FILE));
        LinoConfig config = file.read(LinoConfig.class);
        config.check(file);
        return config;
    }

    private void check(MappingFile file) {
        file.require("system", SYSTEM.equals(system), system, SYSTEM);
        for (String language : languages) {
            file.require("languages", isLanguage(language), language, "languages such as de or pt_BR");
        }
        file.require(
                "languages",
                new HashSet<>(languages).size() == languages.size(),
                languages,
                "each language once, the site's own first");
        file.require(
                "source.zone",
                source.zone == null || zone(source.zone).isPresent(),
                source.zone,
                "a time zone such as Europe/Tallinn");
        file.require(
                "application",
                version == null || application != null && !application.isBlank(),
                application,
                "the name of the application whose version is set, as the steps of migration have it");
        requireModels(file, "tables", tables.keySet());
        requireModels(file, "names", names.keySet());
        requireModels(file, "plurals", plurals.keySet());
        requireModels(file, "secret", secret.keySet());
        secretColumns(file);
    }

    private static void requireModels(MappingFile file, String property, Set<String> models) {
        models.forEach(model -> file.require(
                property, model.matches("\\w+\\.\\w+"), model, "full names of models, such as admin.LogEntry"));
    }

    /**
     * What the rows of each table are called.
     *
     * @param folder that holds {@code lino.yaml}
     * @throws IllegalArgumentException as {@link #load}
     */
    public static Map<String, NameTemplate> rowNames(Path folder) {
        MappingFile file = new MappingFile(folder.resolve(FILE));
        return file.read(LinoConfig.class).rowNames(file);
    }

    /** What the rows of each table are called. */
    public Map<String, NameTemplate> rowNames() {
        return rowNames(new MappingFile(Path.of(FILE)));
    }

    private Map<String, NameTemplate> rowNames(MappingFile file) {
        return NameTemplates.of(file, names, this::table);
    }

    /** What records and rows are called where many of them are spoken of. */
    public Plurals pluralWords() {
        return Plurals.of(new MappingFile(Path.of(FILE)), SYSTEM, plurals, this::table);
    }

    /**
     * The columns of the site whose values nobody is shown.
     *
     * @param folder that holds {@code lino.yaml}
     * @throws IllegalArgumentException as {@link #load}
     */
    public static SecretColumns secretColumns(Path folder) {
        MappingFile file = new MappingFile(folder.resolve(FILE));
        return file.read(LinoConfig.class).secretColumns(file);
    }

    /** The columns of the site whose values nobody is shown. */
    public SecretColumns secretColumns() {
        return secretColumns(new MappingFile(Path.of(FILE)));
    }

    private SecretColumns secretColumns(MappingFile file) {
        return NameTemplates.secret(file, secret, this::table, rowNames(file));
    }

    /**
     * The table of each model that is named anywhere in the file, by the model's full name. A database knows names of models in small letters
     * only; here they stand as the site spells them.
     */
    public Map<String, String> modelTables() {
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map<String, ?> named : List.of(tables, names, plurals, secret)) {
            named.keySet().stream().sorted().forEach(model -> found.putIfAbsent(model, table(model)));
        }
        return found;
    }

    private String table(String model) {
        return CONTENT_TYPES.equals(model)
                ? "django_content_type"
                : tables.getOrDefault(model, model.replace('.', '_').toLowerCase(Locale.ROOT));
    }

    /** Whether it is the name of a language, as Lino writes it: {@code de}, {@code pt_BR}. */
    public static boolean isLanguage(String name) {
        return name.matches(LANGUAGE);
    }

    /** The zone of this name; empty when there is none. */
    public static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** How a feed delivers. */
    public Feed feed(String name) {
        return feeds.getOrDefault(name, Feed.USUAL);
    }
}
