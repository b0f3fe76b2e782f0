package io.waybill.school.year;

import io.waybill.database.SqlText;
import io.waybill.delivery.Delivery;
import io.waybill.model.Notice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What becomes of the calendar's year and source when a step is undone, be it soon or after exports of the new year, or a backup is restored. */
public final class StepUndo {
    private static final String BEFORE = SqlText.of(StepUndo.class, "settings-before.sql");

    private StepUndo() {}

    /**
     * What the settings of a calendar were and are.
     *
     * @param era the current one before the step; null when the step has changed nothing of that
     * @param nextEra the current one since
     * @param groups how many groups that era has
     * @param source that the calendar followed before the step; null when the step has changed nothing of that
     * @param nextSource that it has followed since
     * @param later how many drops of other feeds have been delivered since
     */
    private record Settings(String era, String nextEra, long groups, String source, String nextSource, long later) {}

    /**
     * Which era is the current one again, and which system the calendar follows again.
     *
     * @param undone number of the waybill that is undone
     * @throws SQLException when the database refuses to tell
     */
    public static List<Notice> notices(Delivery delivery, long undone) throws SQLException {
        List<Notice> notices = new ArrayList<>();
        for (Settings settings : before(delivery.connection(), undone)) {
            String drops = since(settings.later);
            if (settings.era != null) {
                notices.add(new Notice(
                        "era-again",
                        settings.era + " is the current era again, in place of " + settings.nextEra
                                + (settings.groups == 0
                                        ? "."
                                        : ", which has " + settings.groups
                                                + (settings.groups == 1 ? " group." : " groups."))
                                + drops,
                        1));
            }
            if (settings.source != null) {
                notices.add(new Notice(
                        "source-again",
                        "The calendar follows " + settings.source + " again, in place of " + settings.nextSource + "."
                                + drops,
                        1));
            }
        }
        return notices;
    }

    /**
     * The same of a backup that is restored: nothing that has come since stays.
     *
     * @throws SQLException when the database refuses to tell
     */
    public static List<Notice> ofBackup(Delivery delivery) throws SQLException {
        List<Notice> notices = new ArrayList<>();
        String restored = delivery.relations()
                .template(StepUndo.class, "settings-restored.sql")
                .sql();
        try (Statement query = delivery.connection().createStatement();
                ResultSet row = query.executeQuery(restored)) {
            while (row.next()) {
                String era = row.getString("era");
                String source = row.getString("source");
                if (era != null && !era.equals(row.getString("next_era"))) {
                    notices.add(new Notice(
                            "era-again", era + " is the current era again" + replacing(row.getString("next_era")), 1));
                }
                if (source != null && !source.equals(row.getString("next_source"))) {
                    notices.add(new Notice(
                            "source-again",
                            "The calendar follows " + source + " again" + replacing(row.getString("next_source")),
                            1));
                }
            }
        }
        return notices;
    }

    private static String replacing(String next) {
        return next == null ? "." : ", in place of " + next + ".";
    }

    private static String since(long later) {
        if (later == 0) {
            return "";
        }
        return later == 1
                ? " Since then 1 drop has been delivered, and what it has brought stays: undo it as well, unless it is to stay."
                : " Since then " + later
                        + " drops have been delivered, and what they have brought stays: undo them as well,"
                        + " the latest first, unless it is to stay.";
    }

    private static List<Settings> before(Connection connection, long undone) throws SQLException {
        List<Settings> all = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(BEFORE)) {
            query.setLong(1, undone);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    all.add(new Settings(
                            row.getString("era"),
                            row.getString("next_era"),
                            row.getLong("groups"),
                            row.getString("source"),
                            row.getString("next_source"),
                            row.getLong("later")));
                }
            }
        }
        return all;
    }
}
