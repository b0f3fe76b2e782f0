package io.waybill.school.isams;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.isams.IsamsReader;
import io.waybill.format.isams.IsamsRecord;
import io.waybill.format.isams.IsamsSection;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.policy.SchoolPolicy;
import io.waybill.school.source.Answers;
import io.waybill.school.source.Extract;
import io.waybill.school.source.LoadFrame;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.TableNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes records of the model from an export of iSAMS. The document is read twice, because its sections refer to each other and may stand in
 * any order: once for people, groups and periods, which are kept, and once for the many rows that refer to them.
 */
public final class IsamsAdapter {
    /** Without these, an export is not whole: what they do not mention would seem to have left. */
    private static final List<IsamsSection> NEEDED = List.of(
            IsamsSection.STAFF,
            IsamsSection.PUPILS,
            IsamsSection.FORMS,
            IsamsSection.CLASSROOMS,
            IsamsSection.SUBJECTS,
            IsamsSection.SETS,
            IsamsSection.SET_LISTS,
            IsamsSection.STRUCTURE);

    private static final TableNames TABLES = new TableNames(
            "iSAMS",
            Stream.concat(IsamsActivities.TABLES.stream(), Stream.of(IsamsCovers.TABLE))
                    .toList());

    private final SchoolPolicy policy;
    private final LoadFrame frame;
    private final String timetable;
    private final Answers answers;

    /**
     * Reads exports as they are, without what people have said about them.
     *
     * @param timetable name of the timetable to read; null for the first published one
     */
    public IsamsAdapter(SchoolPolicy policy, LoadFrame frame, String timetable) {
        this(policy, frame, timetable, Answers.none());
    }

    /**
     * Reads exports.
     *
     * @param timetable name of the timetable to read; null for the first published one
     * @param answers what people have said about values that cannot be used
     */
    public IsamsAdapter(SchoolPolicy policy, LoadFrame frame, String timetable, Answers answers) {
        this.policy = requireNonNull(policy, "policy");
        this.frame = requireNonNull(frame, "frame");
        this.timetable = timetable;
        this.answers = requireNonNull(answers, "answers");
    }

    /**
     * Reads an export.
     *
     * @throws BrokenFileException when the document is broken, not whole, or has no such timetable, or a table is there twice. Then nothing that was given to the extract
     *     may be used.
     * @throws IOException when a file cannot be read
     */
    public void read(IsamsExport export, Extract extract) throws IOException {
        IsamsRows rows = new IsamsRows(export.name(), answers);
        IsamsDirectory directory = new IsamsDirectory(rows, policy, frame, extract);
        IsamsTimetables timetables = new IsamsTimetables(export.name());
        Map<IsamsSection, Long> sections;
        try (IsamsReader reader = IsamsReader.open(export.data(), export.name())) {
            while (reader.hasNext()) {
                IsamsRecord record = reader.next();
                directory.add(record);
                timetables.add(record);
            }
            sections = reader.sections();
            reader.encodingNotice().ifPresent(sentence -> extract.notice(new Notice("encoding", sentence, 1)));
        }
        checkSections(export.name(), sections);
        int chosen = timetables.choose(timetable);
        directory.complete(sections);
        IsamsLessons lessons = new IsamsLessons(rows, directory, extract, chosen);
        readLinks(export, rows, extract, directory, lessons);
        extract.area(Area.TUTOR_GROUPS, AreaState.LOADED);
        extract.area(Area.TEACHING_GROUPS, AreaState.LOADED);
        boolean custom = sections.containsKey(IsamsSection.CUSTOM_GROUPS)
                && sections.containsKey(IsamsSection.CUSTOM_GROUP_MEMBERS);
        extract.area(Area.CUSTOM_GROUPS, custom ? AreaState.LOADED : AreaState.NOT_REQUESTED);
        extract.area(Area.TIMETABLE, AreaState.LOADED);
        TABLES.check(export.tables().keySet(), extract::notice);
        SourceTables tables = new SourceTables(TABLES, export.tables(), extract, policy.nothing(), answers);
        extract.area(Area.OTHER_HALF, new IsamsActivities(tables, directory, frame, extract).read());
        extract.area(Area.COVERS, new IsamsCovers(tables, directory, lessons, frame, extract).read());
    }

    private static void readLinks(
            IsamsExport export, IsamsRows rows, Extract extract, IsamsDirectory directory, IsamsLessons lessons)
            throws IOException {
        IsamsMembers members = new IsamsMembers(rows, directory, extract);
        try (IsamsReader reader = IsamsReader.open(export.data(), export.name())) {
            while (reader.hasNext()) {
                IsamsRecord record = reader.next();
                members.add(record);
                lessons.add(record);
            }
        }
        lessons.complete();
    }

    private static void checkSections(String name, Map<IsamsSection, Long> sections) {
        Faults faults = new Faults();
        for (IsamsSection section : NEEDED) {
            if (sections.getOrDefault(section, 0L) == 0) {
                faults.add(
                        Fault.ofFile(
                                Position.of(name),
                                "section-missing",
                                (sections.containsKey(section) ? "an empty section " : "no section ") + section,
                                "a whole export: one without it would make everything in it leave",
                                "Nothing was changed. Ask for the section in the batch of iSAMS, or wait until its export is whole again."));
            }
        }
        faults.throwIfAny();
    }
}
