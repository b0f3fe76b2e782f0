package io.waybill.school;

import io.waybill.database.SqlText;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.backup.RestoreNotices;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.Plurals;
import io.waybill.delivery.undo.UndoNotices;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.refresh.RefreshFeed;
import io.waybill.school.approval.Approvals;
import io.waybill.school.command.SchoolCommand;
import io.waybill.school.config.LoadOptions;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.demo.SchoolDemo;
import io.waybill.school.event.EventSteps;
import io.waybill.school.group.GroupSteps;
import io.waybill.school.load.FileWeeks;
import io.waybill.school.load.LoadSteps;
import io.waybill.school.load.SchoolTable;
import io.waybill.school.mending.AnswerSteps;
import io.waybill.school.mending.NameReference;
import io.waybill.school.mending.SchoolReference;
import io.waybill.school.people.PeopleSteps;
import io.waybill.school.recurring.RecurringSteps;
import io.waybill.school.year.StepUndo;
import io.waybill.school.year.YearSteps;
import io.waybill.settings.Settings;
import io.waybill.system.Engine;
import io.waybill.system.FeedGuide;
import io.waybill.system.FeedTables;
import io.waybill.system.Mending;
import io.waybill.system.StartedSystem;
import io.waybill.system.WaybillSystem;
import io.waybill.system.command.Dispatch;
import io.waybill.system.demo.Demo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A school's calendar: exports of the system in which the school administers people, groups and timetable. */
public final class SchoolSystem implements WaybillSystem {
    @Override
    public String name() {
        return SchoolConfig.SYSTEM;
    }

    @Override
    public List<FeedGuide> feeds() {
        return SchoolGuide.feeds();
    }

    @Override
    public UndoNotices undoNotices() {
        return StepUndo::notices;
    }

    @Override
    public RestoreNotices restoreNotices() {
        return StepUndo::ofBackup;
    }

    @Override
    public Optional<String> embeddedSchema() {
        return Optional.of(SqlText.of(SchoolSystem.class, "schema.sql"));
    }

    @Override
    public void check(Settings settings) {
        config(settings);
        Approvals.check(settings);
    }

    @Override
    public List<String> settings() {
        return Approvals.settings();
    }

    @Override
    public Optional<RefreshFeed> refresh() {
        return Optional.of(new RefreshFeed(
                SchoolGuide.ISAMS,
                "*.xml",
                false,
                Map.of(SchoolGuide.SCHOOLBASE.feed(), "*.zip", SchoolGuide.OTHER_HALF.feed(), "*.zip")));
    }

    @Override
    public List<FeedTables> tables(Settings settings) {
        SchoolConfig config = config(settings);
        return feeds().stream()
                .map(guide -> new FeedTables(
                        guide.feed(),
                        guide.feed().equals(SchoolGuide.YEAR) ? YearSteps.feed() : LoadSteps.feed(config),
                        List.of("users")))
                .toList();
    }

    @Override
    public List<String> optionNames() {
        return LoadOptions.names();
    }

    @Override
    public Map<String, NameTemplate> rowNames(Settings settings) {
        return config(settings).names();
    }

    @Override
    public Plurals plurals(Settings settings) {
        return config(settings).plurals();
    }

    @Override
    public SecretColumns secretColumns(Settings settings) {
        return config(settings).secret();
    }

    @Override
    public List<String> wrongOptions(Settings settings, Map<String, String> options) {
        try {
            LoadOptions.of("", options);
            return List.of();
        } catch (BrokenFileException e) {
            return e.faults().stream().map(Fault::sentenceOfOption).toList();
        }
    }

    @Override
    public StartedSystem start(Engine engine) {
        SchoolConfig config = config(engine.settings());
        Approvals approvals = new Approvals(SchoolConfig.SYSTEM, engine);
        Map<String, Object> beans = new HashMap<>(approvals.beans());
        beans.put("schoolAnswers", new AnswerSteps(config, engine));
        beans.put("schoolLoad", new LoadSteps(config, engine));
        beans.put("schoolWeeks", new FileWeeks(engine));
        beans.put("schoolPeople", new PeopleSteps());
        beans.put("schoolGroups", new GroupSteps());
        beans.put("schoolEvents", new EventSteps());
        beans.put("schoolRecurring", new RecurringSteps(config, engine));
        beans.put("schoolYear", new YearSteps(config, engine));
        return new StartedSystem(beans, List.of(mending(engine)), List.of(), List.of(approvals.report()));
    }

    private static Mending mending(Engine engine) {
        SchoolReference reference = new SchoolReference(engine.pages());
        NameReference names = new NameReference(engine.pages());
        return new Mending(
                SchoolConfig.SYSTEM, row -> names.of(row).or(() -> reference.of(row)), row -> Optional.empty());
    }

    @Override
    public List<Object> commands(Dispatch dispatch) {
        return List.of(new SchoolCommand(dispatch));
    }

    @Override
    public Optional<Demo> demo() {
        return Optional.of(new SchoolDemo());
    }

    private static SchoolConfig config(Settings settings) {
        return SchoolConfig.load(settings.config(), SchoolTable::isName);
    }
}
