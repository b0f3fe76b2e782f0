package io.waybill.school.schoolbase;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.policy.SchoolPolicy;
import io.waybill.school.source.Answers;
import io.waybill.school.source.Extract;
import io.waybill.school.source.LoadFrame;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.TableNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes records of the model from the tables of SchoolBase. */
public final class SchoolBaseAdapter {
    /** Without rows of these, an export is not whole: what they do not mention would seem to have left. */
    private static final List<String> NEEDED = List.of(
            "academicyear",
            "years",
            "curriculum",
            "pupil",
            "staff",
            "room",
            "subjects",
            "groups",
            "academicrecord",
            "tutorgroup",
            "periodtimes",
            "period",
            "timetable");

    private static final TableNames TABLES = new TableNames(
            "SchoolBase",
            Stream.concat(
                            NEEDED.stream(),
                            Stream.of(
                                    "tags",
                                    "puptag",
                                    "days",
                                    "rtrotaweek",
                                    "rtrwgroups",
                                    "rtrwpupils",
                                    "staffabsence",
                                    "staffabline",
                                    "staffcovers",
                                    "suspendedlessons"))
                    .toList());

    private final SchoolPolicy policy;
    private final LoadFrame frame;
    private final SchoolBaseRules rules;
    private final Answers answers;

    /** Reads exports as they are, without what people have said about them. */
    public SchoolBaseAdapter(SchoolPolicy policy, LoadFrame frame, SchoolBaseRules rules) {
        this(policy, frame, rules, Answers.none());
    }

    /**
     * Reads exports.
     *
     * @param answers what people have said about values that cannot be used
     */
    public SchoolBaseAdapter(SchoolPolicy policy, LoadFrame frame, SchoolBaseRules rules, Answers answers) {
        this.policy = requireNonNull(policy, "policy");
        this.frame = requireNonNull(frame, "frame");
        this.rules = requireNonNull(rules, "rules");
        this.answers = requireNonNull(answers, "answers");
    }

    /**
     * Reads an export.
     *
     * @param files the tables, by their names as their owner knows them
     * @throws BrokenFileException when a table that has to be there is missing, there twice, empty or broken. Then nothing that was given to the extract may
     *     be used.
     * @throws IOException when a file cannot be read
     */
    public void read(Map<String, Path> files, Extract extract) throws IOException {
        TABLES.requireOne(files.keySet());
        TABLES.check(files.keySet(), extract::notice);
        CoreExtract core = new CoreExtract(extract);
        SourceTables tables = new SourceTables(TABLES, files, core, policy.nothing(), answers);
        checkNeeded(tables);
        SchoolBaseDirectory directory = new SchoolBaseDirectory(tables, policy, frame, rules, core);
        directory.read();
        SchoolBaseTimetable timetable = new SchoolBaseTimetable(tables, directory, rules, core);
        timetable.read();
        new SchoolBaseSuspensions(tables, directory, timetable, frame, policy, core).read(rules.suspensions());
        core.throwIfAny();
        extract.area(Area.TIMETABLE, AreaState.LOADED);
        SourceTables others = new SourceTables(TABLES, files, extract, policy.nothing(), answers);
        SchoolBaseDays days = new SchoolBaseDays(others);
        extract.area(Area.CUSTOM_GROUPS, new SchoolBaseTags(others, directory, extract).read());
        extract.area(Area.OTHER_HALF, new SchoolBaseActivities(others, days, directory, frame, extract).read());
        extract.area(Area.COVERS, new SchoolBaseCovers(others, days, directory, timetable, frame, extract).read());
    }

    /**
     * Whether files are a whole export.
     *
     * @param files their names as their owner knows them
     */
    static boolean isWhole(Collection<String> files) {
        return TABLES.hasAll(NEEDED, files);
    }

    private static void checkNeeded(SourceTables tables) {
        Faults faults = new Faults();
        for (String table : NEEDED) {
            if (!tables.has(table)) {
                faults.add(Fault.ofFile(
                        Position.of(table + ".csv"),
                        "file-missing",
                        "no such file",
                        "all tables of the export: without one, everything in it would seem to have left",
                        "Nothing was changed. Export all tables again."));
            }
        }
        faults.throwIfAny();
    }
}
