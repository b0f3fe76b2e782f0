package io.waybill.merlin.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.database.CopyTable;
import io.waybill.format.Fault;
import io.waybill.format.WrittenText;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.config.RolePlace;
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
import io.waybill.merlin.value.ParsedCell;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes typed rows into the working tables. */
final class WantedRows {
    private static final String KEY = "_key";
    /** The things that rows refer to by a name which a row of the feed gives. */
    private static final Map<MerlinFeed, String> KINDS = Map.of(
            MerlinFeed.ORGANIZATIONS,
            "organization",
            MerlinFeed.CHAPTERS,
            "chapter",
            MerlinFeed.TRIBES,
            "tribe",
            MerlinFeed.TEAMS,
            "team",
            MerlinFeed.USERS,
            "user");

    private final MerlinSql sql;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, CopyTable> tables = new LinkedHashMap<>();
    private final Set<String> filled = new TreeSet<>();
    private boolean dated;

    WantedRows(MerlinSql sql) {
        this.sql = sql;
        table("wanted_ladder", "number", "line", "code", "key", "name", "description");
        table(
                "wanted_aspect",
                "number",
                "line",
                "ladder",
                "ladder_key",
                "code",
                "code_key",
                "name",
                "persian",
                "place");
        table(
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
        table("wanted_organization", "number", "line", "name", "key", "description");
        table(
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
        table(
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
        table(
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
        table(
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
                "effective",
                "former",
                "former_key");
        table("row_file", "first", "name");
        table("rejected_name", "kind", "key");
        table("row_fault", "number", "field", "rule", "found", "expected", "advice");
        table("wanted_event", "number", "line", "email", "key", "type", "date", "facts", "score_differs");
    }

    private void table(String name, String... columns) {
        tables.put(name, new CopyTable(name, columns));
    }

    /**
     * Adds a row.
     *
     * @param row a typed row, of any feed
     */
    void add(long number, long line, Object row) {
        if (row instanceof LadderRow ladder) {
            add(number, line, ladder);
        } else if (row instanceof OrganizationRow organization) {
            named("wanted_organization", number, line, organization.name())
                    .set("description", organization.description().asText())
                    .add();
        } else if (row instanceof ChapterRow chapter) {
            CopyTable to = named("wanted_chapter", number, line, chapter.name());
            to.set("description", chapter.description().asText());
            setPerson(to, "leader", chapter.leader());
            setName(to, "department", chapter.department());
            to.add();
        } else if (row instanceof TribeRow tribe) {
            CopyTable to = named("wanted_tribe", number, line, tribe.name());
            to.set("description", tribe.description().asText());
            to.set("category", tribe.category().asText());
            setPerson(to, "engineering", tribe.engineeringDirector());
            setPerson(to, "product", tribe.productDirector());
            setName(to, "department", tribe.department());
            to.add();
        } else if (row instanceof TeamRow team) {
            CopyTable to = named("wanted_team", number, line, team.name());
            to.set("description", team.description().asText());
            to.set("category", team.category().asText());
            setName(to, "tribe", team.tribe());
            setPerson(to, "leader", team.leader());
            setName(to, "department", team.department());
            to.add();
        } else if (row instanceof UserRow user) {
            add(number, line, user);
        } else if (row instanceof HistoryRow event) {
            add(number, line, event);
        } else {
            throw new IllegalArgumentException("Not a row of Merlin: " + row);
        }
    }

    /** Adds a file whose rows follow. */
    void addFile(long first, String name) {
        tables.get("row_file").set("first", first).set("name", name).add();
    }

    /**
     * Adds what a row that is wrong in itself is about.
     *
     * @param name as the row has it; blank for nothing
     */
    void addRejected(MerlinFeed feed, String name) {
        String kind = KINDS.get(feed);
        if (kind != null && !name.isBlank()) {
            String text = WrittenText.of(name);
            String key = feed == MerlinFeed.USERS && Email.parse(text) instanceof ParsedCell.Value<Email> email
                    ? email.value().key()
                    : MatchingKey.of(text);
            tables.get("rejected_name").set("kind", kind).set("key", key).add();
        }
    }

    /** Adds what is wrong with a row in itself. */
    void refuse(long number, List<Fault> faults) {
        CopyTable to = tables.get("row_fault");
        for (Fault fault : faults) {
            to.set("number", number)
                    .set("field", fault.field() == null ? "" : fault.field())
                    .set("rule", fault.rule())
                    .set("found", fault.found())
                    .set("expected", fault.expected())
                    .set("advice", fault.advice())
                    .add();
        }
    }

    private void add(long number, long line, LadderRow row) {
        if (row.ladder() != null) {
            row("wanted_ladder", number, line)
                    .set("code", row.code())
                    .set("key", MatchingKey.of(row.code()))
                    .set("name", row.ladder().name().asText())
                    .set("description", row.ladder().description().asText())
                    .add();
        }
        if (row.aspect() != null) {
            row("wanted_aspect", number, line)
                    .set("ladder", row.code())
                    .set("ladder_key", MatchingKey.of(row.code()))
                    .set("code", row.aspect().code())
                    .set("code_key", MatchingKey.of(row.aspect().code()))
                    .set("name", row.aspect().name().asText())
                    .set("persian", row.aspect().persian().asText())
                    .set("place", row.aspect().order().asText())
                    .add();
        }
        if (row.level() != null) {
            row("wanted_level", number, line)
                    .set("ladder", row.code())
                    .set("ladder_key", MatchingKey.of(row.code()))
                    .set("aspect", row.level().aspect())
                    .set("code_key", MatchingKey.of(row.level().aspect()))
                    .set("level", row.level().level())
                    .set("stage", row.level().stage().stored())
                    .set("weight", row.level().weight())
                    .add();
        }
    }

    private void add(long number, long line, UserRow user) {
        CopyTable to = row("wanted_user", number, line);
        to.set("email", user.email().text()).set("key", user.email().key());
        to.set("name", user.name().asText());
        to.set("gmail", user.gmail().map(Email::text).asText());
        to.set("phone", user.phone().asText());
        setName(to, "team", user.team());
        setName(to, "tribe", user.tribe());
        setName(to, "chapter", user.chapter());
        setName(to, "organization", user.organization());
        setPerson(to, "leader", user.leader());
        setPerson(to, "coach", user.agileCoach());
        RolePlace role = user.role().orNull();
        to.set("role", user.role().map(RolePlace::name).asText());
        if (role != null) {
            to.set("role_model", role.model()).set("role_column", role.column());
        }
        dated |= user.effectiveDate() != null;
        to.set("active", user.active()).set("effective", user.effectiveDate());
        if (user.former() != null) {
            to.set("former", user.former()).set("former_key", user.former().toLowerCase(Locale.ROOT));
        }
        to.add();
    }

    private void add(long number, long line, HistoryRow event) {
        row("wanted_event", number, line)
                .set("email", event.user().text())
                .set("key", event.user().key())
                .set("type", event.type().name())
                .set("date", event.date())
                .set("facts", facts(event))
                .set("score_differs", event.scoreDisagrees())
                .add();
    }

    private CopyTable row(String table, long number, long line) {
        return tables.get(table).set("number", number).set("line", line);
    }

    private CopyTable named(String table, long number, long line, String name) {
        return row(table, number, line).set("name", name).set("key", MatchingKey.of(name));
    }

    private static void setName(CopyTable to, String column, Cell<String> cell) {
        String name = cell.orNull();
        to.set(column, cell.asText()).set(column + KEY, name == null ? null : MatchingKey.of(name));
    }

    private static void setPerson(CopyTable to, String column, Cell<Email> cell) {
        Email email = cell.orNull();
        to.set(column, cell.map(Email::text).asText()).set(column + KEY, email == null ? null : email.key());
    }

    private String facts(HistoryRow event) {
        try {
            return json.writeValueAsString(event.facts());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Numbers and texts can be written as JSON", e);
        }
    }

    /** Sends what was added. */
    void send() throws SQLException {
        for (CopyTable table : tables.values()) {
            if (!table.isEmpty()) {
                sql.send(table);
                filled.add(table.table());
            }
        }
    }

    /** Whether any row of a user has the day from which it counts. */
    boolean dated() {
        return dated;
    }

    /** The tables, without schema, that any row was sent to. */
    Set<String> filled() {
        return filled;
    }

    /** Updates the planner's statistics once all rows are sent. */
    void analyze() throws SQLException {
        for (String table : filled) {
            sql.run(sql.template("analyze-wanted.sql").withSql("table", List.of(table)));
        }
    }
}
