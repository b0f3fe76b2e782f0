package io.waybill.merlin.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.format.Fault;
import io.waybill.merlin.row.ChapterRow;
import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.row.LadderRow;
import io.waybill.merlin.row.OrganizationRow;
import io.waybill.merlin.row.TeamRow;
import io.waybill.merlin.row.TribeRow;
import io.waybill.merlin.row.UserRow;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.MatchingKey;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes typed rows into the working tables. */
final class WantedRows {
    private final MerlinSql sql;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Set<String> filled = new TreeSet<>();

    private record Lane(String copy, CopyLines lines) {}

    WantedRows(MerlinSql sql) {
        this.sql = sql;
        lane("wanted_ladder", "number", "line", "code", "key", "name", "description");
        lane("wanted_aspect", "number", "line", "ladder", "ladder_key", "code", "code_key", "name", "place");
        lane(
                "wanted_level",
                "number",
                "line",
                "ladder",
                "ladder_key",
                "aspect",
                "code_key",
                "level",
                "stage",
                "weight");
        lane("wanted_organization", "number", "line", "name", "key", "description");
        lane(
                "wanted_chapter",
                "number",
                "line",
                "name",
                "key",
                "description",
                "leader",
                "leader_key",
                "department",
                "department_key");
        lane(
                "wanted_tribe",
                "number",
                "line",
                "name",
                "key",
                "description",
                "category",
                "engineering",
                "engineering_key",
                "product",
                "product_key",
                "department",
                "department_key");
        lane(
                "wanted_team",
                "number",
                "line",
                "name",
                "key",
                "description",
                "tribe",
                "tribe_key",
                "category",
                "leader",
                "leader_key",
                "department",
                "department_key");
        lane(
                "wanted_user",
                "number",
                "line",
                "email",
                "key",
                "name",
                "gmail",
                "phone",
                "team",
                "team_key",
                "tribe",
                "tribe_key",
                "chapter",
                "chapter_key",
                "leader",
                "leader_key",
                "coach",
                "coach_key",
                "role",
                "role_model",
                "role_column",
                "organization",
                "organization_key",
                "active",
                "effective");
        lane("fate", "number", "field", "rule", "found", "expected", "advice");
        lane("wanted_event", "number", "line", "email", "key", "type", "date", "facts");
    }

    private void lane(String table, String... columns) {
        lanes.put(
                table,
                new Lane(
                        sql.template("copy-wanted.sql")
                                .withSql("table", List.of(table))
                                .withSql("columns", List.of(columns))
                                .sql(),
                        new CopyLines()));
    }

    /** @param row a typed row, of any feed */
    void add(long number, long line, Object row) {
        if (row instanceof LadderRow ladder) {
            add(number, line, ladder);
        } else if (row instanceof OrganizationRow organization) {
            to(
                    "wanted_organization",
                    number,
                    line,
                    organization.name(),
                    key(organization.name()),
                    text(organization.description()));
        } else if (row instanceof ChapterRow chapter) {
            to(
                    "wanted_chapter",
                    number,
                    line,
                    chapter.name(),
                    key(chapter.name()),
                    text(chapter.description()),
                    address(chapter.leader()),
                    addressKey(chapter.leader()),
                    text(chapter.department()),
                    nameKey(chapter.department()));
        } else if (row instanceof TribeRow tribe) {
            to(
                    "wanted_tribe",
                    number,
                    line,
                    tribe.name(),
                    key(tribe.name()),
                    text(tribe.description()),
                    text(tribe.category()),
                    address(tribe.engineeringDirector()),
                    addressKey(tribe.engineeringDirector()),
                    address(tribe.productDirector()),
                    addressKey(tribe.productDirector()),
                    text(tribe.department()),
                    nameKey(tribe.department()));
        } else if (row instanceof TeamRow team) {
            to(
                    "wanted_team",
                    number,
                    line,
                    team.name(),
                    key(team.name()),
                    text(team.description()),
                    text(team.tribe()),
                    nameKey(team.tribe()),
                    text(team.category()),
                    address(team.leader()),
                    addressKey(team.leader()),
                    text(team.department()),
                    nameKey(team.department()));
        } else if (row instanceof UserRow user) {
            add(number, line, user);
        } else if (row instanceof HistoryRow event) {
            to(
                    "wanted_event",
                    number,
                    line,
                    event.user().text(),
                    event.user().key(),
                    event.type().name(),
                    event.date(),
                    facts(event));
        } else {
            throw new IllegalArgumentException("No row of Merlin's: " + row);
        }
    }

    /** What is wrong with a row in itself. */
    void refuse(long number, List<Fault> faults) {
        for (Fault fault : faults) {
            to(
                    "fate",
                    number,
                    fault.field() == null ? "" : fault.field(),
                    fault.rule(),
                    fault.found(),
                    fault.expected(),
                    fault.advice());
        }
    }

    private void add(long number, long line, LadderRow row) {
        if (row.ladder() != null) {
            to(
                    "wanted_ladder",
                    number,
                    line,
                    row.code(),
                    key(row.code()),
                    text(row.ladder().name()),
                    text(row.ladder().description()));
        }
        if (row.aspect() != null) {
            to(
                    "wanted_aspect",
                    number,
                    line,
                    row.code(),
                    key(row.code()),
                    row.aspect().code(),
                    key(row.aspect().code()),
                    text(row.aspect().name()),
                    text(row.aspect().order()));
        }
        if (row.level() != null) {
            to(
                    "wanted_level",
                    number,
                    line,
                    row.code(),
                    key(row.code()),
                    row.level().aspect(),
                    key(row.level().aspect()),
                    row.level().level(),
                    row.level().stage().stored(),
                    row.level().weight());
        }
    }

    private void add(long number, long line, UserRow user) {
        to(
                "wanted_user",
                number,
                line,
                user.email().text(),
                user.email().key(),
                text(user.name()),
                address(user.gmail()),
                text(user.phone()),
                text(user.team()),
                nameKey(user.team()),
                text(user.tribe()),
                nameKey(user.tribe()),
                text(user.chapter()),
                nameKey(user.chapter()),
                address(user.leader()),
                addressKey(user.leader()),
                address(user.agileCoach()),
                addressKey(user.agileCoach()),
                user.role() == null ? null : user.role().name(),
                user.role() == null ? null : user.role().model(),
                user.role() == null ? null : user.role().column(),
                text(user.organization()),
                nameKey(user.organization()),
                user.active(),
                user.effectiveDate());
    }

    private void to(String table, Object... values) {
        lanes.get(table).lines.add(values);
    }

    /** Sends what was added. */
    void send() throws SQLException {
        for (Map.Entry<String, Lane> lane : lanes.entrySet()) {
            CopyLines lines = lane.getValue().lines;
            if (!lines.isEmpty()) {
                lines.send(sql.connection(), lane.getValue().copy);
                filled.add(lane.getKey());
            }
        }
    }

    /** The tables, without schema, into which any row was sent. */
    Set<String> filled() {
        return filled;
    }

    /** All is sent: the database looks at how much it is, and plans with that. */
    void analyze() throws SQLException {
        for (String table : filled) {
            sql.run(sql.template("analyze-wanted.sql").withSql("table", List.of(table)));
        }
    }

    private String facts(HistoryRow event) {
        try {
            return json.writeValueAsString(event.facts());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Numbers and texts can be written as JSON", e);
        }
    }

    private static String key(String name) {
        return MatchingKey.of(name);
    }

    private static String text(Cell<?> cell) {
        return cell.asText();
    }

    private static String nameKey(Cell<String> cell) {
        return cell.orNull() == null ? null : MatchingKey.of(cell.orNull());
    }

    private static String address(Cell<Email> cell) {
        return cell.map(Email::text).asText();
    }

    private static String addressKey(Cell<Email> cell) {
        return cell.orNull() == null ? null : cell.orNull().key();
    }
}
