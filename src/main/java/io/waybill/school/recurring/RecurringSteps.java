package io.waybill.school.recurring;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.folder.DroppedZip;
import io.waybill.folder.IgnoredNames;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.match.Decisions;
import io.waybill.model.Drop;
import io.waybill.school.config.LoadOptions;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.group.ExtraGroup.Kind;
import io.waybill.school.load.AnswerUse;
import io.waybill.school.load.LoadSteps;
import io.waybill.school.load.ReadExport;
import io.waybill.school.load.SchoolSql;
import io.waybill.school.load.StageCounts;
import io.waybill.school.source.Answers;
import io.waybill.system.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** The steps, as the route names them, by which files of recurring events and of groups become events and groups of the calendar. */
public final class RecurringSteps {
    /** Exchange property: the {@link Recurring}. */
    private static final String RECURRING = "recurring";

    private final SchoolConfig config;
    private final Engine engine;
    private final IgnoredNames ignored;

    /** Reads files and stages their events for the engine's target. */
    public RecurringSteps(SchoolConfig config, Engine engine) {
        this.config = requireNonNull(config, "config");
        this.engine = requireNonNull(engine, "engine");
        this.ignored = new IgnoredNames(engine.settings().ignored());
    }

    /**
     * What a drop says.
     *
     * @param export what is read: the drop itself, or an earlier one that is read again with answers
     * @param answers what people have said about names
     * @param options of the drop
     * @param files what each file of recurring events says
     * @param all whether these are all files of recurring events that there are
     * @param groups files that name groups
     */
    record Recurring(
            ReadExport export,
            Answers answers,
            LoadOptions options,
            List<RecurringFile.Read> files,
            boolean all,
            GroupFiles groups) {}

    /**
     * Reads one file, or all of them in a zip; property {@value #RECURRING}.
     *
     * @throws BrokenFileException when an option is wrong, or a file that came alone is no YAML
     * @throws IOException when a file cannot be read
     * @throws SQLException when the answers that are kept cannot be read
     */
    public void read(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException, SQLException {
        ReadExport export = exchange.getProperty(ReadExport.PROPERTY, ReadExport.class);
        if (export == null) {
            engine.delivery().reading(exchange, drop);
            export = ReadExport.of(drop);
        }
        Answers answers = answers(export);
        LoadOptions options = LoadOptions.of(export.name(), export.options());
        boolean zip = DroppedZip.isZip(export.file());
        Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
        List<RecurringFile.Read> files = new ArrayList<>();
        GroupFiles groups = new GroupFiles(answers);
        for (Map.Entry<String, Path> file : files(drop, export, zip, outcome).entrySet()) {
            String name = name(file.getKey());
            Optional<Kind> groupsOf = Kind.ofFile(name);
            if (groupsOf.isPresent()) {
                groups.read(file.getValue(), name, groupsOf.get(), !zip);
            } else {
                files.add(RecurringFile.read(file.getValue(), name));
            }
        }
        if (!zip && !files.isEmpty() && files.get(0).broken()) {
            List<Fault> faults = files.get(0).faults();
            throw new BrokenFileException(faults, faults.size());
        }
        // Files of groups alone say nothing of events.
        boolean all = zip && !files.isEmpty();
        exchange.setProperty(RECURRING, new Recurring(export, answers, options, files, all, groups));
        engine.delivery().open(exchange, drop, LoadSteps.feed(config));
        Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class);
        delivery.places((number, field) -> Position.of(drop.fileName()));
        delivery.endStaging();
    }

    private Answers answers(ReadExport export) throws SQLException {
        try (Connection connection = engine.target().dataSource().getConnection()) {
            return new Answers(
                    RecurringEvents.SOURCE,
                    Decisions.of(export.given()),
                    engine.decisions().load(connection, SchoolConfig.SYSTEM, Answers.KIND));
        }
    }

    private Map<String, Path> files(Drop drop, ReadExport export, boolean zip, Outcome outcome) throws IOException {
        if (!zip) {
            requireYaml(export.name(), export.name());
            return Map.of(export.name(), export.file());
        }
        DroppedZip.Unpacked unpacked =
                DroppedZip.unpack(export.file(), export.name(), engine.data().workUnpacked(drop.number()), ignored);
        unpacked.notices().forEach(outcome::notice);
        for (String name : unpacked.files().keySet()) {
            requireYaml(export.name(), name);
        }
        return unpacked.files();
    }

    private static void requireYaml(String drop, String name) {
        if (!YamlName.matches(name)) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(drop),
                    "other-file",
                    name,
                    "YAML files of recurring events and of groups, whose names end in .yml, and nothing else",
                    "A file is known by its name: drop it under the name that it had before."));
        }
    }

    /** A file is known by its name, whichever folder of a zip it is in. */
    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * Stages groups that files name, then events that are new or differ, and tells what was found.
     *
     * @throws BrokenFileException when the calendar has no current era
     * @throws SQLException when the database refuses it
     */
    public void reconcile(
            @ExchangeProperty(RECURRING) Recurring recurring,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        SchoolSql sql = new SchoolSql(delivery.connection(), delivery);
        RecurringEvents events = new RecurringEvents(sql, recurring);
        LocalDate start =
                events.begin(recurring.export().name(), recurring.export().day());
        if (!recurring.groups().isEmpty()) {
            recurring.groups().reconcile(sql, start, outcome, config.limits().members(), engine.rejects());
        }
        events.stage();
        new RecurringReport(
                        sql,
                        recurring,
                        events.definitions(),
                        outcome,
                        config.limits().events())
                .tell(engine.rejects());
        new StageCounts(sql, outcome).count();
        AnswerUse.tell(recurring.answers(), recurring.export(), outcome);
    }
}
