package io.waybill.merlin.feed;

import io.waybill.delivery.SqlTemplate;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.config.Role;
import io.waybill.merlin.feed.WantedTable.Reference;
import io.waybill.merlin.value.MatchingKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Ladders, the organisation and its users as they will be: the wanted rows laid over those of the target, roles that change hands, and
 * what follows from it: snapshots of assignments, rights to imported notes.
 */
final class Organisation {
    private static final List<String> NAMED =
            List.of("ladder", "aspect", "level", "department", "organization", "chapter", "tribe", "team", "user");

    private final MerlinSql sql;
    private final MerlinConfig config;
    private final List<WantedTable> tables;
    private final Resolution resolution;
    private final Staging staging;

    /**
     * A role that changes hands.
     *
     * @param number of the row that says so
     * @param place whose role it is, by name
     * @param former key of who held it; null for nobody
     * @param holder key of who is to hold it
     */
    record Handover(long number, String role, String place, Long former, long holder) {}

    /** @param tables those of wanted rows that have any */
    Organisation(MerlinSql sql, MerlinConfig config, List<WantedTable> tables, Resolution resolution, Staging staging) {
        this.tables = tables;
        this.sql = sql;
        this.config = config;
        this.resolution = resolution;
        this.staging = staging;
    }

    /** Stages all of it; roles that change hands are told. */
    List<Handover> stage() throws SQLException {
        choose();
        for (String model : NAMED) {
            if (sql.stages(model)) {
                staging.stage(model);
                sql.run("fill-" + model + ".sql");
            }
        }
        if (tables.contains(WantedTable.CHAPTER)
                || tables.contains(WantedTable.TRIBE)
                || tables.contains(WantedTable.TEAM)) {
            sql.run("kept-organisation.sql");
        }
        if (tables.contains(WantedTable.USERS)) {
            sql.run("kept-user.sql");
        }
        List<Handover> handovers = sql.stages("member") ? roles() : List.of();
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
                if (resolution.isMade(reference.kind())) {
                    sql.run(of("staged-made.sql", wanted)
                            .withSql("column", List.of(reference.column()))
                            .withSql("kind", List.of(Resolution.literal(reference.kind()))));
                }
            }
        }
        sql.run("staged-roles.sql");
    }

    private SqlTemplate of(String file, WantedTable wanted) {
        return sql.template(file)
                .withSql("wanted", List.of(sql.work(wanted.table())))
                .withSql("model", List.of(Resolution.literal(wanted.model())));
    }

    private List<Handover> roles() throws SQLException {
        List<Handover> handovers = new ArrayList<>();
        for (Role role : config.roles().all()) {
            SqlTemplate changed = of("roles-changed.sql", role).withSql("target", List.of(sql.target(role.model())));
            handovers.addAll(sql.query(
                    changed,
                    row -> new Handover(
                            row.getLong("number"),
                            row.getString("role"),
                            row.getString("place"),
                            (Long) row.getObject("former"),
                            row.getLong("holder"))));
            sql.run(of("roles-apply.sql", role).withSql("stage", List.of(sql.stage(role.model()))));
        }
        committees();
        return handovers;
    }

    private SqlTemplate of(String file, Role role) {
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
        staging.stage("committee");
        sql.run("fill-committee.sql");
    }

    private void assignments() throws SQLException {
        sql.set("highest_assignment", Long.toString(resolution.highest("assignment")));
        if (sql.stages("user") && sql.stages("member")) {
            sql.run("assignments.sql");
        }
        sql.run("assignments-of-teams.sql");
        sql.run("staged-assignment.sql");
        staging.known("assignment");
        sql.run("fill-assignment.sql");
        staging.fresh(
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

    /** Rights to notes, those of new ones included. */
    void access() throws SQLException {
        if (sql.stages("access")) {
            sql.set("highest_access", Long.toString(resolution.highest("access")));
            sql.run("staged-access.sql");
            staging.known("access");
            sql.run("fill-access.sql");
            staging.fresh(
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

    /** Whatever was staged by now bears the moment of its change. */
    void touch() throws SQLException {
        for (String model : sql.staged()) {
            staging.touch(model);
        }
    }

    /** What a file of the mapping says, for the working tables. */
    static void addRules(MerlinConfig config, MerlinSql sql) throws SQLException {
        CopyLines departments = new CopyLines();
        Resolution.addDepartmentRules(config, departments);
        send(sql, departments, "department_rule", "model", "category", "name", "key");
        CopyLines committees = new CopyLines();
        config.roles().names().forEach(role -> {
            String name = config.roles().committees().nameFor(role);
            committees.add(
                    role,
                    name,
                    MatchingKey.of(name),
                    config.roles().committees().descriptionFor(role));
        });
        send(sql, committees, "role_committee", "role", "name", "key", "description");
        CopyLines rights = new CopyLines();
        addRights(rights, "owner", config.notes().access().owner());
        addRights(rights, "leader", config.notes().access().leader());
        addRights(rights, "agile_coach", config.notes().access().agileCoach());
        send(
                sql,
                rights,
                "access_rule",
                "who",
                "can_view",
                "can_edit",
                "can_write_summary",
                "can_write_feedback",
                "can_view_feedbacks",
                "can_view_summary");
    }

    private static void addRights(CopyLines lines, String who, Set<String> rights) {
        lines.add(
                who,
                rights.contains("can_view"),
                rights.contains("can_edit"),
                rights.contains("can_write_summary"),
                rights.contains("can_write_feedback"),
                rights.contains("can_view_feedbacks"),
                rights.contains("can_view_summary"));
    }

    private static void send(MerlinSql sql, CopyLines lines, String table, String... columns) throws SQLException {
        lines.send(
                sql.connection(),
                sql.template("copy-wanted.sql")
                        .withSql("table", List.of(table))
                        .withSql("columns", List.of(columns))
                        .sql());
    }
}
