package io.waybill.school.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.TestWaybill;
import io.waybill.cli.Commands;
import io.waybill.database.TestDatabase;
import io.waybill.folder.Inbox;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.DropOptions;
import io.waybill.model.State;
import io.waybill.school.SchoolSchema;
import io.waybill.school.SchoolSystem;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Waybill at work for an invented school, whose exports are dropped into its folders. */
public final class School implements AutoCloseable {
    private static final String SAID = """
            SELECT concat_ws(' ', 'pupil', source_id, name, email, house_name, start_year, current) FROM pupils
            UNION ALL SELECT concat_ws(' ', 'staff', source_id, name, initials, email, active, current) FROM staffs
            UNION ALL SELECT concat_ws(' ', 'subject', source_id, name, current) FROM subjects
            UNION ALL SELECT concat_ws(' ', 'room', a.source_id, a.name, a.current, l.name, l.active, l.current)
                FROM locationaliases AS a JOIN locations AS l ON l.id = a.location_id
            UNION ALL SELECT concat_ws(' ', 'taught', s.name, u.name)
                FROM staffs_subjects AS t JOIN staffs AS s ON s.id = t.staff_id JOIN subjects AS u ON u.id = t.subject_id
            UNION ALL SELECT concat_ws(' ', 'group', kind, source_id, name, during, withdrawn, house, start_year, yeargroup) FROM groups
            UNION ALL SELECT concat_ws(' ', 'teacher', g.kind, g.source_id, s.name)
                FROM groups_staffs AS t JOIN groups AS g ON g.id = t.group_id JOIN staffs AS s ON s.id = t.staff_id
            UNION ALL SELECT concat_ws(' ', 'element', name) FROM elements
            UNION ALL SELECT concat_ws(' ', 'member', g.kind, g.source_id, g.name, e.name, m.during, m.inverse)
                FROM memberships AS m JOIN groups AS g ON g.id = m.group_id JOIN elements AS e ON e.id = m.element_id WHERE NOT m.withdrawn
            UNION ALL SELECT concat_ws(' ', 'event', source_key, body, starts_at, ends_at, non_existent) FROM events WHERE NOT withdrawn
            UNION ALL SELECT concat_ws(' ', 'at', v.source_key, v.local_date, e.name, o.name)
                FROM commitments AS c JOIN events AS v ON v.id = c.event_id AND NOT v.withdrawn JOIN elements AS e ON e.id = c.element_id
                LEFT JOIN commitments AS d ON d.id = c.covering_id LEFT JOIN elements AS o ON o.id = d.element_id WHERE NOT c.withdrawn
            ORDER BY 1
            """;

    private static final String KEEP = """
            CREATE SCHEMA {kept};
            DO $$
            DECLARE name text;
            BEGIN
                FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                    EXECUTE format('CREATE TABLE {kept}.%I AS TABLE public.%I', name, name);
                END LOOP;
                CREATE TABLE {kept}.waybill_sequences AS
                    SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
            END $$
            """;

    /** Puts the rows back as they were, without looking for the rows that they refer to. */
    private static final String RESTORE = """
            DO $$
            DECLARE name text; columns text;
            BEGIN
                PERFORM set_config('session_replication_role', 'replica', true);
                FOR name, columns IN
                    SELECT attrelid::regclass, string_agg(quote_ident(attname), ', ' ORDER BY attnum)
                    FROM pg_attribute
                    WHERE attrelid IN (SELECT format('public.%I', tablename)::regclass FROM pg_tables WHERE schemaname = 'public')
                      AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                    GROUP BY attrelid
                LOOP
                    EXECUTE format('INSERT INTO public.%s (%s) SELECT %2$s FROM {kept}.%1$s', name, columns);
                END LOOP;
                PERFORM setval(format('public.%I', sequencename)::regclass, last_value) FROM {kept}.waybill_sequences;
            END $$
            """;

    private final Path folder;
    private final TestDatabase database;
    private final TestWaybill waybill;
    private final Map<String, byte[]> isams = new HashMap<>();
    /** Schemas with copies of the calendar, by the export that was dropped into an empty one. */
    private final Map<Map<String, ByteBuffer>, String> kept = new HashMap<>();

    private int files;

    private School(Path folder, TestDatabase database, TestWaybill waybill) {
        this.folder = folder;
        this.database = database;
        this.waybill = waybill;
    }

    /**
     * @param folder for configuration, data and exports; removed by the caller
     */
    public static School start(Path folder, TestDatabase database) {
        return start(folder, database, text -> text);
    }

    /** One whose year ends after eight weeks: most tests need no more of the timetable. */
    public static School startOfShortYear(Path folder, TestDatabase database) {
        return start(folder, database, School::shortYear);
    }

    /** A change: the year ends after eight weeks. */
    public static String shortYear(String mapping) {
        return mapping.replace("last: " + InventedSchool.LAST, "last: 2016-10-09");
    }

    /**
     * @param mapping changes school.yaml, which has the year of the invented school
     */
    public static School start(Path folder, TestDatabase database, UnaryOperator<String> mapping) {
        return start(folder, database, mapping, Map.of());
    }

    /**
     * @param mapping changes school.yaml, which has the year of the invented school
     * @param settings more of the environment
     */
    public static School start(
            Path folder, TestDatabase database, UnaryOperator<String> mapping, Map<String, String> settings) {
        try {
            EmbeddedSchema.create(new SchoolSystem(), database.dataSource());
            TestWaybill waybill = TestWaybill.startOnly(
                    "school",
                    folder,
                    database,
                    settings,
                    home -> change(home.resolve("config/school.yaml"), text -> mapping.apply(inTheInventedYear(text))));
            return new School(folder, database, waybill);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a home's mapping file have the year of the invented school. */
    public static void ofTheInventedYear(Path home) {
        change(home.resolve("config/school.yaml"), School::inTheInventedYear);
    }

    private static String inTheInventedYear(String mapping) {
        return mapping.replace(
                "{name: 2026/27, first: 2026-09-01, last: 2027-08-31}",
                "{name: 2016/17, first: " + InventedSchool.FIRST + ", last: " + InventedSchool.LAST + "}");
    }

    /** Changes a file. */
    public static void change(Path file, UnaryOperator<String> mapping) {
        try {
            Files.writeString(file, mapping.apply(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes an invented school's export of iSAMS as what is dropped next. */
    public School isams(SchoolSize size) throws IOException {
        return isams(new InventedSchool(size));
    }

    /** Takes an invented school's export of iSAMS as what is dropped next. */
    public School isams(InventedSchool invented) throws IOException {
        Path export = Files.createDirectories(folder.resolve("export-" + ++files));
        invented.writeIsams(export);
        isams.clear();
        isams.putAll(read(export));
        return this;
    }

    private static Map<String, byte[]> read(Path export) throws IOException {
        Map<String, byte[]> all = new HashMap<>();
        try (Stream<Path> paths = Files.list(export)) {
            for (Path path : paths.toList()) {
                all.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        return all;
    }

    /** Changes a file of the export. */
    public School change(String file, UnaryOperator<String> edit) {
        isams.computeIfPresent(
                file, (name, bytes) -> edit.apply(new String(bytes, UTF_8)).getBytes(UTF_8));
        return this;
    }

    /** Replaces a text of data.xml that has to be there. */
    public School replace(String from, String to) {
        return change("data.xml", text -> {
            if (!text.contains(from)) {
                throw new IllegalArgumentException("not in the export: " + from);
            }
            return text.replace(from, to);
        });
    }

    /** Leaves one lesson of each set in the export: enough for tests of a whole year that ask nothing of single lessons. */
    public School withOneLessonOfEachSet() {
        return change("data.xml", text -> text.replaceAll("<Schedule Id=\"(7[1-9]|[89]\\d|[1-4]\\d\\d)\">.*\\n", ""));
    }

    /** Takes a file out of the export. */
    public School without(String file) {
        isams.remove(file);
        return this;
    }

    /** Drops the export as of the first day of its year. */
    public LedgerEntry drop() throws IOException {
        return drop(InventedSchool.FIRST.toString());
    }

    /** Drops the export as of a day. */
    public LedgerEntry drop(String start) throws IOException {
        return drop(false, Map.of("start", start));
    }

    /** Drops the export. */
    public LedgerEntry drop(boolean preview, Map<String, String> options) throws IOException {
        return waybill.drop("school/isams", zip(isams), preview, options);
    }

    /**
     * Drops the export without waiting.
     *
     * @return its token
     */
    public String put(Map<String, String> options) throws IOException {
        String token = UUID.randomUUID().toString();
        new Inbox(waybill.data())
                .put(TestWaybill.feed("school/isams"), zip(isams), new DropOptions(false, true, token, "", options));
        return token;
    }

    /** All files of the export, by name. */
    public Map<String, byte[]> files() {
        return new HashMap<>(isams);
    }

    /** Takes these files as what is dropped next. */
    public void files(Map<String, byte[]> contents) {
        isams.clear();
        isams.putAll(contents);
    }

    /** A file of the export. */
    public byte[] file(String name) {
        return isams.get(name);
    }

    /** Adds a file to the export. */
    public void add(String name, byte[] bytes) {
        isams.put(name, bytes);
    }

    /** Drops an invented school's tables of SchoolBase. */
    public LedgerEntry dropSchoolBase(SchoolSize size, Map<String, String> options) throws IOException {
        return drop("schoolbase", schoolBase(new InventedSchool(size)), options);
    }

    /** An invented school's tables of SchoolBase, by the names of their files. */
    public Map<String, String> schoolBase(InventedSchool invented) throws IOException {
        Path export = Files.createDirectories(folder.resolve("export-" + ++files));
        invented.writeSchoolBase(export);
        Map<String, String> tables = new TreeMap<>();
        read(export).forEach((name, bytes) -> tables.put(name, new String(bytes, UTF_8)));
        return tables;
    }

    /** The export as a file, such as a command takes. */
    public Path exported() throws IOException {
        return zip(isams);
    }

    /** Runs commands beside this Waybill, which does their work; closed by the caller. */
    public Commands commands() throws IOException {
        return new Commands(
                waybill.config().getParent(),
                Map.of(
                        "WAYBILL_HOME", waybill.config().getParent().toString(),
                        "WAYBILL_DATA", waybill.data().root().toString(),
                        "WAYBILL_TARGET_SCHOOL_URL", database.url(),
                        "WAYBILL_TARGET_SCHOOL_USER", database.user(),
                        "WAYBILL_TARGET_SCHOOL_PASSWORD", database.password()));
    }

    /**
     * Drops a zip of files, which are given by their names, without waiting.
     *
     * @return its token
     */
    public String put(String feed, Map<String, String> contents, Map<String, String> options) throws IOException {
        String token = UUID.randomUUID().toString();
        Map<String, byte[]> bytes = new HashMap<>();
        contents.forEach((name, text) -> bytes.put(name, text.getBytes(UTF_8)));
        new Inbox(waybill.data())
                .put(TestWaybill.feed("school/" + feed), zip(bytes), new DropOptions(false, true, token, "", options));
        return token;
    }

    /** Drops a zip of files, which are given by their names. */
    public LedgerEntry drop(String feed, Map<String, String> contents, Map<String, String> options) throws IOException {
        Map<String, byte[]> bytes = new HashMap<>();
        contents.forEach((name, text) -> bytes.put(name, text.getBytes(UTF_8)));
        return waybill.drop("school/" + feed, zip(bytes), false, options);
    }

    private Path zip(Map<String, byte[]> contents) throws IOException {
        Path file = folder.resolve("export-" + ++files + ".zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : contents.keySet().stream().sorted().toList()) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(contents.get(name));
                zip.closeEntry();
            }
        }
        return file;
    }

    /**
     * Puts the export into the empty calendar. Each export is dropped once, and the calendar that it leaves is copied from then on: the first
     * load of a school costs three times as much as a later one.
     */
    public School loaded() throws IOException {
        Map<String, ByteBuffer> export = new HashMap<>();
        isams.forEach((name, bytes) -> export.put(name, ByteBuffer.wrap(bytes)));
        String schema = kept.get(export);
        if (schema != null) {
            database.run(RESTORE.replace("{kept}", schema));
            return this;
        }
        LedgerEntry page = drop();
        if (page.state() != State.DELIVERED || number("SELECT count(*) FROM waybill.rejects") > 0) {
            throw new IllegalStateException("Not an export to begin with: " + page.message());
        }
        schema = "kept_" + kept.size();
        database.run(KEEP.replace("{kept}", schema));
        kept.put(export, schema);
        return this;
    }

    /** Empties the calendar, and forgets what was rejected and answered. */
    public School empty() {
        SchoolSchema.empty(database);
        database.run("DELETE FROM waybill.rejects; DELETE FROM waybill.rule_uses; DELETE FROM waybill.decisions");
        return this;
    }

    /** The version of each row of the calendar: where none differs, nothing was written. */
    public List<String> versions() {
        List<String> all = new ArrayList<>();
        for (SchoolTable table : SchoolTable.values()) {
            all.add(table.table() + " "
                    + database.value(
                            "SELECT count(*) || ' ' || coalesce(md5(string_agg(ctid || ' ' || xmin, ',' ORDER BY ctid)), '') FROM "
                                    + table.table()));
        }
        return all;
    }

    /** All rows of the calendar, as texts. */
    public List<String> contents() {
        List<String> all = new ArrayList<>();
        for (SchoolTable table : SchoolTable.values()) {
            database.query("SELECT t::text FROM " + table.table() + " AS t ORDER BY 1")
                    .forEach(row -> all.add(table.table() + " " + row));
        }
        return all;
    }

    /** What the calendar says, without the numbers of its rows: two calendars that say the same may have numbered it otherwise. */
    public List<String> said() {
        return database.query(SAID);
    }

    /** The rows of a query. */
    public List<String> rows(String sql) {
        return database.query(sql);
    }

    /** The number that a query returns. */
    public long number(String sql) {
        return database.number(sql);
    }

    /** The database of the calendar. */
    public TestDatabase database() {
        return database;
    }

    /** Waybill itself. */
    public TestWaybill waybill() {
        return waybill;
    }

    @Override
    public void close() {
        waybill.close();
    }
}
