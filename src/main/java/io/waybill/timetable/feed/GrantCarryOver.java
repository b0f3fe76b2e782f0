package io.waybill.timetable.feed;

import io.waybill.delivery.Outcome;
import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.format.Position;
import io.waybill.match.DecisionStore;
import io.waybill.match.Decisions;
import io.waybill.match.ReferenceEntry;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.RejectedRow;
import io.waybill.timetable.SubjectRule;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.permission.Grant;
import io.waybill.timetable.permission.MatchedPermissions;
import io.waybill.timetable.permission.PermissionMatcher;
import io.waybill.timetable.permission.PermissionRow;
import io.waybill.timetable.permission.PermissionRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries Play's grants over in a refresh. Most find their subject by path, in SQL. Only for the others is the tree of
 * Live loaded, to try decisions and renames and to suggest candidates.
 */
final class GrantCarryOver {
    private static final String MODEL = "timetables.thingtag";
    private static final List<String> HEADER = List.of("subject", "user", "data");

    private final TimetableConfig config;
    private final DecisionStore decisions;

    GrantCarryOver(TimetableConfig config, DecisionStore decisions) {
        this.config = config;
        this.decisions = decisions;
    }

    /** A grant that has not found its subject. */
    private record Stray(long key, PermissionRow row, String subjectName, boolean heldByNoUser) {}

    void carry(TimetableSql sql, Outcome outcome) throws SQLException {
        sql.run("find-grants.sql");
        List<RejectedRow> rejected = new ArrayList<>();
        List<Stray> strays = new ArrayList<>();
        for (Stray stray : strays(sql)) {
            if (stray.heldByNoUser) {
                rejected.add(reject(stray));
            } else {
                strays.add(stray);
            }
        }
        MendableRows mendable = new MendableRows(MODEL, Origin.TARGET, List.of(), rejected, List.of());
        if (!strays.isEmpty()) {
            MatchedPermissions matched = match(sql, strays);
            resolve(sql, matched.grants());
            matched.rejected().forEach(row -> rejected.add(ofTarget(row)));
            outcome.used(matched.uses());
            matched.notices().forEach(notice -> noteRefresh(notice, outcome));
            mendable = new MendableRows(MODEL, Origin.TARGET, matched.answered(), rejected, matched.decisions());
        }
        outcome.mendable(PermissionMatcher.KIND, mendable);
        sql.run("carry-grants.sql");
        long grants = sql.number("count-grants.sql");
        long carried = sql.staged("thingtag");
        outcome.references("permissions", grants, rejected.size());
        outcome.count(MODEL, Origin.TARGET, grants, grants - carried - rejected.size(), rejected.size());
        long doubled = sql.number("count-doubled-grants.sql");
        if (doubled > 0) {
            outcome.notice(new Notice(
                    "duplicate-grant",
                    doubled
                            + " of Play's grants repeat the user and subject of another one; they are kept as they are.",
                    doubled));
        }
    }

    private List<Stray> strays(TimetableSql sql) throws SQLException {
        List<Stray> strays = new ArrayList<>();
        try (PreparedStatement query = sql.prepare("stray-grants.sql");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long key = row.getLong("old_id");
                strays.add(new Stray(
                        key,
                        new PermissionRow(
                                key,
                                row.getString("subject_path"),
                                row.getString("user_path"),
                                row.getString("user_data"),
                                null,
                                null),
                        row.getString("subject_fullname"),
                        row.getBoolean("held_by_no_user")));
            }
        }
        return strays;
    }

    private MatchedPermissions match(TimetableSql sql, List<Stray> strays) throws SQLException {
        List<ReferenceEntry> things = sql.things("live-things.sql");
        SubjectRule subjects = config.subjectRule(things);
        Map<String, String> names = new HashMap<>();
        strays.forEach(stray -> names.put(stray.row.subject(), stray.subjectName));
        Decisions decided = decisions.load(sql.connection(), config.system(), PermissionMatcher.KIND);
        PermissionMatcher matcher = new PermissionMatcher(
                PermissionMatcher.index(things, subjects),
                subjects,
                decided,
                config.renames().read(),
                config.users(),
                names::get,
                path -> false);
        return matcher.match(
                "Play", new PermissionRows(strays.stream().map(Stray::row).toList(), List.of()));
    }

    private static void resolve(TimetableSql sql, List<Grant> grants) throws SQLException {
        try (PreparedStatement update = sql.prepare("resolve-grant.sql")) {
            for (Grant grant : grants) {
                update.setLong(1, Long.parseLong(grant.subjectKey()));
                update.setLong(2, grant.line());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static RejectedRow reject(Stray stray) {
        PermissionRow row = stray.row;
        return new RejectedRow(
                PermissionMatcher.KIND,
                HEADER,
                List.of(row.subject(), row.user(), row.data() == null ? "" : row.data()),
                List.of(row.subject(), row.user()),
                List.of(row.user()),
                Position.of("Play's grant " + stray.key),
                "holder-not-a-user",
                "The holder of this grant is not a user, so the grant has no effect.",
                List.of(),
                null);
    }

    /**
     * Converts a reject of the matcher, whose positions are lines of a file: here the line is the key of a grant in
     * Play.
     */
    private static RejectedRow ofTarget(RejectedRow row) {
        return row.at(Position.of("Play's grant " + row.at().line()))
                .with(row.reason().replace("in the reference data", "in the Live dump"), row.candidates());
    }

    private static void noteRefresh(Notice notice, Outcome outcome) {
        String sentence = switch (notice.rule()) {
            case "decided-before" -> "of Play's grants went to the subject that was decided for them earlier.";
            case "dropped-as-decided-before" -> "of Play's grants were left out, as decided earlier.";
            case "renamed-subject" -> "of Play's grants went to their new path by the renames.";
            default -> null;
        };
        if (sentence != null) {
            outcome.notice(new Notice(notice.rule(), notice.count() + " " + sentence, notice.count()));
        }
    }
}
