package io.waybill.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.model.FeedName;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts a waybill's entry together from the tables of the ledger. Safe for use by several threads. */
final class EntryReader {
    private final ObjectMapper json = new ObjectMapper();

    /** The entry of a row of {@code waybill.sql}; its other tables are read on the same connection. */
    LedgerEntry of(Connection connection, ResultSet row) throws SQLException {
        long number = row.getLong("number");
        return new LedgerEntry(
                number,
                WaybillKind.ofWord(row.getString("kind")),
                new FeedName(row.getString("system"), row.getString("feed")),
                State.ofWord(row.getString("state")),
                row.getString("message"),
                new LedgerEntry.DroppedFile(
                        row.getString("file_name"), row.getLong("file_size"), row.getString("file_sha256")),
                new LedgerEntry.Request(
                        row.getString("requested_by"),
                        row.getBoolean("preview"),
                        row.getString("token"),
                        options(row.getString("options"))),
                new LedgerEntry.Times(
                        LedgerQuery.instant(row, "claimed_at"),
                        LedgerQuery.instant(row, "finished_at"),
                        LedgerQuery.rows(
                                connection,
                                "steps.sql",
                                number,
                                step -> new LedgerEntry.Step(
                                        State.ofWord(step.getString("state")), LedgerQuery.instant(step, "at")))),
                new LedgerEntry.Run(
                        row.getString("waybill_version"),
                        row.getString("claimed_by"),
                        row.getString("configuration"),
                        row.getInt("attempts"),
                        row.getInt("progress")),
                new LedgerEntry.Links((Long) row.getObject("same_as"), (Long) row.getObject("refers_to"), (Long)
                        row.getObject("undone_by")),
                cancellation(row),
                new ReviewedPlan(
                        LedgerQuery.rows(connection, "plans.sql", number, EntryReader::table),
                        LedgerQuery.rows(connection, "guards.sql", number, EntryReader::guard),
                        LedgerQuery.rows(connection, "verdicts.sql", number, EntryReader::verdict)),
                new Results(
                        LedgerQuery.rows(connection, "counts.sql", number, EntryReader::tally),
                        LedgerQuery.rows(connection, "notices.sql", number, EntryReader::notice),
                        LedgerQuery.rows(connection, "reject-counts.sql", number, EntryReader::rejects),
                        LedgerQuery.rows(connection, "check-results.sql", number, EntryReader::check),
                        tree(row.getString("comparison")),
                        LedgerQuery.rows(connection, "files.sql", number, EntryReader::file)),
                new LedgerEntry.Recovery(
                        LedgerQuery.rows(connection, "backups.sql", number, EntryReader::backup),
                        LedgerQuery.instant(row, "journal_pruned_at")));
    }

    private static LedgerEntry.Cancellation cancellation(ResultSet row) throws SQLException {
        Instant at = LedgerQuery.instant(row, "cancelled_at");
        return at == null
                ? null
                : new LedgerEntry.Cancellation(row.getString("cancelled_by"), row.getString("cancel_reason"), at);
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(row.getString("rule"), row.getString("sentence"), row.getLong("count"));
    }

    private static Results.RejectCount rejects(ResultSet row) throws SQLException {
        return new Results.RejectCount(
                row.getString("kind"), row.getString("rule"), row.getString("state"), row.getLong("rejects"));
    }

    private static FileEntry file(ResultSet row) throws SQLException {
        return new FileEntry(
                FileEntry.Role.ofWord(row.getString("role")),
                row.getString("path"),
                row.getLong("size"),
                row.getString("sha256"));
    }

    private static ReviewedPlan.TableLine table(ResultSet row) throws SQLException {
        String schema = row.getString("table_schema");
        String name = row.getString("table_name");
        return new ReviewedPlan.TableLine(
                schema.equals("public") ? name : schema + "." + name,
                row.getString("model"),
                row.getLong("rows_before"),
                row.getLong("inserted"),
                row.getLong("updated"),
                row.getLong("retired"),
                row.getLong("deleted"),
                row.getLong("unchanged"),
                row.getString("fingerprint"));
    }

    private static ReviewedPlan.GuardLine guard(ResultSet row) throws SQLException {
        return new ReviewedPlan.GuardLine(
                row.getString("guard"),
                row.getString("subject"),
                row.getLong("measured"),
                row.getLong("of_all"),
                row.getString("most"),
                row.getBoolean("tripped"),
                row.getString("sentence"));
    }

    private static Results.CheckLine check(ResultSet row) throws SQLException {
        return new Results.CheckLine(
                row.getString("name"),
                row.getString("severity").equals("error"),
                row.getString("sentence"),
                row.getLong("rows"),
                List.of((String[]) row.getArray("examples").getArray()),
                row.getLong("milliseconds"),
                row.getString("failure"));
    }

    private static LedgerEntry.BackupLine backup(ResultSet row) throws SQLException {
        return new LedgerEntry.BackupLine(
                row.getString("id"),
                row.getString("path"),
                row.getLong("size"),
                row.getLong("all_rows"),
                LedgerQuery.instant(row, "removed_at"));
    }

    private static ReviewedPlan.Verdict verdict(ResultSet row) throws SQLException {
        return new ReviewedPlan.Verdict(
                row.getString("verdict").equals("approved"),
                row.getString("fingerprint"),
                row.getString("by"),
                row.getString("note"),
                LedgerQuery.instant(row, "at"));
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(
                row.getString("subject"),
                Tally.Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                row.getLong("read"),
                row.getLong("inserted"),
                row.getLong("updated"),
                row.getLong("retired"),
                row.getLong("deleted_by_key"),
                row.getLong("unchanged"),
                row.getLong("filtered"),
                row.getLong("rejected"),
                row.getLong("removed"));
    }

    private Map<String, String> options(String text) throws SQLException {
        try {
            return json.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("the options of a waybill are not a JSON object of strings", e);
        }
    }

    private JsonNode tree(String text) throws SQLException {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("the comparison of a waybill is not JSON", e);
        }
    }
}
