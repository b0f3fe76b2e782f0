package io.waybill.merlin.demo;

import io.waybill.merlin.MerlinFeed;
import java.util.List;

/** Rows that are wrong in the ways in which people's rows are; nothing else in the files depends on them. */
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
                        event("gone.away@merlin.example", "NOTICE", "2024-05-01", "", "", ""),
                        event(somebody, "NOTICE", "1404-12-30", "", "", ""),
                        event(somebody, "NOTICE", "05/03/2024", "", "", ""),
                        event(somebody, "PROMOTION", "2024-05-01", "", "", ""),
                        event(somebody, "PAY_CHANGE", "2026-09-01", "24.3", "", ""),
                        event(somebody, "MAPPING", "2024-05-01", "", "SOFT-v2", "{\"technical\": 3}"),
                        event(somebody, "MAPPING", "2024-05-01", "", "SOFT-v1", "{\"charm\": 3}"),
                        event(somebody, "MAPPING", "2024-05-01", "", "SOFT-v1", "{technical: 3}"));
        };
    }

    /** Two letters changed places. */
    private static String misspelt(String name) {
        return name.substring(0, 2) + name.charAt(3) + name.charAt(2) + name.substring(4);
    }

    private static Object[] event(String email, String type, String date, String band, String ladder, String details) {
        return row(email, type, date, "", "", band, "", ladder, "", "", details, "", "");
    }

    private static Object[] row(Object... cells) {
        return cells;
    }
}
