package io.waybill.merlin.feed;

import io.waybill.merlin.MerlinFeed;
import java.util.List;
import java.util.stream.Stream;

/**
 * A working table with wanted rows. Each of them is, or becomes, a row of the target.
 *
 * @param model of the rows
 * @param table name without schema
 * @param name column with the name that people use
 * @param field name of that column in the feed
 * @param key columns that identify a thing
 * @param values columns with what rows say about a thing; NULL says nothing
 * @param references columns that refer to other things
 */
record WantedTable(
        String model,
        String table,
        String name,
        String field,
        List<String> key,
        List<Value> values,
        List<Reference> references) {
    private static final String USER = "user";
    private static final String PERSON = "the e-mail address of a user";

    /**
     * A column that refers to something.
     *
     * @param column with the name; {@code <column>_key} and {@code <column>_id} go with it
     * @param field name of the column in the feed
     * @param kind of thing that it refers to
     * @param keeps column of the target whose value is kept although the row has another one; null when the row's always counts
     * @param creatable whether an option may create what is missing
     * @param expected what should be there, as a phrase
     * @param advice what to do, as a sentence
     */
    record Reference(
            String column, String field, String kind, String keeps, boolean creatable, String expected, String advice) {
        private static Reference person(String column, String field, String keeps) {
            return new Reference(
                    column,
                    field,
                    USER,
                    keeps,
                    true,
                    PERSON,
                    "Correct it, drop the user first, or drop with create-users.");
        }

        private static Reference named(String column, String field, String kind, boolean creatable) {
            return new Reference(
                    column,
                    field,
                    kind,
                    column + "_id",
                    creatable,
                    "the name of a " + kind,
                    "Correct it"
                            + (creatable ? ", drop it first, or drop with create-missing." : " or drop it first."));
        }
    }

    /**
     * A column with a value.
     *
     * @param field name of the column in the feed
     * @param along columns that are filled together with it
     */
    record Value(String column, String field, List<String> along) {
        private static Value of(String column, String field) {
            return new Value(column, field, List.of());
        }

        private static Value reference(String column, String field) {
            return new Value(column, field, List.of(column + "_key"));
        }

        /** An SQL expression that is equal for equal values, however they are spelt. */
        String said() {
            return along.contains(column + "_key") ? "coalesce(" + column + "_key, " + column + ")" : column;
        }
    }

    /** All columns that the values fill. */
    List<String> filled() {
        return values.stream()
                .flatMap(value -> Stream.concat(Stream.of(value.column()), value.along().stream()))
                .toList();
    }

    static final WantedTable LADDER = new WantedTable(
            "ladder",
            "wanted_ladder",
            "code",
            "ladder_code",
            List.of("key"),
            List.of(Value.of("name", "ladder_name"), Value.of("description", "ladder_description")),
            List.of());

    static final WantedTable ASPECT = new WantedTable(
            "aspect",
            "wanted_aspect",
            "code",
            "aspect_code",
            List.of("ladder_key", "code_key"),
            List.of(
                    Value.of("persian", "persian_name"),
                    Value.of("name", "aspect_name"),
                    Value.of("place", "aspect_order")),
            List.of(Reference.named("ladder", "ladder_code", "ladder", false)));

    static final WantedTable LEVEL = new WantedTable(
            "level",
            "wanted_level",
            "level",
            "level",
            List.of("ladder_key", "code_key", "level", "stage"),
            List.of(Value.of("weight", "weight")),
            List.of(
                    Reference.named("ladder", "ladder_code", "ladder", false),
                    Reference.named("aspect", "aspect_code", "aspect", false)));

    static final WantedTable ORGANIZATION = new WantedTable(
            "organization",
            "wanted_organization",
            "name",
            "organization_name",
            List.of("key"),
            List.of(Value.of("description", "organization_description")),
            List.of());

    static final WantedTable CHAPTER = new WantedTable(
            "chapter",
            "wanted_chapter",
            "name",
            "chapter_name",
            List.of("key"),
            List.of(
                    Value.of("description", "chapter_description"),
                    Value.reference("leader", "chapter_leader_email"),
                    Value.reference("department", "chapter_department")),
            List.of(
                    Reference.person("leader", "chapter_leader_email", "leader_id"),
                    Reference.named("department", "chapter_department", "department", true)));

    static final WantedTable TRIBE = new WantedTable(
            "tribe",
            "wanted_tribe",
            "name",
            "tribe_name",
            List.of("key"),
            List.of(
                    Value.of("description", "tribe_description"),
                    Value.of("category", "tribe_category"),
                    Value.reference("engineering", "tribe_engineering_director_email"),
                    Value.reference("product", "tribe_product_director_email"),
                    Value.reference("department", "tribe_department")),
            List.of(
                    Reference.person("engineering", "tribe_engineering_director_email", null),
                    Reference.person("product", "tribe_product_director_email", null),
                    Reference.named("department", "tribe_department", "department", true)));

    static final WantedTable TEAM = new WantedTable(
            "team",
            "wanted_team",
            "name",
            "team_name",
            List.of("key"),
            List.of(
                    Value.of("description", "team_description"),
                    Value.reference("tribe", "team_tribe_name"),
                    Value.of("category", "team_category"),
                    Value.reference("leader", "team_leader_email"),
                    Value.reference("department", "team_department")),
            List.of(
                    Reference.named("tribe", "team_tribe_name", "tribe", true),
                    Reference.person("leader", "team_leader_email", "leader_id"),
                    Reference.named("department", "team_department", "department", true)));

    static final WantedTable USERS = new WantedTable(
            USER,
            "wanted_user",
            "email",
            "email",
            List.of("key"),
            List.of(
                    Value.of("name", "name"),
                    Value.of("gmail", "gmail"),
                    Value.of("phone", "phone"),
                    Value.reference("team", "team"),
                    Value.reference("tribe", "tribe"),
                    Value.reference("chapter", "chapter"),
                    Value.reference("leader", "leader"),
                    Value.reference("coach", "agile_coach"),
                    new Value("role", "role", List.of("role_model", "role_column")),
                    Value.reference("organization", "organization"),
                    Value.of("active", "active"),
                    Value.of("effective", "effective_date"),
                    Value.reference("former", MerlinFeed.FORMER_EMAIL)),
            List.of(
                    Reference.named("team", "team", "team", false),
                    Reference.named("tribe", "tribe", "tribe", false),
                    Reference.named("chapter", "chapter", "chapter", true),
                    Reference.named("organization", "organization", "organization", false),
                    Reference.person("leader", "leader", "leader_id"),
                    Reference.person("coach", "agile_coach", "agile_coach_id")));

    /** Assignments of users from days before the last one that their rows mention; made from rows of {@link #USERS}. */
    static final WantedTable MOVES = new WantedTable(
            "move",
            "wanted_move",
            "email",
            "email",
            List.of("key", "effective"),
            List.of(
                    Value.reference("team", "team"),
                    Value.reference("tribe", "tribe"),
                    Value.reference("chapter", "chapter"),
                    Value.reference("leader", "leader"),
                    Value.reference("coach", "agile_coach"),
                    Value.of("organization", "organization")),
            List.of(
                    Reference.named("team", "team", "team", false),
                    Reference.named("tribe", "tribe", "tribe", false),
                    Reference.named("chapter", "chapter", "chapter", true),
                    Reference.person("leader", "leader", "leader_id")));

    /** All that files have rows of; later ones refer to earlier ones. */
    static final List<WantedTable> ALL = List.of(LADDER, ASPECT, LEVEL, ORGANIZATION, CHAPTER, TRIBE, TEAM, USERS);
}
