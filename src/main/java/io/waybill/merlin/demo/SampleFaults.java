package io.waybill.merlin.demo;

import io.waybill.merlin.MerlinFeed;
import java.util.List;
import java.util.Map;

/** Rows with typical faults; no other row depends on them. */
final class SampleFaults {
    private SampleFaults() {}

    static List<Object[]> of(MerlinFeed feed, SamplePeople who) {
        String team = who.teamName(0);
        String somebody = who.email(1);
        return switch (feed) {
            case LADDERS ->
                List.of(
                        row("SOFT-v1", "", "", "technical", "", "", "", "1.5", "EARLY", "1"),
                        row("SOFT-v1", "", "", "technical", "", "", "", "2", "somewhere", "1"));
            case ORGANIZATIONS -> List.of();
            case CHAPTERS -> List.<Object[]>of(row("Security", "", "nobody@merlin"));
            case TRIBES -> List.<Object[]>of(row("Product", "", "Product", "", ""));
            case TEAMS ->
                List.of(
                        row("Billing", "", who.tribeName(0) + "s", "TECH", ""),
                        row("Archive", "", who.tribeName(0), "TECH", "gone.away@merlin.example"));
            case USERS ->
                List.of(
                        row("mis.spelt@merlin.example", "Mis Spelt", "", "", misspelt(team), "", "", "", "", ""),
                        row("not an address", "No Address", "", "", team, "", "", "", "", ""),
                        row(
                                "own.leader@merlin.example",
                                "Own Leader",
                                "",
                                "",
                                team,
                                "",
                                "",
                                "own.leader@merlin.example",
                                "",
                                ""),
                        row("odd.role@merlin.example", "Odd Role", "", "", team, "", "", "", "", "Maintainer"),
                        row(
                                "no.leader@merlin.example",
                                "No Leader",
                                "",
                                "",
                                team,
                                "",
                                "",
                                "gone.away@merlin.example",
                                "",
                                ""));
            case HISTORY ->
                List.of(
                        event("gone.away@merlin.example", "NOTICE", "2024-05-01", Map.of()),
                        event(somebody, "NOTICE", "1404-12-30", Map.of()),
                        event(somebody, "NOTICE", "05/03/2024", Map.of()),
                        event(somebody, "PROMOTION", "2024-05-01", Map.of()),
                        event(somebody, "PAY_CHANGE", "2026-09-01", Map.of("pay_band_number", "24.3")),
                        mapping(somebody, "SOFT-v2", "{\"technical\": 3}"),
                        mapping(somebody, "SOFT-v1", "{\"charm\": 3}"),
                        mapping(somebody, "SOFT-v1", "{technical: 3}"));
        };
    }

    /** Swaps two letters. */
    private static String misspelt(String name) {
        return name.substring(0, 2) + name.charAt(3) + name.charAt(2) + name.substring(4);
    }

    private static Object[] event(String email, String type, String date, Map<String, String> values) {
        return SampleHistory.row(email, type, date, values);
    }

    private static Object[] mapping(String email, String ladder, String details) {
        return event(email, "MAPPING", "2024-05-01", Map.of("ladder_code", ladder, "aspect_details_json", details));
    }

    private static Object[] row(Object... cells) {
        return cells;
    }
}
