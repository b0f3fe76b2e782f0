package io.waybill.school.schoolbase;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.csv.NothingWords;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.source.Answers;
import io.waybill.school.source.Extract;
import io.waybill.school.source.LoadFrame;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.SourceValues;
import io.waybill.school.source.TableNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;

/** Makes records of the model from the weekly tables of activities alone. Whom they mention is found in the calendar. */
public final class SchoolBaseWeeks {
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);
    private static final SchoolBaseReferences ANYBODY = new SchoolBaseReferences() {
        @Override
        public String staff(SourceValues values, String field) {
            return values.text(field);
        }

        @Override
        public String pupil(SourceValues values, String field) {
            return values.text(field);
        }

        @Override
        public String room(SourceValues values, String field) {
            return values.text(field);
        }
    };

    private static final Extract UNHEARD = new Extract() {
        @Override
        public void record(SchoolRecord record) {}

        @Override
        public void rejected(Area area, String key, Fault fault) {}

        @Override
        public void rejectedWith(Area area, String key, Fault fault) {}

        @Override
        public void rejectedLink(Area area, Fault fault) {}

        @Override
        public void notice(Notice notice) {}

        @Override
        public void area(Area area, AreaState state) {}
    };
    private static final TableNames TABLES =
            new TableNames("SchoolBase's weeks", List.of("rtrotaweek", "rtrwgroups", "rtrwpupils", "days"));

    private final LoadFrame frame;
    private final SchoolBaseKeys keys;
    private final NothingWords nothing;
    private final Answers answers;

    /**
     * @param frame of the era; occurrences of all of its weeks are taken
     * @param nothing words that are read as an empty cell
     * @param answers what people have said about values that cannot be used
     */
    public SchoolBaseWeeks(LoadFrame frame, SchoolBaseKeys keys, NothingWords nothing, Answers answers) {
        this.frame = requireNonNull(frame, "frame");
        this.keys = requireNonNull(keys, "keys");
        this.nothing = requireNonNull(nothing, "nothing");
        this.answers = requireNonNull(answers, "answers");
    }

    /**
     * Finds out which weeks tables are about, whatever the era, and whoever is mentioned in them.
     *
     * @param files the tables, by their names as their owner knows them
     * @return the Sundays of the weeks in which there is an occurrence, in their order; empty when none is dated, or the tables cannot be read
     * @throws IOException when a file cannot be read
     */
    public static SortedSet<LocalDate> sundays(Map<String, Path> files) throws IOException {
        Map<String, Path> dated = new HashMap<>(files);
        dated.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("rtrwpupils.csv"));
        SourceTables tables = new SourceTables(TABLES, dated, UNHEARD, NothingWords.NONE, Answers.none());
        LoadFrame always = new LoadFrame(LocalDate.EPOCH, LocalDate.EPOCH, LATEST, 0);
        SchoolBaseActivities activities =
                new SchoolBaseActivities(tables, new SchoolBaseDays(tables), ANYBODY, always, UNHEARD);
        activities.read();
        return activities.weeks();
    }

    /**
     * Reads the tables.
     *
     * @param files the tables, by their names as their owner knows them
     * @return the Sundays of the weeks that the tables are about, in their order
     * @throws BrokenFileException when a table is missing, there twice, empty or broken, or none of the occurrences is in the era
     * @throws IOException when a file cannot be read
     */
    public SortedSet<LocalDate> read(Map<String, Path> files, Extract extract) throws IOException {
        TABLES.requireOne(files.keySet());
        TABLES.check(files.keySet(), extract::notice);
        if (SchoolBaseAdapter.isWhole(files.keySet())) {
            extract.notice(new Notice(
                    "whole-export",
                    "This is a whole export of SchoolBase. Only its weeks of activities were read. Drop it into the folder of"
                            + " school/schoolbase for everything else.",
                    1));
        }
        CoreExtract core = new CoreExtract(extract);
        SourceTables tables = new SourceTables(TABLES, files, core, nothing, answers);
        SchoolBaseActivities activities =
                new SchoolBaseActivities(tables, new SchoolBaseDays(tables), keys, frame, core);
        AreaState state = activities.read();
        core.throwIfAny();
        SortedSet<LocalDate> weeks = activities.weeks();
        if (weeks.isEmpty()) {
            // Why none of them could be used says more than that there is none.
            core.ofRows().throwIfAny();
            throw new BrokenFileException(
                    Fault.ofFile(
                            Position.of("rtrwgroups.csv"),
                            "no-weeks",
                            "no occurrence that is dated in the era",
                            "the occurrences of at least one week from " + frame.eraFirst() + " to " + frame.eraLast(),
                            "Nothing was changed. Export the tables of weeks of this year; where they are of a former year, name it by the option era."));
        }
        for (Area area : Area.values()) {
            if (area != Area.AUTOMATIC_GROUPS) {
                extract.area(area, area == Area.OTHER_HALF ? state : AreaState.NOT_REQUESTED);
            }
        }
        return weeks;
    }
}
