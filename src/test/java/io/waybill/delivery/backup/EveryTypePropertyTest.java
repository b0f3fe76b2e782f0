package io.waybill.delivery.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever values a table holds: a backup of it brings back the very same, to the letter. */
class EveryTypePropertyTest {
    private static final Map<String, Arbitrary<String>> VALUES = values();
    private static TestDatabase database;
    private static BackupWorkshop workshop;

    @BeforeContainer
    static void tableOfAllTypes() throws Exception {
        database = TestServer.shared().newDatabase();
        database.run(
                "CREATE TYPE mood AS ENUM ('sad', 'so so', 'it''s \"fine\", really')",
                "CREATE DOMAIN short_text AS varchar(50)",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE TABLE everything (id int PRIMARY KEY, "
                        + VALUES.keySet().stream()
                                .map(type -> "\"" + type.replace("\"", "'") + "\" " + type)
                                .collect(Collectors.joining(", "))
                        + ", made_of_id bigint GENERATED ALWAYS AS (id * 2) STORED)");
        Path folder = Files.createTempDirectory("waybill-backups");
        workshop = new BackupWorkshop(database, folder).table("everything", "id=pk");
    }

    @AfterContainer
    static void stop() {
        workshop.close();
        database.close();
    }

    @Property(tries = 6, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void whatABackupHoldsComesBackToTheLetter(@ForAll("rows") List<List<String>> rows) throws Exception {
        comesBackToTheLetter(rows);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    @Tag("thorough")
    void whatABackupHoldsComesBackToTheLetterInManyTries(@ForAll("rows") List<List<String>> rows) throws Exception {
        comesBackToTheLetter(rows);
    }

    private static void comesBackToTheLetter(List<List<String>> rows) throws Exception {
        database.run("DELETE FROM everything");
        insert(rows);
        List<String> before = database.query("SELECT everything::text FROM everything ORDER BY id");

        Manifest manifest = workshop.backup();
        assertThat(workshop.complaints(manifest.id())).isEmpty();
        assertThat(workshop.restore(manifest).isEmpty()).isTrue();

        database.run(
                "UPDATE everything SET \"text\" = 'other', \"bigint\" = 5 WHERE id % 3 = 0",
                "DELETE FROM everything WHERE id % 3 = 1", "INSERT INTO everything (id) SELECT 1000");
        workshop.restore(manifest);

        assertThat(database.query("SELECT everything::text FROM everything ORDER BY id"))
                .isEqualTo(before);
        workshop.folders.delete(BackupId.parse(manifest.id()));
    }

    @Provide
    Arbitrary<List<List<String>>> rows() {
        List<Arbitrary<String>> columns =
                VALUES.values().stream().map(value -> value.injectNull(0.1)).toList();
        return net.jqwik.api.Combinators.combine(columns)
                .as(ArrayList::new)
                .map(row -> (List<String>) row)
                .list()
                .ofMaxSize(60);
    }

    private static void insert(List<List<String>> rows) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO everything VALUES (?" + ", ?".repeat(VALUES.size()) + ")")) {
            int id = 0;
            for (List<String> row : rows) {
                insert.setInt(1, id++);
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 2, row.get(i), Types.OTHER);
                }
                insert.executeUpdate();
            }
        }
    }

    /** Texts that PostgreSQL reads as values, by type. */
    private static Map<String, Arbitrary<String>> values() {
        Arbitrary<String> text = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        3, Arbitraries.strings().all().ofMaxLength(40).map(EveryTypePropertyTest::storable)),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.strings()
                                .withChars("\\\"'\t\n\r\b\f\u000b\u0001\u007f\u2028{}[],:NULLn \u00e9\ufeff\ufffe")
                                .ofMaxLength(12)),
                net.jqwik.api.Tuple.of(
                        1, Arbitraries.of("", "NULL", "\\N", "\\.", "\ud83d\ude00", "e\u0301", "  ", "null")));
        Arbitrary<String> number = Arbitraries.of(
                "NaN",
                "Infinity",
                "-Infinity",
                "-0",
                "0",
                "1e-30",
                "1.5",
                "-12345.678901",
                "0.1",
                "1e20",
                "3.4028235e+38",
                "100000000000000");
        Map<String, Arbitrary<String>> values = new LinkedHashMap<>();
        values.put("smallint", Arbitraries.shorts().map(String::valueOf));
        values.put("integer", Arbitraries.integers().map(String::valueOf));
        values.put("bigint", Arbitraries.longs().map(String::valueOf));
        values.put(
                "numeric",
                Arbitraries.oneOf(
                        Arbitraries.bigDecimals().ofScale(5).map(Object::toString),
                        Arbitraries.of(
                                "NaN",
                                "Infinity",
                                "-Infinity",
                                "0.0000",
                                "1e300",
                                "-1e-300",
                                "12345678901234567890.10")));
        values.put(
                "numeric(12,4)",
                Arbitraries.longs().between(-99_999_999L, 99_999_999L).map(n -> n + ".2500"));
        values.put("real", Arbitraries.oneOf(number, Arbitraries.floats().map(String::valueOf)));
        values.put(
                "double precision",
                Arbitraries.oneOf(number, Arbitraries.doubles().map(String::valueOf)));
        values.put("boolean", Arbitraries.of("t", "f"));
        values.put("text", text);
        values.put("varchar(50)", text);
        values.put("char(60)", text);
        values.put("\"char\"", Arbitraries.of("a", "\"", "\\", ""));
        values.put("short_text", text);
        values.put(
                "date",
                Arbitraries.of(
                        "2024-02-29",
                        "0001-01-01",
                        "9999-12-31",
                        "infinity",
                        "-infinity",
                        "0044-03-15 BC",
                        "5874897-12-31"));
        values.put("time", Arbitraries.of("00:00:00", "24:00:00", "23:59:59.999999", "09:30:00.1"));
        values.put("time with time zone", Arbitraries.of("00:00:00+00", "23:59:59.999999-12:30", "09:30:00.1+01"));
        values.put(
                "timestamp",
                Arbitraries.of(
                        "2024-02-29 09:30:00",
                        "2024-02-29 09:30:00.000001",
                        "infinity",
                        "-infinity",
                        "0044-03-15 12:00:00 BC",
                        "294276-12-31 23:59:59.999999",
                        "10000-01-01 00:00:00",
                        "1800-01-01 00:00:00.5"));
        values.put(
                "timestamp with time zone",
                Arbitraries.of(
                        "2024-02-29 09:30:00+05:45",
                        "infinity",
                        "-infinity",
                        "0044-03-15 12:00:00+00 BC",
                        "294276-12-31 23:59:59.999999+00",
                        "10000-01-01 00:00:00+00",
                        "1883-11-18 12:03:58-04:56:02"));
        values.put("interval", Arbitraries.of("1 day", "-1 mon -2 days +03:04:05.000006", "10 years", "00:00:00"));
        values.put("uuid", Arbitraries.create(java.util.UUID::randomUUID).map(Object::toString));
        Arbitrary<String> json = Arbitraries.of(
                "{}",
                "[]",
                "null",
                "true",
                "1",
                "1.0",
                "-0",
                "1e400",
                "\"abc\"",
                "\"\"",
                "\"\\u00e9\"",
                "{\"a\": [1, 2, {\"b\": null}], \"a \": \"\\\"\\\\\\/\\n\"}",
                "[\"\\ud83d\\ude00\"]",
                " {\"a\":1}",
                "[1]\n",
                "{\"b\":1,\"a\":2}",
                "\n\t[ ]",
                " null ",
                "\"}\"",
                "[\"]\", \"{\", \"\\\\\"]");
        values.put("jsonb", json);
        values.put(
                "json",
                Arbitraries.oneOf(
                        json,
                        Arbitraries.of(
                                "[\"\\ud800\"]",
                                "\"\\udc00\\ud800\"",
                                "[\"\\u0000\"]",
                                "{\"a\":1,\"a\":2}",
                                "[".repeat(1_000) + "]".repeat(1_000),
                                "[\"\\ud800\\u0041\"]",
                                "[\"\\\\ud800\"]")));
        values.put(
                "bytea",
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMaxSize(40)
                        .map(bytes -> "\\x" + java.util.HexFormat.of().formatHex(bytes)));
        values.put("inet", Arbitraries.of("10.0.0.1", "10.0.0.0/8", "::1", "fe80::/10", "10.0.0.1/8"));
        values.put("mood", Arbitraries.of("sad", "so so", "it's \"fine\", really"));
        values.put("bit varying(8)", Arbitraries.of("", "1", "10101010"));
        values.put("int4range", Arbitraries.of("empty", "[1,5)", "(,)", "[3,)"));
        values.put("tsvector", Arbitraries.of("'a':1 'b\\\\c''d':2", ""));
        values.put("point", Arbitraries.of("(1,2.5)", "(NaN,-Infinity)"));
        values.put("pair", Arbitraries.of("(1,\"a,\"\"b\\\\\")", "(,)", "(,\"\")"));
        values.put("xml", Arbitraries.of("<a b=\"c\">&amp;</a>", "text\n"));
        values.put(
                "integer[]",
                Arbitraries.of("{}", "{1,NULL,-3}", "{{1,2},{3,4}}", "[0:2]={7,8,9}", "[-1:0][2:3]={{1,2},{3,4}}"));
        values.put(
                "text[]",
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "{}", "{\"\"}", "{NULL,\"NULL\",null}", "{{a,\"b c\"},{\"d,e\",\"{f}\"}}", "[5:5]={x}"),
                        text.list().ofMaxSize(4).map(EveryTypePropertyTest::arrayOf)));
        values.put("boolean[]", Arbitraries.of("{t,f,NULL}"));
        values.put("numeric[]", Arbitraries.of("{1.50,NaN}"));
        values.put("timestamptz[]", Arbitraries.of("{\"2024-02-29 09:30:00+00\",infinity}"));
        values.put("jsonb[]", Arbitraries.of("{\"{\\\"a\\\": [1, \\\"\\\\\\\\\\\"]}\",null,\"null\"}"));
        values.put("bytea[]", Arbitraries.of("{\"\\\\x00ff\"}"));
        values.put("box[]", Arbitraries.of("{(2,2),(1,1);(4,4),(3,3)}", "{}"));
        values.put("mood[]", Arbitraries.of("{sad,\"it's \\\"fine\\\", really\"}"));
        values.put("pair[]", Arbitraries.of("{\"(1,\\\"a b\\\")\",\"(,)\"}"));
        return values;
    }

    /** PostgreSQL's text holds neither NUL nor half a surrogate pair. */
    private static String storable(String any) {
        return any.codePoints()
                .filter(point -> point != 0 && (point < 0xD800 || point > 0xDFFF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String arrayOf(List<String> elements) {
        return elements.stream()
                .map(element -> '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
