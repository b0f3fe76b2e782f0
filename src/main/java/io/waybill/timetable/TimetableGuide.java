package io.waybill.timetable;

import io.waybill.model.FeedName;
import io.waybill.system.FeedGuide;
import io.waybill.timetable.feed.PlayState;
import java.util.List;

/** Describes Timetable's feeds for people. */
public final class TimetableGuide {
    private static final String SYSTEM = "timetable";

    private TimetableGuide() {}

    /** One entry per feed. */
    public static List<FeedGuide> feeds() {
        return List.of(
                new FeedGuide(
                        new FeedName(SYSTEM, "live"),
                        "A dump of Live refreshes Play; Play's users, permissions and personal calendars are kept.",
                        List.of(),
                        List.of()),
                new FeedGuide(
                        new FeedName(SYSTEM, "permissions"),
                        "A CSV of permissions, edited or not, or a mended rejects.csv: grants what Play lacks, takes nothing away.",
                        List.of("subject", "user", "data"),
                        List.of()),
                new FeedGuide(
                        new FeedName(SYSTEM, "play"),
                        "A dump of Play gives its permissions as a CSV, in the outbox; or it is loaded as Play's present state.",
                        List.of(),
                        List.of(
                                FeedGuide.Option.flag(
                                        PlayState.OPTION,
                                        "Load: make Play what the dump says, users and permissions included; what else Play has is deleted"))));
    }
}
