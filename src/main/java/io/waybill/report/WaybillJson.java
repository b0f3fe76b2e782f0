package io.waybill.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.LedgerEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A waybill as programs read it: {@code waybill.json} in the archive and {@code /api/waybills}. Safe for use by several threads. */
public final class WaybillJson {
    private final ZoneId zone;
    private final ObjectMapper json = new ObjectMapper();

    /** @param zone for the offset of times */
    public WaybillJson(ZoneId zone) {
        this.zone = requireNonNull(zone, "zone");
    }

    /** The page as one JSON object, indented, times in ISO 8601 with the zone's offset. */
    public String page(LedgerEntry page) {
        ObjectNode root = json.createObjectNode();
        root.put("waybill", page.number());
        root.put("system", page.feed().system());
        root.put("feed", page.feed().feed());
        root.put("state", page.state().word());
        root.put("preview", page.request().preview());
        root.put("message", page.message());
        root.put("sameAs", page.links().sameAs());
        root.put("kind", page.kind().word());
        root.put("refersTo", page.links().refersTo());
        root.put("undoneBy", page.links().undoneBy());
        root.put("requestedBy", page.request().by());
        root.put("journalPrunedAt", iso(page.recovery().journalPrunedAt()));
        ObjectNode file = root.putObject("file");
        file.put("name", page.file().name());
        file.put("size", page.file().size());
        file.put("sha256", page.file().sha256());
        root.put("configuration", page.run().configuration());
        ObjectNode options = root.putObject("options");
        page.request().options().forEach(options::put);
        root.put("waybillVersion", page.run().version());
        root.put("claimedBy", page.run().account());
        root.put("claimedAt", iso(page.times().claimedAt()));
        root.put("finishedAt", iso(page.times().finishedAt()));
        root.put("attempts", page.run().attempts());
        root.put("progress", page.run().progress());
        ArrayNode steps = root.putArray("steps");
        page.times()
                .steps()
                .forEach(step ->
                        steps.addObject().put("state", step.state().word()).put("at", iso(step.at())));
        ArrayNode counts = root.putArray("counts");
        page.results().counts().forEach(tally -> {
            ObjectNode count = counts.addObject();
            count.put("subject", tally.subject());
            count.put("origin", tally.origin().name().toLowerCase(Locale.ROOT));
            tally.byWord().forEach(count::put);
        });
        plan(root, page);
        root.set("comparison", page.results().comparison());
        ArrayNode notices = root.putArray("notices");
        page.results()
                .notices()
                .forEach(notice -> notices.addObject()
                        .put("rule", notice.rule())
                        .put("sentence", notice.sentence())
                        .put("count", notice.count()));
        ArrayNode rejects = root.putArray("rejects");
        page.results()
                .rejects()
                .forEach(reject -> rejects.addObject()
                        .put("kind", reject.kind())
                        .put("rule", reject.rule())
                        .put("state", reject.state())
                        .put("count", reject.count()));
        ArrayNode checks = root.putArray("checks");
        page.results().checks().forEach(check -> {
            ObjectNode each = checks.addObject();
            each.put("name", check.name())
                    .put("severity", check.error() ? "error" : "warning")
                    .put("sentence", check.sentence())
                    .put("rows", check.rows())
                    .put("milliseconds", check.milliseconds())
                    .put("failure", check.failure());
            ArrayNode examples = each.putArray("examples");
            check.examples().forEach(examples::add);
        });
        ArrayNode backups = root.putArray("backups");
        page.recovery()
                .backups()
                .forEach(backup -> backups.addObject()
                        .put("id", backup.id())
                        .put("path", backup.path())
                        .put("size", backup.size())
                        .put("rows", backup.rows())
                        .put("removedAt", iso(backup.removedAt())));
        ArrayNode files = root.putArray("files");
        page.results()
                .files()
                .forEach(entry -> files.addObject()
                        .put("role", entry.role().word())
                        .put("path", entry.path())
                        .put("size", entry.size())
                        .put("sha256", entry.sha256()));
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can be written as JSON", e);
        }
    }

    /** What the waybill would change, or has changed, table by table. */
    public ObjectNode plan(LedgerEntry page) {
        ObjectNode root = json.createObjectNode();
        root.put("waybill", page.number());
        root.put("state", page.state().word());
        root.put("message", page.message());
        plan(root, page);
        return root;
    }

    private void plan(ObjectNode root, LedgerEntry page) {
        root.put("fingerprint", page.plan().fingerprint());
        ArrayNode tables = root.putArray("plan");
        page.plan()
                .tables()
                .forEach(table -> tables.addObject()
                        .put("table", table.table())
                        .put("model", table.model())
                        .put("rowsBefore", table.rowsBefore())
                        .put("inserts", table.inserted())
                        .put("updates", table.updated())
                        .put("retirements", table.retired())
                        .put("deletes", table.deleted())
                        .put("unchanged", table.unchanged()));
        ArrayNode guards = root.putArray("guards");
        page.plan()
                .guards()
                .forEach(guard -> guards.addObject()
                        .put("guard", guard.guard())
                        .put("subject", guard.subject())
                        .put("measured", guard.measured())
                        .put("of", guard.ofAll())
                        .put("limit", guard.most())
                        .put("tripped", guard.tripped())
                        .put("sentence", guard.sentence()));
        ArrayNode verdicts = root.putArray("verdicts");
        page.plan()
                .verdicts()
                .forEach(verdict -> verdicts.addObject()
                        .put("verdict", verdict.approved() ? "approved" : "declined")
                        .put("by", verdict.by())
                        .put("reason", verdict.reason())
                        .put("at", iso(verdict.at()))
                        .put("fingerprint", verdict.fingerprint()));
    }

    private String iso(Instant instant) {
        return instant == null
                ? null
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        instant.atZone(zone).toOffsetDateTime());
    }
}
