package io.waybill.merlin.feed;

import io.waybill.database.SqlTemplate;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.history.HistoryRules;
import io.waybill.merlin.history.Ladder;
import io.waybill.merlin.history.Ladders;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stages the events of users' histories, their snapshots and their notes. */
final class History {
    private final MerlinSql sql;
    private final MerlinConfig config;
    private final MerlinOptions options;
    private final Resolution resolution;
    private final StageTables stageTables;

    History(MerlinSql sql, MerlinConfig config, MerlinOptions options, Resolution resolution, StageTables stageTables) {
        this.sql = sql;
        this.config = config;
        this.options = options;
        this.resolution = resolution;
        this.stageTables = stageTables;
    }

    void stage() throws SQLException {
        sql.set("events_with_note", String.join(",", config.notes().events()));
        sql.set("proposal_type", config.notes().proposalType());
        sql.run("events-persons.sql");
        HistoryRules rules = new HistoryRules(config, ladders(), bands(), options.updateExisting());
        EventOutcomeRows outcomes = new EventOutcomeRows(sql, resolution);
        HistoryDays days = new HistoryDays(rules, outcomes);
        sql.each(
                sql.template("events-by-user.sql").withSql("default.type", List.of(defaultOf("note", "type"))),
                days::row);
        days.end();
        outcomes.send();
        sql.set("highest_band", Long.toString(resolution.highest("band")));
        sql.run(listed(sql.template("history-stage.sql"), "event", "compensation", "seniority")
                .withSql("default.visibility_mask", List.of(defaultOf("event", "visibility_mask"))));
        notes();
    }

    private void notes() throws SQLException {
        sql.run(sql.template("notes-follow.sql").withSql("default.type", List.of(defaultOf("note", "type"))));
        sql.set("highest_note", Long.toString(resolution.highest("note")));
        sql.set("highest_summary", Long.toString(resolution.highest("summary")));
        sql.run(sql.template("notes-stage.sql").withSql("default.type", List.of(defaultOf("note", "type"))));
        stageTables.known("note");
        stageTables.known("summary");
        sql.run("fill-note.sql");
        sql.run("fill-note-followed.sql");
        stageTables.fresh("note", "fresh-note.sql", "title", "content", "date", "owner_id", "proposal_type");
        stageTables.fresh("summary", "fresh-summary.sql", "content", "committee_date", "note_id");
        sql.run("access-of-notes.sql");
    }

    private SqlTemplate listed(SqlTemplate template, String... models) {
        SqlTemplate listed = template;
        for (String model : models) {
            listed = listed.withList(model, config.models().of(model).columns());
        }
        return listed;
    }

    private String defaultOf(String model, String column) {
        return Resolution.literal(
                config.models().of(model).defaults().byColumn().get(column));
    }

    private Ladders ladders() throws SQLException {
        record AspectOfLadder(String ladder, String code, Ladder.Aspect aspect) {}
        Map<String, Map<String, Ladder.Aspect>> ladders = new LinkedHashMap<>();
        sql.query(
                        sql.template("ladders-now.sql"),
                        row -> new AspectOfLadder(
                                row.getString("ladder"),
                                row.getString("code"),
                                new Ladder.Aspect(row.getString("name"), (Integer) row.getObject("lowest"), (Integer)
                                        row.getObject("highest"))))
                .forEach(each -> {
                    Map<String, Ladder.Aspect> aspects =
                            ladders.computeIfAbsent(each.ladder, code -> new LinkedHashMap<>());
                    if (each.code != null) {
                        aspects.put(each.code, each.aspect);
                    }
                });
        return new Ladders(ladders.entrySet().stream()
                .map(each -> new Ladder(each.getKey(), each.getValue()))
                .toList());
    }

    private List<BigDecimal> bands() throws SQLException {
        return sql.query(sql.template("bands.sql"), row -> new BigDecimal(row.getString(1)));
    }
}
