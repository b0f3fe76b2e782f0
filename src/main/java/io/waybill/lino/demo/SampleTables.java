package io.waybill.lino.demo;

import io.waybill.lino.demo.SampleTable.Field;
import io.waybill.lino.demo.SampleTable.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of the invented site, an advice centre, in the order in which its dumps load them. */
final class SampleTables {
    /** The languages of the site, its own first. */
    static final List<String> LANGUAGES = List.of("en", "de", "pt_BR");

    /** The table of entries. */
    static final String ENTRIES = "debts_entry";

    private static final List<SampleTable> ALL = List.of(
            table("countries_country", "countries.Country", "isocode", "name:babel"),
            table(
                    "countries_place",
                    "countries.Place",
                    "id",
                    "name:babel",
                    "country:reference",
                    "parent:reference",
                    "type",
                    "zip_code"),
            table("contacts_roletype", "contacts.RoleType", "id", "name:babel"),
            table(
                    "contacts_partner",
                    "contacts.Partner",
                    "id",
                    "name",
                    "email",
                    "language",
                    "country:reference",
                    "city:reference",
                    "remarks",
                    "modified"),
            child(
                    "contacts_company",
                    "contacts.Company",
                    "contacts.Partner",
                    "partner_ptr:pointer",
                    "prefix",
                    "vat_id"),
            table(
                    "users_user",
                    "users.User",
                    "id",
                    "username",
                    "password",
                    "language",
                    "user_type",
                    "partner:reference"),
            table("django_site", "sites.Site", "id", "domain", "name"),
            table("debts_budget", "debts.Budget", "id", "date", "closed", "partner:reference", "user:reference"),
            table("debts_actor", "debts.Actor", "id", "budget:reference", "partner:reference", "header"),
            table(
                    ENTRIES,
                    "debts.Entry",
                    "id",
                    "budget:reference",
                    "actor:reference",
                    "seqno",
                    "account_type",
                    "amount:decimal",
                    "description"),
            table(
                    "notes_note",
                    "notes.Note",
                    "id",
                    "date",
                    "time",
                    "user:reference",
                    "owner_type:content_type",
                    "owner_id",
                    "subject",
                    "body",
                    "important"),
            table("uploads_upload", "uploads.Upload", "id", "file", "owner_type:content_type", "owner_id", "duration"),
            // Persons belong to teams, and teams are led by persons: dump2py appends such circles at the end.
            child(
                    "clients_client",
                    "clients.Client",
                    "contacts.Person",
                    "person_ptr:pointer",
                    "national_id",
                    "client_state"),
            child(
                    "contacts_person",
                    "contacts.Person",
                    "contacts.Partner",
                    "partner_ptr:pointer",
                    "first_name",
                    "last_name",
                    "gender",
                    "birth_date",
                    "team:reference"),
            table("contacts_role", "contacts.Role", "id", "type:reference", "person:reference", "company:reference"),
            table("teams_team", "teams.Team", "id", "ref", "name:babel", "leader:reference"));

    private SampleTables() {}

    static List<SampleTable> all() {
        return ALL;
    }

    /** The tables of the version before: an entry said apart which side of the account it was on. */
    static List<SampleTable> before() {
        return ALL.stream()
                .map(table -> table.table().equals(ENTRIES)
                        ? new SampleTable(
                                table.table(),
                                table.model(),
                                table.parent(),
                                Stream.concat(table.fields().stream(), Stream.of(new Field("dc", Kind.PLAIN)))
                                        .toList())
                        : table)
                .toList();
    }

    private static SampleTable table(String table, String model, String... fields) {
        return new SampleTable(table, model, Optional.empty(), fields(fields));
    }

    private static SampleTable child(String table, String model, String parent, String... fields) {
        return new SampleTable(table, model, Optional.of(parent), fields(fields));
    }

    private static List<Field> fields(String... fields) {
        return Arrays.stream(fields)
                .map(field -> field.split(":"))
                .map(parts -> new Field(
                        parts[0], parts.length == 1 ? Kind.PLAIN : Kind.valueOf(parts[1].toUpperCase(Locale.ROOT))))
                .toList();
    }
}
