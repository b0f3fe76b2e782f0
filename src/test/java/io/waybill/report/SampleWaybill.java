package io.waybill.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Results;
import io.waybill.ledger.ReviewedPlan;
import io.waybill.model.FeedName;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A waybill that has a value in every place, claimed just before the clocks go forward in London. */
final class SampleWaybill {
    static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final Instant CLAIMED = Instant.parse("2026-03-29T00:59:59.5Z");
    private static final String SHA256 = "ab".repeat(32);

    static LedgerEntry page() {
        return new LedgerEntry(
                12,
                WaybillKind.DROP,
                new FeedName("timetable", "live"),
                State.HELD,
                "A guard holds it. \u00dcn\u00efcode.",
                new LedgerEntry.DroppedFile("live.dump", 1234, SHA256),
                new LedgerEntry.Request("ann", true, "secret-token", options()),
                new LedgerEntry.Times(CLAIMED, after(3_700), steps()),
                new LedgerEntry.Run("1.2.3", "waybill", "cd".repeat(32), 2, 100),
                new LedgerEntry.Links(7L, 8L, 9L),
                null,
                plan(),
                results(),
                new LedgerEntry.Recovery(
                        List.of(new LedgerEntry.BackupLine("12-live", "backup/12", 99, 100, after(8_000))),
                        after(7_200)));
    }

    private static Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("again", "true");
        options.put("preview", "true");
        options.put("force-update", "true");
        return options;
    }

    private static List<LedgerEntry.Step> steps() {
        return List.of(
                new LedgerEntry.Step(State.CLAIMED, CLAIMED),
                new LedgerEntry.Step(State.APPLYING, after(1)),
                new LedgerEntry.Step(State.HELD, after(2)));
    }

    private static ReviewedPlan plan() {
        return new ReviewedPlan(
                List.of(new ReviewedPlan.TableLine("letters", "letters.letter", 100, 1, 2, 0, 5, 3, "f00d")),
                List.of(new ReviewedPlan.GuardLine(
                        "deletes", "letters", 5, 100, "at most 3 %", true, "5 of 100 rows would be deleted.")),
                List.of(new ReviewedPlan.Verdict(false, "0123456789abcdef", "bob", "too many", after(60))));
    }

    private static Results results() {
        return new Results(
                List.of(new Tally("letters.letter", Tally.Origin.DROP, 10, 1, 2, 0, 1, 3, 1, 2, 4)),
                List.of(new Notice("duplicate", "Two rows are alike.", 2)),
                List.of(new Results.RejectCount("user", "unknown-team", "open", 2)),
                List.of(new Results.CheckLine(
                        "no-orphans", true, "A letter has no author.", 2, List.of("letter 1", "letter 2"), 15, "")),
                comparison(),
                List.of(new FileEntry(FileEntry.Role.ORIGINAL, "archive/2026/03/29/12/live.dump", 1234, SHA256)));
    }

    private static JsonNode comparison() {
        ObjectNode comparison = JsonNodeFactory.instance.objectNode();
        comparison.putObject("before").put("users", 3);
        comparison.putObject("after").put("users", 1234);
        return comparison;
    }

    private static Instant after(long seconds) {
        return CLAIMED.plusSeconds(seconds);
    }

    private SampleWaybill() {}
}
