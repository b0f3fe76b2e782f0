package io.waybill.tries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.lino.restore.DumpZip;
import io.waybill.merlin.MerlinSystem;
import io.waybill.school.SchoolSystem;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import io.waybill.timetable.TimetableSystem;
import io.waybill.tries.Porter.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The faults of {@link TriesIT} in exports of schools and dumps of sites, as far as they can be there: through the jar as it is shipped. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables({MerlinSystem.class, TimetableSystem.class, SchoolSystem.class, LinoSystem.class})
@Tag("thorough")
class ExportTriesIT {
    private static final String ISAMS = "school/isams";
    private static final String BASE = "school/schoolbase";
    private static final String WEEKS = "school/other-half";
    private static final String RECURRING = "school/recurring";
    private static final String RESTORE = "lino/restore";
    private static final String REPAIR = "lino/repair";
    private static final String DELIVERED = "delivered";
    private static final String REFUSED = "refused";
    private static final String HELD = "held";
    private static final Map<String, String> FIRST = Map.of("start", InventedSchool.FIRST.toString());
    private static final Map<String, String> UTC = Map.of("source.use-tz", "true");

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static Porter porter;
    private static Map<String, byte[]> isams;
    private static Map<String, byte[]> base;

    @BeforeAll
    static void aCalendarAndASite(TestDatabase own) throws IOException {
        database = own;
        porter = Porter.start(folder, own, home -> {
            School.ofTheInventedYear(home);
            School.change(home.resolve("config/school.yaml"), School::shortYear);
        });
        InventedSchool school = new InventedSchool(SchoolSize.SMALL);
        Path export = Files.createDirectories(folder.resolve("isams"));
        school.writeIsams(export);
        isams = read(export);
        export = Files.createDirectories(folder.resolve("base"));
        school.writeSchoolBase(export);
        base = read(export);
        base(zip(base)).is(DELIVERED);
        porter.drop(RESTORE, "site.zip", site().bytes(), UTC).is(DELIVERED);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        porter.close();
    }

    private static Map<String, byte[]> read(Path export) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> paths = Files.list(export)) {
            for (Path path : paths.toList()) {
                all.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        return all;
    }

    private static byte[] zip(Map<String, byte[]> contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : contents.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static DumpZip site() throws IOException {
        return DumpZip.of(SampleSite.ofPartners(100), folder);
    }

    /** SchoolBase's tables with another text of one. */
    private static byte[] base(String table, String from, String to) throws IOException {
        return base(table, from, to, UTF_8);
    }

    private static byte[] base(String table, String from, String to, Charset charset) throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(base);
        String text = new String(base.get(table), UTF_8);
        assertThat(text).contains(from);
        changed.put(table, text.replace(from, to).getBytes(charset));
        return zip(changed);
    }

    private static byte[] with(Map<String, byte[]> files, String name, byte[] bytes) throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        changed.put(name, bytes);
        return zip(changed);
    }

    private static Outcome base(byte[] zip) {
        return porter.drop(BASE, "base.zip", zip, FIRST);
    }

    private static String firstRow(String table) {
        return new String(base.get(table), UTF_8).lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void valuesThatASpreadsheetOrProgramHasDamaged() throws IOException {
        String set = firstRow("groups.csv").split(",")[1];
        base(base("groups.csv", set + ",", "7.00E+02,"))
                .says("reject groups.csv line 2 damaged-value", "7.00E+02", "spreadsheet");
        base(base("room.csv", "Room 1\n", "#REF!\n")).says("reject room.csv line 2 damaged-value", "#REF!");
        assertThat(database.number("SELECT count(*) FROM locations WHERE name ~ '#|E[+]'")
                        + database.number("SELECT count(*) FROM groups WHERE name ~ '#|E[+]'"))
                .isZero();
        base(base("staff.csv", "Staff2@School.example", "NULL"))
                .is(DELIVERED, "1 cell of staff.csv", "NULL (1)", "school.yaml");
        assertThat(database.number("SELECT count(*) FROM staffs WHERE email ~* 'null'"))
                .isZero();
        base(zip(base)).is(DELIVERED).rejects(0);
        byte[] dates = base("days.csv", "2016-", "16/");
        base(dates).says("rtrwgroups.csv, line 2", "rtrotaweek.csv, line 2", "days.csv, line ", "expected a date");
        porter.drop(
                        "timetable/permissions",
                        "p.csv",
                        "tripos,user/aa1,#N/A\ntripos,#N/A,\n#REF!,user/aa2,\n".getBytes(UTF_8),
                        Map.of())
                .rejects(3, "an error of a spreadsheet");
        assertThat(database.number("SELECT count(*) FROM timetables_thing WHERE data ~ '#' OR fullpath ~ '#'"))
                .isZero();
    }

    @Test
    void quotesEncodingsAndOtherFiles() throws IOException {
        base(base("room.csv", "Room 1\n", "\"Room \\\"1\\\"\"\n")).is(REFUSED, "room.csv, line 2", "quote");
        base(base("room.csv", "Room 1\n", "Ro\0m\n")).is(REFUSED, "line 2", "\\u0000");
        String rooms = new String(base.get("room.csv"), UTF_8);
        String quoted = rooms.lines().map(line -> '"' + line + '"').collect(Collectors.joining("\n"));
        base(with(base, "room.csv", quoted.getBytes(UTF_8))).is(REFUSED, "room.csv, line 1", "whole line");
        base(base("room.csv", "Room 1\n", "Zoë\n", Charset.forName("windows-1252")))
                .says("guessed-encoding", "room.csv", "windows-1252");
        base(base("room.csv", "Room 1\n", "ZoÃ« CafÃ©\n")).is(HELD, "UTF-8 twice");
        base(with(base, "room.csv", workbook())).is(REFUSED, "workbook");
        for (String feed : List.of(BASE, ISAMS, WEEKS, RECURRING, RESTORE, REPAIR)) {
            porter.drop(feed, "book.csv", workbook(), Map.of()).is(REFUSED, "workbook");
        }
        base(with(base, "room (1).csv", base.get("room.csv"))).says("Left out room (1).csv");
        Map<String, byte[]> renamed = new LinkedHashMap<>(base);
        renamed.put("room (1).csv", renamed.remove("room.csv"));
        base(zip(renamed)).is(REFUSED, "room.csv", "Nothing was changed.");
    }

    @Test
    void filesOfAnotherFeed() throws IOException {
        byte[] dump = site().bytes();
        byte[] plan = "kind: lino-repair\ndumps: {old: site.zip}\npasses:\n  - {table: notes_note}\n".getBytes(UTF_8);
        byte[] step = "step: trim\n".getBytes(UTF_8);
        byte[] choir = "Choir:\n- Ada\n".getBytes(UTF_8);
        byte[] document = isams.get("data.xml");
        refused(BASE, zip(isams), "SchoolBase");
        refused(ISAMS, zip(base), "data.xml");
        refused(WEEKS, zip(isams), "rtrotaweek");
        refused(ISAMS, dump, "data.xml");
        refused(BASE, dump, "SchoolBase");
        refused(RECURRING, dump, "YAML");
        refused(RESTORE, zip(isams), "restore.py");
        porter.drop(RESTORE, "plan.yaml", plan, UTC).is(REFUSED, REPAIR);
        refused(RESTORE, document, "dump2py", "1 fault:");
        refused(RESTORE, "[{\"pk\": 1}]".getBytes(UTF_8), "dump2py", "1 fault:");
        refused(RECURRING, plan, "kind");
        refused(RECURRING, step, "step");
        refused(RECURRING, choir, "extra_pupil_groups.yml");
        refused("school/year", plan, "line 1", "kind");
        refused("school/year", choir, "line 1", "Choir");
        refused(REPAIR, step, "lino-repair");
        refused("timetable/live", document, "JSON");
        refused("merlin/users", document, "email");
        porter.drop(WEEKS, "base.zip", zip(base), FIRST).says("Left out", BASE);
    }

    private static void refused(String feed, byte[] file, String... words) {
        boolean dated = feed.startsWith("school/") && !feed.equals("school/year");
        String name = feed.equals(RECURRING) ? "file.yml" : "file";
        Outcome outcome =
                porter.drop(feed, name, file, dated ? FIRST : Map.of()).is(REFUSED, words);
        assertThat(outcome.told().lines().findFirst().orElseThrow().split("Nothing was changed", -1))
                .as(outcome.told())
                .hasSize(2);
    }

    @Test
    void rejectsOfAnotherFeed() throws IOException {
        Map<String, String> rejects = new LinkedHashMap<>();
        rejects.put(
                "merlin/users",
                porter.rejects(
                        "merlin/users",
                        porter.drop("merlin/users", "u.csv", "Email,Name,Team\nzed@x.ir,Zed,Nowhere\n")));
        rejects.put(BASE, porter.rejects(BASE, base(base("room.csv", "Room 2\n", "#REF!\n"))));
        rejects.put(RESTORE, porter.rejects(RESTORE, porter.drop(RESTORE, "bad.zip", unknownCountry(), loss())));
        rejects.forEach((of, text) -> {
            for (String feed : List.of(
                    "merlin/users",
                    ISAMS,
                    BASE,
                    RECURRING,
                    "school/year",
                    RESTORE,
                    REPAIR,
                    "timetable/live",
                    "timetable/permissions")) {
                if (!feed.equals(of)) {
                    Outcome refused = porter.drop(feed, "rejects.csv", text).is(REFUSED);
                    // The columns alone tell Merlin that these are not its own.
                    refused.says(feed.equals("merlin/users") ? "columns of feed users" : of);
                }
            }
        });
        porter.drop(RESTORE, "rejects.csv", rejects.get(RESTORE).replaceFirst("\\bid\\b", "number"))
                .is(REFUSED, "no column id");
        // What a spreadsheet could not look up is no value, and what it saved in the encoding of its machine is
        // reported.
        String lino = rejects.get(RESTORE);
        porter.drop(RESTORE, "rejects.csv", lino.replace("\"ZZ\"", "\"#N/A\""))
                .says("spreadsheet", "dangling-reference 1");
        porter.drop(
                        RESTORE,
                        "rejects.csv",
                        lino.replace("\uFEFF", "")
                                .replace("\"ZZ\"", "\"BE\"")
                                .replace("\"N\"", "\"Zoë\"")
                                .getBytes(Charset.forName("windows-1252")),
                        Map.of())
                .is(DELIVERED, "guessed-encoding", "windows-1252");
        assertThat(database.query("SELECT name, country_id FROM contacts_partner WHERE id = 900"))
                .containsExactly("Zoë|BE");

        // Mended rejects are no measure for dumps.
        long whole = porter.drop(RESTORE, "site.zip", site().bytes(), UTC)
                .is(DELIVERED)
                .number();
        porter.drop(RESTORE, "bad.zip", unknownCountry(), loss()).rejects(1);
        Outcome half = porter.drop(
                RESTORE,
                "half.zip",
                DumpZip.of(SampleSite.ofPartners(50), folder).bytes(),
                UTC);
        half.is(HELD).says("fewer than the one of waybill " + (whole + 1));
    }

    private static byte[] unknownCountry() throws IOException {
        return site().adding("contacts_partner", "900,'N','','en','ZZ',None,'',dt(2019,1,1,0,0,0)")
                .bytes();
    }

    private static Map<String, String> loss() {
        Map<String, String> options = new LinkedHashMap<>(UTC);
        options.put("accept-loss", "1");
        return options;
    }

    @Test
    void rowsOutsideTheSiteThatRefer() throws IOException {
        byte[] more = site().adding("contacts_partner", "950,'N','','en','BE',None,'',dt(2019,1,1,0,0,0)")
                .bytes();
        porter.drop(RESTORE, "more.zip", more, UTC).is(DELIVERED);
        database.run(
                "CREATE TABLE favourites (id int PRIMARY KEY, partner_id int REFERENCES contacts_partner)",
                "INSERT INTO favourites VALUES (7, 950)");
        try {
            porter.drop(RESTORE, "less.zip", site().bytes(), UTC).is(REFUSED, "favourites", "950");
        } finally {
            database.run("DROP TABLE favourites");
        }
    }

    @Test
    void theSameFileOnceItsCauseIsGone() {
        String duty =
                "category: Duty\ngate:\n  title: Gate\n  starts: \"08:00\"\n  day: Monday\n  week: \"AB \"\n  staff: ZZQ\n";
        porter.drop(RECURRING, "duty.yml", duty.getBytes(UTF_8), FIRST).rejects(1, "ZZQ");
        database.run("UPDATE staffs SET initials = 'ZZQ' WHERE id = (SELECT max(id) FROM staffs WHERE active)");
        porter.drop(RECURRING, "duty.yml", duty.getBytes(UTF_8), FIRST)
                .is(DELIVERED)
                .rejects(0);
        assertThat(database.number("SELECT count(*) FROM events WHERE body = 'Gate' AND NOT withdrawn"))
                .isPositive();
    }

    /** A workbook, as far as its first bytes and names tell. */
    private static byte[] workbook() throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", "<Types/>".getBytes(UTF_8));
        parts.put("xl/workbook.xml", "<workbook/>".getBytes(UTF_8));
        return zip(parts);
    }
}
