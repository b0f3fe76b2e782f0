package io.waybill.merlin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of files that Merlin takes. Later ones refer to earlier ones, so this is the order of delivery. */
public enum MerlinFeed {
    LADDERS(
            List.of("ladder_code"),
            "ladder_name",
            "ladder_description",
            "aspect_code",
            "aspect_name",
            "persian_name",
            "aspect_description",
            "aspect_order",
            "level",
            "stage",
            "weight"),
    ORGANIZATIONS(List.of("organization_name"), "organization_description"),
    CHAPTERS(List.of("chapter_name"), "chapter_description", "chapter_leader_email", "chapter_department"),
    TRIBES(
            List.of("tribe_name"),
            "tribe_description",
            "tribe_category",
            "tribe_engineering_director_email",
            "tribe_product_director_email",
            "tribe_department"),
    TEAMS(
            List.of("team_name"),
            "team_description",
            "team_tribe_name",
            "team_category",
            "team_leader_email",
            "team_department"),
    USERS(
            List.of("email"),
            "name",
            "gmail",
            "phone",
            "team",
            "tribe",
            "chapter",
            "leader",
            "agile_coach",
            "role",
            "organization",
            "active",
            "effective_date",
            "former_email"),
    HISTORY(
            List.of("user_email", "event_type", "event_date"),
            "summary_text",
            "salary_change",
            "pay_band_number",
            "bonus_percentage",
            "ladder_code",
            "ladder_title",
            "overall_score",
            "aspect_details_json",
            "aspect_stages_json",
            "performance_label");

    /** The column of users with the address that a person had before. */
    public static final String FORMER_EMAIL = "former_email";

    private final List<String> needs;
    private final List<String> columns;

    MerlinFeed(List<String> needs, String... others) {
        this.needs = needs;
        List<String> all = new ArrayList<>(needs);
        all.addAll(Arrays.asList(others));
        this.columns = List.copyOf(all);
    }

    /** The name in folders, settings and messages, e.g. {@code users}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns that every file of this feed has. */
    public List<String> needs() {
        return needs;
    }

    /** The columns that identify a row. */
    public List<String> key() {
        return this == LADDERS ? List.of("ladder_code", "aspect_code", "level", "stage") : needs;
    }

    /** All columns of this feed. */
    public List<String> columns() {
        return columns;
    }

    /** The feed of this name; empty when there is none. */
    public static Optional<MerlinFeed> of(String word) {
        return Arrays.stream(values()).filter(feed -> feed.word().equals(word)).findFirst();
    }
}
