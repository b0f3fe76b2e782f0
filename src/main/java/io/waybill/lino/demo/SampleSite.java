package io.waybill.lino.demo;

import io.waybill.lino.demo.SampleTable.Field;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An invented site and its dumps, of any size: the same one each time. Partners are numbered from {@value #FIRST_PARTNER} on; of ten, eight
 * are persons, five of these clients, and two are companies. Each tenth partner has two budgets.
 */
public final class SampleSite {
    /** The key of the first partner. */
    public static final int FIRST_PARTNER = 100;

    /** Its version. */
    static final String VERSION = "19.1.0";
    /** The version before. */
    static final String VERSION_BEFORE = "18.12.0";

    private static final int PART = 50_000;
    private static final int PLACES = 40;
    private static final int TEAMS = 5;
    private static final int USERS = 6;
    private static final int ROLE_TYPES = 4;
    private static final int ENTRIES_PER_BUDGET = 10;
    private static final int NOTES_PER_PARTNER = 2;
    private static final int BUDGETS_PER_TEN = 2;
    private static final int ACTORS_PER_BUDGET = 2;
    private static final int PERSONS_PER_TEN = 8;
    private static final int CLIENTS_PER_TEN = 5;
    private static final int TEN = 10;

    private static final List<String> COUNTRIES = List.of("AT", "BE", "BR", "CH", "DE", "EE", "FR", "PT");
    private static final List<String> FIRST_NAMES =
            List.of("Ada", "Bruno", "Clara", "Dmitri", "Eva", "Felix", "Gül", "Hugo", "Inês", "Jüri");
    private static final List<String> LAST_NAMES =
            List.of("Abel", "Bäcker", "Castro", "Dubois", "Eesmaa", "Fischer", "Gomes", "Hansen", "O'Neill", "Järv");
    private static final List<String> PLACE_NAMES = List.of("Altdorf", "Belmont", "Campos", "Donau", "Eupen", "Faro");

    private final int tens;
    private final int notes;
    private final int partRows;
    private final boolean before;

    private SampleSite(int tens, int notes, int partRows, boolean before) {
        this.tens = tens;
        this.notes = notes;
        this.partRows = partRows;
        this.before = before;
    }

    /** A site with this many partners, rounded up to tens. */
    public static SampleSite ofPartners(int partners) {
        return new SampleSite(Math.max(1, (partners + TEN - 1) / TEN), NOTES_PER_PARTNER, PART, false);
    }

    /** A site with about this many rows in all its tables. */
    public static SampleSite ofRows(int rows) {
        SampleSite one = ofPartners(TEN);
        SampleSite two = ofPartners(2 * TEN);
        long fixed = 2 * one.rows() - two.rows();
        int tens = (int) Math.max(1, (rows - fixed) / (two.rows() - one.rows()));
        return new SampleSite(tens, NOTES_PER_PARTNER, PART, false);
    }

    /** The same site, with so many notes about each partner. */
    public SampleSite withNotes(int perPartner) {
        return new SampleSite(tens, perPartner, partRows, before);
    }

    /** The same site, with at most this many rows in each file of its dump. */
    public SampleSite inParts(int rows) {
        return new SampleSite(tens, notes, rows, before);
    }

    /**
     * The same site, as its version before wrote it: entries had no sign but said in {@code dc} on which side of the account they are, and
     * clients were active or not.
     */
    SampleSite ofVersionBefore() {
        return new SampleSite(tens, notes, partRows, true);
    }

    private List<SampleTable> tables() {
        return before ? SampleTables.before() : SampleTables.all();
    }

    /** How many partners it has. */
    public int partners() {
        return tens * TEN;
    }

    /** How many rows it has in all its tables. */
    public long rows() {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many rows each of its tables has. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        SampleTables.all().forEach(table -> counts.put(table.table(), count(table.table())));
        return counts;
    }

    private long count(String table) {
        long budgets = (long) tens * BUDGETS_PER_TEN;
        return switch (table) {
            case "countries_country" -> COUNTRIES.size();
            case "countries_place" -> PLACES;
            case "contacts_roletype" -> ROLE_TYPES;
            case "contacts_partner" -> partners();
            case "contacts_company" -> (long) tens * (TEN - PERSONS_PER_TEN);
            case "contacts_person" -> (long) tens * PERSONS_PER_TEN;
            case "clients_client" -> (long) tens * CLIENTS_PER_TEN;
            case "contacts_role" -> tens;
            case "teams_team" -> TEAMS;
            case "users_user" -> USERS;
            case "django_site" -> 1;
            case "debts_budget" -> budgets;
            case "debts_actor" -> budgets * ACTORS_PER_BUDGET;
            case "debts_entry" -> budgets * ENTRIES_PER_BUDGET;
            case "notes_note" -> (long) partners() * notes;
            case "uploads_upload" -> partners();
            default -> throw new IllegalArgumentException(table);
        };
    }

    /** Opens the files of a dump, one after the other. */
    private interface DumpFiles {
        Writer open(String name) throws IOException;
    }

    /** Writes its dump into a folder, which is created. */
    public void writeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(name -> Files.newBufferedWriter(folder.resolve(name)));
    }

    /**
     * Writes its dump as a zip.
     *
     * @param prefix of the names in the zip, such as {@code snapshot/}; often empty
     */
    public void writeZip(Path file, String prefix) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(1);
            write(name -> {
                zip.putNextEntry(new ZipEntry(prefix + name));
                return new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8)) {
                    @Override
                    public void close() throws IOException {
                        flush();
                        zip.closeEntry();
                    }
                };
            });
        }
    }

    private void write(DumpFiles files) throws IOException {
        List<String> names = new ArrayList<>();
        for (SampleTable table : tables()) {
            names.addAll(write(table, files));
        }
        try (Writer script = files.open("restore.py")) {
            script.write(SampleScript.text(before ? VERSION_BEFORE : VERSION, tables(), names));
        }
    }

    private List<String> write(SampleTable table, DumpFiles files) throws IOException {
        long rows = count(table.table());
        LongFunction<String> values = values(table.table());
        List<String> names = new ArrayList<>();
        int parts = rows < partRows ? 1 : (int) (rows / partRows + 1);
        for (int part = 1; part <= parts; part++) {
            String name = table.table() + (parts == 1 ? "" : "_" + part) + ".py";
            names.add(name);
            try (Writer out = files.open(name)) {
                out.write("# -*- coding: UTF-8 -*-\nlogger.info(\"Loading " + rows + " objects "
                        + (parts == 1 ? "" : "(part " + part + " of " + parts + ") ")
                        + "to table " + table.table() + "...\")\n# fields: "
                        + table.fields().stream().map(Field::name).collect(Collectors.joining(", ")) + "\n");
                long end = Math.min(rows, (long) part * partRows);
                for (long row = (long) (part - 1) * partRows; row < end; row++) {
                    out.write("loader.save(create_" + table.table() + "(" + values.apply(row) + "))\n");
                }
                out.write(part == parts ? "\nloader.flush_deferred_objects()\n" : "\n");
            }
        }
        return names;
    }

    private LongFunction<String> values(String table) {
        return switch (table) {
            case "countries_country" -> row -> text(COUNTRIES.get((int) row)) + "," + babel("Country " + row, row);
            case "countries_place" -> this::place;
            case "contacts_roletype" -> row -> row + 1 + "," + babel("Role " + (row + 1), 1);
            case "contacts_partner" -> this::partner;
            case "contacts_company" -> row -> company(row) + ",'','BE " + row + "'";
            case "contacts_person" -> this::person;
            case "clients_client" ->
                row -> person(row, CLIENTS_PER_TEN) + "," + (row % TEN == 0 ? "None" : text("N" + row)) + ",'"
                        + state(row) + "'";
            case "contacts_role" ->
                row -> row + 1 + "," + (row % ROLE_TYPES == 0 ? "None" : row % ROLE_TYPES + 1) + ","
                        + person(row * PERSONS_PER_TEN, PERSONS_PER_TEN) + "," + company(row * 2);
            case "teams_team" ->
                row -> row + 1 + ",'T" + row + "'," + babel("Team " + row, row) + ","
                        + (row == 0 ? "None" : person(row % 2, PERSONS_PER_TEN));
            case "users_user" ->
                row -> row + 1 + ",'user" + row + "','pbkdf2_sha256$1$salt$invented','en',"
                        + (row == 0 ? "'900'" : "None") + "," + (row == 0 ? "None" : FIRST_PARTNER + row);
            case "django_site" -> row -> "1,'example.org','Advice'";
            case "debts_budget" ->
                row -> row + 1 + "," + date(row) + "," + (row % 3 == 0 ? "True" : "False") + ","
                        + (FIRST_PARTNER + row / BUDGETS_PER_TEN * TEN) + "," + (row % USERS + 1);
            case "debts_actor" ->
                row -> row + 1 + "," + (row / ACTORS_PER_BUDGET + 1) + ","
                        + (row % 2 == 0 ? "None" : FIRST_PARTNER + row % partners()) + ",'Actor " + row % 2 + "'";
            case "debts_entry" -> this::entry;
            case "notes_note" -> this::note;
            case "uploads_upload" ->
                row -> row + 1 + ",'uploads/2019/" + row + ".pdf',"
                        + (row % 5 == 0 ? "None,None" : "debts_Budget," + (row % count("debts_budget") + 1))
                        + ",'0:30'";
            default -> throw new IllegalArgumentException(table);
        };
    }

    /** The first places lie in others that follow: a dump has rows in any order. */
    private String place(long row) {
        String name = PLACE_NAMES.get((int) row % PLACE_NAMES.size()) + " " + row;
        String parent = row % 4 == 0 && row + 3 < PLACES ? Long.toString(row + 4) : "None";
        return row + 1 + "," + (row % 7 == 0 ? "['" + name + "', 'None', 'None']" : babel(name, row)) + ","
                + text(COUNTRIES.get((int) row % COUNTRIES.size())) + "," + parent + ",'" + (row % 2 == 0 ? "50" : "70")
                + "','0" + (1000 + row) + "'";
    }

    private String partner(long row) {
        String name = FIRST_NAMES.get((int) (row % TEN)) + " " + LAST_NAMES.get((int) (row / TEN % TEN));
        return FIRST_PARTNER + row + "," + text(name) + ",'p" + row + "@example.org','"
                + SampleTables.LANGUAGES.get((int) row % 3) + "'," + text(COUNTRIES.get((int) (row % COUNTRIES.size())))
                + "," + (row % 9 == 0 ? "None" : row % PLACES + 1) + ","
                + (row % 3 == 0 ? "''" : "'First\\nsecond line'")
                + ",dt(2019," + (row % 12 + 1) + "," + (row % 28 + 1) + "," + row % 24 + "," + row % 60 + ",0)";
    }

    private String person(long row) {
        int name = (int) (row % TEN);
        return person(row, PERSONS_PER_TEN) + "," + text(FIRST_NAMES.get(name)) + ","
                + text(LAST_NAMES.get((int) (row / TEN % TEN))) + ","
                + (row % 6 == 0 ? "None" : row % 2 == 0 ? "'female'" : "'male'") + ","
                + (row % 11 == 0
                        ? "'1970-00-00'"
                        : "'19" + (50 + row % 50) + "-0" + (1 + row % 9) + "-1" + row % TEN + "'")
                + "," + (row % 4 == 0 ? "None" : row % TEAMS + 1);
    }

    private String state(long row) {
        String now = row % 2 == 0 ? "30" : "05";
        return before ? LinoDemo.STATES_BEFORE.get(now) : now;
    }

    private String entry(long row) {
        long budget = row / ENTRIES_PER_BUDGET;
        boolean other = row % 2 == 0;
        return row + 1 + "," + (budget + 1) + ","
                + (row % 3 == 0 ? "None" : budget * ACTORS_PER_BUDGET + row % ACTORS_PER_BUDGET + 1) + ","
                + (row % ENTRIES_PER_BUDGET + 1) + ",'" + "IEAL".charAt((int) (row % 4)) + "',"
                + (row % 8 == 0 ? "None" : "'" + (other && !before ? "-" : "") + row % 5_000 + ".50'") + ",'Entry "
                + row
                + "'" + (before ? "," + (other ? "True" : "False") : "");
    }

    private String note(long row) {
        long partner = FIRST_PARTNER + row % partners();
        return row + 1 + "," + date(row) + "," + (row % 2 == 0 ? "None" : "time(" + row % 24 + ",30,0)") + ","
                + (row % USERS + 1) + "," + (row % 10 == 0 ? "None,None" : "contacts_Partner," + partner)
                + ",'Note " + row + "','It\\'s about \"" + row + "\" – ☺'," + (row % 5 == 0 ? "True" : "False");
    }

    /** The key of a person: the first of each ten partners. */
    private static long person(long row, int perTen) {
        return FIRST_PARTNER + row / perTen * TEN + row % perTen;
    }

    /** The key of a company: the last of each ten partners. */
    private static long company(long row) {
        return FIRST_PARTNER + row / (TEN - PERSONS_PER_TEN) * TEN + PERSONS_PER_TEN + row % (TEN - PERSONS_PER_TEN);
    }

    private static String date(long row) {
        return "date(" + (2000 + row % 20) + "," + (row % 12 + 1) + "," + (row % 28 + 1) + ")";
    }

    private static String babel(String name, long row) {
        return "[" + text(name) + ", " + text(name + " (de)") + ", " + (row % 2 == 0 ? "''" : text(name + " (pt)"))
                + "]";
    }

    private static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
