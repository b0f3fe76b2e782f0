package io.waybill.merlin.feed;

import io.waybill.database.CopyTable;
import io.waybill.database.SqlTemplate;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.config.NoteRules;
import io.waybill.merlin.config.RolePlace;
import io.waybill.merlin.feed.WantedTable.Reference;
import io.waybill.merlin.value.MatchingKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Stages ladders, the organisation and its users: merges the wanted rows with those of the target, applies roles that change hands, and adds
 * what follows from them: snapshots of assignments and rights to imported notes.
 */
final class Organisation {
    private static final List<String> NAMED =
            List.of("ladder", "aspect", "level", "department", "organization", "chapter", "tribe", "team", "user");

    private final MerlinSql sql;
    private final MerlinConfig config;
    private final List<WantedTable> tables;
    private final Resolution resolution;
    private final StageTables stageTables;
    private long usersFollowed;

    /**
     * A role that changes hands.
     *
     * @param number of a row that gives the role to somebody, or clears it
     * @param place name of the organisation or tribe whose role it is
     * @param former name and address of the user who held it; null for nobody
     * @param holder the same of the user who will hold it; null for nobody
     */
    record Handover(long number, String role, String place, String former, String holder) {}

    /**
     * A role whose holder leaves.
     *
     * @param place name of the organisation or tribe whose role it is
     * @param holder name and address of the user
     * @param active whether the user is still active, and has only left the place
     */
    record RoleLeft(String role, String place, String holder, boolean active) {}

    /** @param tables the tables that have wanted rows */
    Organisation(
            MerlinSql sql,
            MerlinConfig config,
            List<WantedTable> tables,
            Resolution resolution,
            StageTables stageTables) {
        this.tables = tables;
        this.sql = sql;
        this.config = config;
        this.resolution = resolution;
        this.stageTables = stageTables;
    }

    /**
     * Stages all of it.
     *
     * @return the roles that change hands
     */
    List<Handover> stage() throws SQLException {
        choose();
        for (String model : NAMED) {
            if (sql.stages(model)) {
                stageTables.stage(model);
                sql.run("fill-" + model + ".sql");
            }
        }
        if (sql.stages("user")) {
            usersFollowed = sql.update(sql.template("users-followed.sql"));
        }
        if (tables.contains(WantedTable.CHAPTER)
                || tables.contains(WantedTable.TRIBE)
                || tables.contains(WantedTable.TEAM)) {
            sql.run("kept-organisation.sql");
        }
        if (tables.contains(WantedTable.USERS)) {
            sql.run("kept-user.sql");
            if (resolution.dated()) {
                sql.run("kept-moves.sql");
            }
        }
        List<Handover> handovers = roles();
        if (sql.stages("assignment")) {
            assignments();
        }
        if (sql.stages("access") && sql.stages("member")) {
            sql.run("access-of-led.sql");
        }
        return handovers;
    }

    private void choose() throws SQLException {
        for (WantedTable wanted : tables) {
            sql.run(of("staged-wanted.sql", wanted));
        }
        for (WantedTable wanted : tables) {
            for (Reference reference : wanted.references()) {
                if (resolution.isMade(reference)) {
                    sql.run(of("staged-made.sql", wanted)
                            .withSql("target", List.of(sql.target(wanted.model())))
                            .withList("keeps", reference.keeps() == null ? List.of() : List.of(reference.keeps()))
                            .withSql("column", List.of(reference.column()))
                            .withSql("kind", List.of(Resolution.literal(reference.kind()))));
                }
            }
        }
        if (resolution.dated()) {
            sql.run("staged-made-dated.sql");
        }
        sql.run("staged-following.sql");
        sql.run("roles-next.sql");
    }

    private SqlTemplate of(String file, WantedTable wanted) {
        return sql.template(file)
                .withSql("wanted", List.of(sql.work(wanted.table())))
                .withSql("model", List.of(Resolution.literal(wanted.model())));
    }

    private List<Handover> roles() throws SQLException {
        List<Handover> handovers = sql.query(
                sql.template("roles-changed.sql")
                        .withSql("becomes", List.of(sql.stages("user") ? sql.stage("user") : sql.target("user"))),
                row -> new Handover(
                        row.getLong("number"),
                        row.getString("role"),
                        row.getString("place"),
                        row.getString("former"),
                        row.getString("holder")));
        if (!handovers.isEmpty()) {
            for (RolePlace role : config.roles().places()) {
                if (sql.stages(role.model())) {
                    sql.run(of(sql, "roles-apply.sql", role).withSql("stage", List.of(sql.stage(role.model()))));
                }
            }
            if (sql.stages("committee") && sql.stages("member") && sql.stages("user")) {
                committees();
            }
        }
        return handovers;
    }

    /** The roles whose holders leave with this delivery. */
    List<RoleLeft> left() throws SQLException {
        if (!sql.stages("user")) {
            return List.of();
        }
        return sql.query(
                sql.template("roles-left.sql"),
                row -> new RoleLeft(
                        row.getString("role"),
                        row.getString("place"),
                        row.getString("holder"),
                        row.getBoolean("active")));
    }

    /**
     * Departments that follow from what rows say about something else.
     *
     * @param things how many tribes and teams they are of
     * @param users how many members of teams they are of
     */
    record Followed(long things, long users) {}

    /** The departments that follow from other changes of this delivery. */
    Followed followed() throws SQLException {
        return new Followed(sql.number(sql.template("things-followed.sql")), usersFollowed);
    }

    /** Loads who holds which role in the target. */
    static void loadRoles(MerlinConfig config, MerlinSql sql) throws SQLException {
        for (RolePlace role : config.roles().places()) {
            sql.run(of(sql, "roles-held.sql", role).withSql("target", List.of(sql.target(role.model()))));
        }
    }

    private static SqlTemplate of(MerlinSql sql, String file, RolePlace role) {
        return sql.template(file)
                .with("column", role.column())
                .withSql("name", List.of(Resolution.literal(role.column())))
                .withSql("model", List.of(Resolution.literal(role.model())));
    }

    private void committees() throws SQLException {
        sql.set("highest_committee", Long.toString(resolution.highest("committee")));
        sql.set("highest_member", Long.toString(resolution.highest("member")));
        sql.set(
                "committee_of_holder",
                config.roles()
                        .committees()
                        .ofHolder()
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
        sql.run("role-committees.sql");
        stageTables.stage("committee");
        sql.run("fill-committee.sql");
    }

    private void assignments() throws SQLException {
        sql.set("highest_assignment", Long.toString(resolution.highest("assignment")));
        if (resolution.dated()) {
            sql.run("assignments-dated.sql");
        }
        if (sql.stages("user")) {
            sql.run("assignments.sql");
        }
        if (sql.stages("user")) {
            sql.run("assignments-said.sql");
        }
        sql.run("assignments-of-teams.sql");
        sql.run("staged-assignment.sql");
        stageTables.known("assignment");
        sql.run("fill-assignment.sql");
        stageTables.fresh(
                "assignment",
                "fresh-assignment.sql",
                "user_id",
                "effective_date",
                "leader_id",
                "team_id",
                "tribe_id",
                "chapter_id",
                "department_id");
    }

    /** Stages the rights to notes, including new ones. */
    void access() throws SQLException {
        if (sql.stages("access")) {
            sql.set("highest_access", Long.toString(resolution.highest("access")));
            sql.run("staged-access.sql");
            stageTables.known("access");
            sql.run("fill-access.sql");
            stageTables.fresh(
                    "access",
                    "fresh-access.sql",
                    "note_id",
                    "user_id",
                    "can_view",
                    "can_edit",
                    "can_write_summary",
                    "can_write_feedback",
                    "can_view_feedbacks",
                    "can_view_summary");
        }
    }

    /** Marks all staged rows that change with the time of the delivery. */
    void touch() throws SQLException {
        for (String model : sql.staged()) {
            stageTables.touch(model);
        }
    }

    /** Writes what the mapping file says about departments, committees and rights into the working tables. */
    static void addRules(MerlinConfig config, MerlinSql sql) throws SQLException {
        CopyTable departments = new CopyTable("department_rule", "model", "category", "name", "key");
        Resolution.addDepartmentRules(config, departments);
        sql.send(departments);
        CopyTable places = new CopyTable("role_place", "model", "place_column", "role");
        config.roles()
                .places()
                .forEach(role -> places.set("model", role.model())
                        .set("place_column", role.column())
                        .set("role", role.name())
                        .add());
        sql.send(places);
        CopyTable committees = new CopyTable("role_committee", "role", "rank", "name", "key", "description");
        int rank = 0;
        for (String role : config.roles().names()) {
            String name = config.roles().committees().nameFor(role);
            committees
                    .set("role", role)
                    .set("rank", rank++)
                    .set("name", name)
                    .set("key", MatchingKey.of(name))
                    .set("description", config.roles().committees().descriptionFor(role))
                    .add();
        }
        sql.send(committees);
        CopyTable rights = new CopyTable(
                "access_rule",
                "who",
                "can_view",
                "can_edit",
                "can_write_summary",
                "can_write_feedback",
                "can_view_feedbacks",
                "can_view_summary");
        addRights(rights, "owner", config.notes().access().owner());
        addRights(rights, "leader", config.notes().access().leader());
        addRights(rights, "agile_coach", config.notes().access().agileCoach());
        sql.send(rights);
    }

    private static void addRights(CopyTable table, String who, Set<String> rights) {
        table.set("who", who);
        NoteRules.RIGHTS.forEach(right -> table.set(right, rights.contains(right)));
        table.add();
    }
}
