package io.waybill.merlin.config;

import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.NameTemplates;
import io.waybill.delivery.naming.Plurals;
import io.waybill.format.yaml.MappingFile;
import io.waybill.merlin.MerlinFeed;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * {@code config/merlin.yaml}, read and checked once at start.
 *
 * @param zone of the business
 * @param defaults of the options of a drop
 * @param headers of the columns of each feed
 * @param cells how the cells of a row are read
 * @param roles that somebody may hold
 * @param departments of rows that name none
 * @param summaries of events
 * @param notes of events
 * @param models and their tables
 * @param names what the rows of each table are called
 * @param plurals what many of them are called in sentences
 * @param delivery what each feed may do to the tables
 */
public record MerlinConfig(
        ZoneId zone,
        DropDefaults defaults,
        FeedHeaders headers,
        CellRules cells,
        Roles roles,
        Departments departments,
        SummaryRules summaries,
        NoteRules notes,
        Models models,
        Map<String, NameTemplate> names,
        Plurals plurals,
        SecretColumns secret,
        DeliveryRules delivery) {
    /** The name of the system. */
    public static final String SYSTEM = "merlin";

    private static final String FILE = "merlin.yaml";

    /** What to do with a drop that has a faulty row. */
    public enum OnError {
        /** reject the row, deliver the others */
        SKIP_ROW,
        /** deliver nothing */
        ABORT
    }

    /**
     * Reads and checks the file.
     *
     * @param folder that holds {@code merlin.yaml}
     * @throws IllegalArgumentException with one sentence that names the file and the property, when something is missing or wrong
     */
    public static MerlinConfig load(Path folder) {
        MappingFile file = new MappingFile(folder.resolve(FILE));
        MerlinFile said = file.read(MerlinFile.class);
        file.require("system", SYSTEM.equals(said.system()), said.system(), SYSTEM);
        List<String> feeds =
                Arrays.stream(MerlinFeed.values()).map(MerlinFeed::word).toList();
        file.require("feeds", said.feeds() != null, null, "the feeds " + feeds);
        file.require(
                "feeds",
                said.feeds().keySet().equals(Set.copyOf(feeds)),
                said.feeds().keySet(),
                "exactly " + feeds);
        said.feeds().forEach((name, feed) -> file.require("feeds." + name, feed != null, null, "columns and policies"));
        Models models = Models.of(said, file);
        UnaryOperator<String> table = name -> models.byName().containsKey(name) ? models.table(name) : null;
        Map<String, NameTemplate> names = NameTemplates.of(file, said.names(), table);
        return new MerlinConfig(
                zone(said, file),
                DropDefaults.of(said, file),
                FeedHeaders.of(said, file),
                CellRules.of(said, file),
                Roles.of(said, file, models),
                Departments.of(said, file),
                SummaryRules.of(said, file),
                NoteRules.of(said, file),
                models,
                names,
                Plurals.of(file, SYSTEM, said.plurals(), table),
                NameTemplates.secret(file, said.secret(), table, names),
                DeliveryRules.of(said, file, models));
    }

    private static ZoneId zone(MerlinFile said, MappingFile file) {
        String expected = "a time zone such as Asia/Tehran";
        file.require("zone", said.zone() != null, null, expected);
        try {
            return ZoneId.of(said.zone());
        } catch (DateTimeException e) {
            throw file.wrong("zone", "found '" + said.zone() + "'; expected " + expected);
        }
    }

    /** The time of a delivery, at the place of the business. */
    public Moment at(Instant time) {
        return new Moment(time, zone);
    }
}
