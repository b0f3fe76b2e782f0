package io.waybill.timetable;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.mapping.FeedRules;
import io.waybill.delivery.mapping.MappedTables;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.Plurals;
import io.waybill.format.yaml.MappingFile;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.RenamesFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code config/timetable.yaml}: models and their tables, which paths are users, which annotation is a grant, what each feed may
 * do. Read and checked once at start.
 */
public final class TimetableConfig {
    private static final String LIVE = "live";

    private static final String FILE = "timetable.yaml";
    private static final String RENAMES = "timetable-renames.csv";

    private final TimetableFile file;
    private final MappedTables tables;
    private final Path folder;
    private final Clock clock;

    private TimetableConfig(TimetableFile file, Path folder, Clock clock) {
        this.file = file;
        this.tables = file.tables();
        this.folder = folder;
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Reads and checks the file.
     *
     * @param folder that holds {@code timetable.yaml} and, beside it, {@code timetable-renames.csv}
     * @param clock gives the time for defaults that are the time of the delivery
     * @throws IllegalArgumentException with one sentence that names the file and the property, when something is
     *     missing or wrong
     */
    public static TimetableConfig load(Path folder, Clock clock) {
        MappingFile mapping = new MappingFile(folder.resolve(FILE));
        TimetableFile file = mapping.read(TimetableFile.class);
        file.check(mapping);
        return new TimetableConfig(file, folder, clock);
    }

    /** Always {@code timetable}. */
    public String system() {
        return file.system();
    }

    /** Which Things are users. */
    public UserRule users() {
        return file.users();
    }

    /** The annotation of a ThingTag that is a permission. */
    public String grant() {
        return file.grant();
    }

    /** How the feeds deliver, by name. */
    public Map<String, FeedRules> feeds() {
        return file.feeds();
    }

    /**
     * What the named feed delivers, and under which limits. Rows of Play may take other keys when Live's come.
     *
     * @param time of the delivery, for defaults
     */
    public FeedSpec feed(String feed, Instant time) {
        FeedSpec spec = tables.feed(file.feeds().get(feed), time);
        return feed.equals(LIVE) ? spec.rekeyed() : spec;
    }

    /** What the named feed delivers: one spec a model, its key in column {@code id} first, in the order of its policies. */
    public List<TableSpec> tables(String feed) {
        return tables.specs(file.feeds().get(feed).policies(), clock.instant());
    }

    /** What the readers of dumps need to know. */
    public TimetableModels dumpModels() {
        return new TimetableModels(TimetableModels.standard().byName(), file.users(), file.subjects(), file.grant());
    }

    /** The fields of a model that a dump may have without a word: those that are delivered, and those to be ignored. */
    public Set<String> fields(String model) {
        TimetableFile.Model mapped = file.models().get(model);
        Set<String> fields = new HashSet<>(mapped.fields().keySet());
        fields.addAll(mapped.ignored());
        return fields;
    }

    /** The models that a dump may have besides those that are delivered, without a word. */
    public Set<String> ignoredModels() {
        return file.ignoredModels() == null ? Set.of() : file.ignoredModels();
    }

    /** Which of these Things are subjects. */
    public SubjectRule subjectRule(Collection<ReferenceEntry> things) {
        return new SubjectRule(things, file.subjects());
    }

    /** What the rows of each table are called. */
    public Map<String, NameTemplate> names() {
        return file.names(new MappingFile(folder.resolve(FILE)));
    }

    /** What records and rows are called where many of them are spoken of. */
    public Plurals plurals() {
        return file.plurals(new MappingFile(folder.resolve(FILE)));
    }

    /** The columns whose values nobody is shown. */
    public SecretColumns secret() {
        return file.secret(new MappingFile(folder.resolve(FILE)));
    }

    /** Subtrees that have moved to another path. Operators add to this file while Waybill runs. */
    public RenamesFile renames() {
        return new RenamesFile(folder.resolve(RENAMES));
    }

    /** The table of a model: {@code thing} is short for {@code timetables.thing}. */
    public String table(String shortName) {
        return tables.byModel().get("timetables." + shortName).table();
    }
}
