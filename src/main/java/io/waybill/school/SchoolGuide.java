package io.waybill.school;

import io.waybill.model.FeedName;
import io.waybill.school.config.LoadOptions;
import io.waybill.school.config.SchoolConfig;
import io.waybill.system.FeedGuide;
import io.waybill.system.FeedGuide.Option;
import java.util.List;
import java.util.stream.Stream;

/** Describes the school's feeds and their options for people. */
public final class SchoolGuide {
    /** Exports of iSAMS. */
    public static final FeedName ISAMS = new FeedName(SchoolConfig.SYSTEM, SchoolConfig.ISAMS);
    /** Exports of SchoolBase. */
    public static final FeedName SCHOOLBASE = new FeedName(SchoolConfig.SYSTEM, SchoolConfig.SCHOOLBASE);

    /** The weekly tables of SchoolBase's activities. */
    public static final FeedName OTHER_HALF = new FeedName(SchoolConfig.SYSTEM, SchoolConfig.OTHER_HALF);

    /** Steps of the end of the year. */
    public static final FeedName YEAR = new FeedName(SchoolConfig.SYSTEM, "year");

    /** Files of events that come again and again, and of groups. */
    public static final FeedName RECURRING = new FeedName(SchoolConfig.SYSTEM, "recurring");

    private static final List<Option> COMMON = List.of(
            Option.text(
                    LoadOptions.START,
                    "The effective day, such as 2016-09-12: nothing before it changes; today unless you say so"),
            Option.text(
                    LoadOptions.ERA, "Name of the era that is loaded; the calendar's current one unless you say so"),
            Option.choice(
                    LoadOptions.AHEAD,
                    "Years by which the export is behind: 1 before its pupils were moved up",
                    List.of("1", "2")),
            Option.flag(
                    LoadOptions.CONVERT,
                    "Find people and rooms by what the former system called them, and give them their new keys"),
            Option.flag(LoadOptions.NO_SETLISTS, "Leave who is in teaching groups as it is"));

    private SchoolGuide() {}

    /** One entry per feed. */
    public static List<FeedGuide> feeds() {
        return List.of(
                new FeedGuide(
                        ISAMS,
                        "An export of iSAMS: data.xml, alone or as a zip with the tables of activities and covers. The calendar follows it;"
                                + " what is no longer there ends, nothing is deleted.",
                        List.of(),
                        Stream.concat(
                                        COMMON.stream(),
                                        Stream.of(Option.text(
                                                LoadOptions.TIMETABLE,
                                                "Name of the timetable; the first published one unless you say so")))
                                .toList()),
                new FeedGuide(
                        SCHOOLBASE,
                        "The tables of SchoolBase as a zip of CSV files. The calendar follows them; what is no longer there ends, nothing is"
                                + " deleted.",
                        List.of(),
                        COMMON),
                new FeedGuide(
                        OTHER_HALF,
                        "The weekly tables of SchoolBase's activities as a zip of CSV files: rtrotaweek, rtrwgroups, rtrwpupils and days. Weeks may"
                                + " come late, several at once and in any order; only the weeks that are in it change.",
                        List.of(),
                        List.of(
                                Option.text(
                                        LoadOptions.START,
                                        "Leave out weeks that are over before this day, such as 2016-09-12; none unless you say so"),
                                Option.text(
                                        LoadOptions.ERA,
                                        "Name of the era that is loaded; the calendar's current one unless you say so"))),
                new FeedGuide(
                        RECURRING,
                        "Events that come again and again, as a YAML file, or a zip of all such files: then what none of them defines is"
                                + " withdrawn. A definition that is broken keeps the events that it has made. Files that name groups with their members,"
                                + " such as extra_pupil_groups.yml, come the same way.",
                        List.of(),
                        List.of(
                                Option.text(
                                        LoadOptions.START,
                                        "The effective day, such as 2016-09-12: nothing before it changes; today unless you say so"))),
                new FeedGuide(
                        YEAR,
                        "A step of the end of the year or of the change to another system, as a small YAML file whose first line says which:"
                                + " step: claim-source, trim, new-era, end-of-era or convert. The manual's page on the end of the year shows what"
                                + " belongs to each. A backup is taken before.",
                        List.of(),
                        List.of()));
    }
}
