package io.waybill.merlin;

import io.waybill.model.FeedName;
import io.waybill.system.FeedGuide;
import io.waybill.system.FeedGuide.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Describes Merlin's feeds and their options for people. */
public final class MerlinGuide {
    private static final String SYSTEM = "merlin";

    private static final Option FORCE_UPDATE = Option.flag(
            MerlinOptions.FORCE_UPDATE,
            "Overwrite relations: an existing team, tribe, chapter, department, leader, coach, director or category is replaced. Without"
                    + " this option it is kept, and the difference is reported.");
    private static final Option CREATE_MISSING = Option.flag(
            MerlinOptions.CREATE_MISSING,
            "Create what is missing: tribes, chapters and departments that a row names and that do not exist. Without this option, such a"
                    + " row is a reject.",
            List.of(
                    "chapter-not-found",
                    "team-tribe-name-not-found",
                    "team-department-not-found",
                    "tribe-department-not-found",
                    "chapter-department-not-found"));
    private static final Option CREATE_USERS = Option.flag(
            MerlinOptions.CREATE_USERS,
            "Create missing users: leaders, coaches and directors whom a row names by an unknown e-mail address. Without this option, such"
                    + " a row is a reject.",
            List.of(
                    "leader-not-found",
                    "agile-coach-not-found",
                    "team-leader-email-not-found",
                    "chapter-leader-email-not-found",
                    "tribe-engineering-director-email-not-found",
                    "tribe-product-director-email-not-found"));
    private static final Option UPDATE_EXISTING = Option.flag(
            MerlinOptions.UPDATE_EXISTING,
            "Update existing events: an event that differs from the file is corrected. Without this option, only new events are added.");
    private static final List<Option> ONLY = List.of(
            Option.flag(
                    MerlinOptions.LadderRows.LADDERS.option(), "Ladders only: leave out rows of aspects and levels"),
            Option.flag(
                    MerlinOptions.LadderRows.ASPECTS.option(), "Aspects only: leave out rows of ladders and levels"),
            Option.flag(
                    MerlinOptions.LadderRows.LEVELS.option(), "Levels only: leave out rows of ladders and aspects"));
    private static final Option FEEDS = Option.choice(
            MerlinOptions.FEEDS,
            "Which feeds the files may belong to; other files are refused",
            Arrays.stream(MerlinFeed.values()).map(MerlinFeed::word).toList());
    private static final Option CALENDAR =
            Option.choice(MerlinOptions.CALENDAR, "Calendar of the dates", List.of("auto", "gregorian", "jalali"));
    private static final List<Option> COMMON = List.of(
            Option.choice(
                    MerlinOptions.ON_ERROR,
                    "When a row has a fault: reject the row and deliver the others, or deliver nothing",
                    List.of("skip-row", "abort")),
            Option.choice(
                    MerlinOptions.ENCODING,
                    "Encoding of the file; detected unless you choose",
                    List.of("utf-8", "utf-16", "cp1256", "cp1252")),
            Option.choice(
                    MerlinOptions.DELIMITER,
                    "Delimiter between cells; detected unless you choose",
                    List.of(",", ";", "tab", "|")),
            Option.flag(
                    MerlinOptions.IGNORE_COLUMNS,
                    "Ignore unknown columns: deliver the file although most of its columns mean nothing to its feed. Without this option,"
                            + " such a file is refused."),
            Option.choice(
                    MerlinOptions.BACKUP, "Backup of the tables before anything is changed", List.of("full", "none")));

    private MerlinGuide() {}

    /** One of each feed, and one of their batch. */
    public static List<FeedGuide> feeds() {
        List<FeedGuide> guides = new ArrayList<>();
        guides.add(new FeedGuide(
                new FeedName(SYSTEM, FeedName.BATCH),
                "Any of the files below, recognised by their headers: one, several at once, or a zip of them. They are checked together and"
                        + " delivered in one transaction, in the order in which they depend on each other.",
                List.of(),
                Stream.of(
                                Stream.of(FORCE_UPDATE, CREATE_MISSING, CREATE_USERS, UPDATE_EXISTING),
                                ONLY.stream(),
                                Stream.of(FEEDS, CALENDAR),
                                COMMON.stream())
                        .flatMap(each -> each)
                        .toList()));
        for (MerlinFeed feed : MerlinFeed.values()) {
            guides.add(new FeedGuide(
                    new FeedName(SYSTEM, feed.word()),
                    sentence(feed),
                    feed.columns(),
                    Stream.concat(own(feed).stream(), COMMON.stream()).toList()));
        }
        return guides;
    }

    private static String sentence(MerlinFeed feed) {
        return switch (feed) {
            case LADDERS ->
                "A CSV of ladders, their aspects and levels, in one file or several. Adds and changes; nothing is deleted.";
            case ORGANIZATIONS -> "A CSV of organizations: name and description.";
            case CHAPTERS -> "A CSV of chapters with their leaders and departments.";
            case TRIBES -> "A CSV of tribes with their directors, category and department.";
            case TEAMS -> "A CSV of teams with their tribe, leader, category and department.";
            case USERS ->
                "A CSV of people by e-mail address: team, tribe, chapter, leader, coach, role. A blank cell keeps the current value; a role"
                        + " that changes hands waits for approval; former_email gives somebody known by that address another one.";
            case HISTORY ->
                "A CSV of career events by person and date: pay, bonus, seniority, evaluations, notices. An event that exists already"
                        + " is skipped.";
        };
    }

    private static List<Option> own(MerlinFeed feed) {
        return switch (feed) {
            case LADDERS -> ONLY;
            case ORGANIZATIONS -> List.of();
            case CHAPTERS, TRIBES, TEAMS -> List.of(FORCE_UPDATE, CREATE_MISSING, CREATE_USERS);
            case USERS -> List.of(FORCE_UPDATE, CREATE_MISSING, CREATE_USERS, CALENDAR);
            case HISTORY -> List.of(UPDATE_EXISTING, CALENDAR);
        };
    }
}
