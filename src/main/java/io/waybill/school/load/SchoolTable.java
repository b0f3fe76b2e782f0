package io.waybill.school.load;

import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of the calendar that an import may write, with the columns that it writes. The first one is the key, unless there is another. */
public enum SchoolTable {
    DATASOURCES("id", "name"),
    EVENTSOURCES("id", "name"),
    EVENTCATEGORIES("id", "name", "pecking_order", "schoolwide", "unimportant", "can_merge", "can_borrow", "busy"),
    ERAS("id", "name", "short_name", "during", "source_id"),
    SETTINGS(
            "id",
            "previous_era_id",
            "current_era_id",
            "next_era_id",
            "perpetual_era_id",
            "current_datasource_id",
            "previous_datasource_id"),
    PUPILS(
            "id",
            "datasource_id",
            "source_id",
            "school_id",
            "name",
            "surname",
            "forename",
            "known_as",
            "email",
            "candidate_no",
            "house_name",
            "start_year",
            "current"),
    STAFFS(
            "id",
            "datasource_id",
            "source_id",
            "user_code",
            "name",
            "initials",
            "surname",
            "title",
            "forename",
            "email",
            "active",
            "current",
            "teaches",
            "does_cover",
            "multicover"),
    SUBJECTS("id", "datasource_id", "source_id", "name", "current", "missable"),
    STAFFS_SUBJECTS("staff_id", "subject_id"),
    LOCATIONS("id", "name", "active", "current", "num_invigilators", "weighting", "subsidiary_to_id"),
    LOCATIONALIASES("id", "datasource_id", "source_id", "name", "location_id", "display", "friendly", "current"),
    PROPERTIES("id", "name"),
    GROUPS(
            "id",
            "kind",
            "era_id",
            "datasource_id",
            "source_id",
            "name",
            "during",
            "withdrawn",
            "owner_id",
            "make_public",
            "house",
            "tutor_id",
            "start_year",
            "subject_id",
            "yeargroup"),
    GROUPS_STAFFS("group_id", "staff_id"),
    ELEMENTS(
            "id",
            "name",
            "pupil_id",
            "staff_id",
            "location_id",
            "group_id",
            "subject_id",
            "property_id",
            "service_id",
            "owned"),
    MEMBERSHIPS("id", "group_id", "element_id", "during", "inverse", "withdrawn"),
    EVENTS(
            "id",
            "eventsource_id",
            "source_key",
            "eventcategory_id",
            "body",
            "starts_at",
            "ends_at",
            "all_day",
            "non_existent",
            "withdrawn",
            "owner_id",
            "organiser_id"),
    COMMITMENTS(
            "id",
            "event_id",
            "element_id",
            "covering_id",
            "datasource_id",
            "source_id",
            "names_event",
            "status",
            "reason",
            "withdrawn"),
    NOTES("id", "event_id", "commitment_id", "kind", "contents");

    private final List<String> columns;

    SchoolTable(String... columns) {
        this.columns = List.of(columns);
    }

    /** The name in the target's catalogue; also what rows of it are called in counts. */
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a table that is written has this name. */
    public static boolean isName(String name) {
        return Arrays.stream(values()).anyMatch(table -> table.table().equals(name));
    }

    /** The columns that are written, {@code id} first where there is one. */
    public List<String> columns() {
        return columns;
    }

    /** Whether its rows are known by a number of their own, so that a staged row can take the place of the target's. */
    public boolean numbered() {
        return columns.get(0).equals("id");
    }

    /** What is delivered: rows are added and changed, never deleted but by their keys. */
    public static List<TableSpec> specs() {
        return Arrays.stream(values())
                .map(table -> new TableSpec(
                        table.table(),
                        table.table(),
                        Policy.UPSERT,
                        table.columns.stream()
                                .map(column -> new ColumnSpec(column, column))
                                .toList(),
                        Map.of()))
                .toList();
    }
}
