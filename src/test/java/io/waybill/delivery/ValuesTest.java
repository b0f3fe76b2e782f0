package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.Fault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the stage lets in and what it refuses agrees with what PostgreSQL would do. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class ValuesTest {
    private TestDatabase database;

    @BeforeAll
    void typesAreThere(TestDatabase shared) {
        database = shared;
        database.run(
                "CREATE TYPE mood AS ENUM ('happy', 'sad')",
                "CREATE DOMAIN short AS text CHECK (length(VALUE) < 4)",
                "CREATE EXTENSION citext");
    }

    @ParameterizedTest(name = "{0} takes {1}")
    @MethodSource("good")
    void goodValuesArriveAsTheyAre(String type, Object value, String stored) {
        try (Deliverer deliverer = table(type, value)) {
            deliverer.deliver();
            assertThat(database.value("SELECT v::text FROM one")).isEqualTo(stored);
            assertThat(deliverer.deliver().isEmpty())
                    .as("the same again differs in nothing")
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0} refuses {1}")
    @MethodSource("bad")
    void badValuesAreToldWithTheirRule(String type, Object value, String rule) {
        try (Deliverer deliverer = table(type, value)) {
            deliverer.check();
            assertThat(deliverer.faults)
                    .extracting(
                            Fault::rule,
                            Fault::field,
                            Fault::record,
                            fault -> fault.at().offset())
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(rule, "v", "app.one 1", 0L));
        }
    }

    private Deliverer table(String type, Object value) {
        database.run("DROP TABLE IF EXISTS one", "CREATE TABLE one (id int PRIMARY KEY, v " + type + " NOT NULL)");
        return new Deliverer(database).table("one", Policy.MIRROR, "id", "v").row("one", 1, value);
    }

    static Stream<Arguments> good() {
        return Stream.of(
                good("smallint", 32767L, "32767"),
                good("smallint", "-32768", "-32768"),
                good("integer", "+007", "7"),
                good("integer", new BigDecimal("3.0"), "3"),
                good("bigint", new BigInteger("9223372036854775807"), "9223372036854775807"),
                good("numeric(5,2)", new BigDecimal("999.99"), "999.99"),
                good("numeric(5,2)", "-1.50000", "-1.50"),
                good("numeric(5,2)", 7L, "7.00"),
                good("numeric(2,4)", "0.0012", "0.0012"),
                good("numeric", "1e-20", "0.00000000000000000001"),
                good("numeric", "-1E+21", "-1000000000000000000000"),
                good("numeric", "12345.67891", "12345.67891"),
                good("numeric", "-100000000.00010", "-100000000.00010"),
                good("numeric", "10000", "10000"),
                good("numeric", "9999.9999", "9999.9999"),
                good("numeric", "0.00", "0.00"),
                good("numeric", 0L, "0"),
                good("numeric(3)", "-999", "-999"),
                good("bigint", "-9223372036854775808", "-9223372036854775808"),
                good("real", "-Infinity", "-Infinity"),
                good("real", "-0.0", "-0"),
                good("real", "16777217", "1.6777216e+07"),
                good("double precision", "0.1", "0.1"),
                good("real", "1.5", "1.5"),
                good("double precision", new BigDecimal("1E+308"), "1e+308"),
                good("double precision", "NaN", "NaN"),
                good("boolean", true, "true"),
                good("boolean", "No", "false"),
                good("boolean", 1L, "true"),
                good("varchar(3)", "äöü", "äöü"),
                good("varchar(3)", "😀😀😀", "😀😀😀"),
                good("text", "a\tb\nc\rd\\e\\.", "a\tb\nc\rd\\e\\."),
                good("text", "", ""),
                good("text", "\\N", "\\N"),
                good("char(4)", "ab", "ab"),
                good("citext", "Ab", "Ab"),
                good("date", "2024-02-29", "2024-02-29"),
                good("date", "0001-01-01", "0001-01-01"),
                good("date", "9999-12-31", "9999-12-31"),
                good("time", "09:30", "09:30:00"),
                good("time", "23:59:59.000001", "23:59:59.000001"),
                good("time", "09:30:07.5000000", "09:30:07.5"),
                good("timestamp", "0001-01-01T00:00:00.000001", "0001-01-01 00:00:00.000001"),
                good("timestamp", "1999-12-31T23:59:59.999999", "1999-12-31 23:59:59.999999"),
                good("timestamp", "2024-02-29T23:59:59.123456", "2024-02-29 23:59:59.123456"),
                good("timestamp", "2024-02-29 09:30", "2024-02-29 09:30:00"),
                good("uuid", "123E4567E89B12D3A456426614174000", "123e4567-e89b-12d3-a456-426614174000"),
                good("json", "{\"a\" : [1, 2.50]}", "{\"a\" : [1, 2.50]}"),
                good("jsonb", "{\"b\":1,\"a\":\"\\u00e4\"}", "{\"a\": \"ä\", \"b\": 1}"),
                good("jsonb", " null ", "null"),
                good("mood", "sad", "sad"),
                good("short", "abc", "abc"),
                good("inet", "10.0.0.1/8", "10.0.0.1/8"),
                good("interval", "1 day 2 hours", "1 day 02:00:00"),
                good("int[]", "{1,2}", "{1,2}"),
                good("bytea", "\\x00ff", "\\x00ff"),
                good("timestamptz", "2024-02-29T09:30:00.12Z", "2024-02-29 09:30:00.12+00"),
                good("timestamptz", "2024-02-29T09:30:00+01:00", "2024-02-29 08:30:00+00"),
                good("timestamptz", "1970-01-01T00:30:00.5+14", "1969-12-31 10:30:00.5+00"),
                good("timestamptz", "2024-02-29 09:30-0130", "2024-02-29 11:00:00+00"));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                bad("integer", null, "missing-value"),
                bad("smallint", 32768L, "out-of-range"),
                bad("integer", "99999999999999999999999", "out-of-range"),
                bad("integer", "x", "not-a-whole-number"),
                bad("integer", "", "not-a-whole-number"),
                bad("integer", "-", "not-a-whole-number"),
                bad("integer", new BigDecimal("3.5"), "not-a-whole-number"),
                bad("integer", new BigDecimal("1e1000000000"), "out-of-range"),
                bad("integer", true, "not-a-whole-number"),
                bad("bigint", new BigInteger("9223372036854775808"), "out-of-range"),
                bad("numeric(5,2)", "1000", "out-of-range"),
                bad("numeric(5,2)", "1.005", "too-many-decimals"),
                bad("numeric(5,2)", "1,5", "not-a-number"),
                bad("numeric", "1e1000000", "out-of-range"),
                bad("numeric", "1e-1000000", "out-of-range"),
                bad("real", "1e39", "out-of-range"),
                bad("double precision", "1e-400", "out-of-range"),
                bad("double precision", "1d", "not-a-number"),
                bad("boolean", "maybe", "not-a-truth-value"),
                bad("varchar(3)", "abcd", "value-too-long"),
                bad("varchar(3)", "abc ", "value-too-long"),
                bad("varchar(3)", 7L, "not-text"),
                bad("text", "a\0b", "nul-character"),
                bad("text", "a\ud800b", "invalid-unicode"),
                bad("date", "2023-02-29", "not-a-date"),
                bad("date", "2024-2-3", "not-a-date"),
                bad("date", "03/02/2024", "not-a-date"),
                bad("date", 20240203L, "not-a-date"),
                bad("time", "25:00", "not-a-time"),
                bad("timestamp", "2024-02-29T09:30:00Z", "not-a-timestamp"),
                bad("timestamp", "2024-02-29T24:00:00", "not-a-timestamp"),
                bad("timestamp", "2024-02-29T09:30:00.1234567", "not-a-timestamp"),
                bad("timestamptz", "2024-02-29T09:30:00", "not-a-timestamp"),
                bad("timestamptz", "2024-02-29T09:30:00+16:00", "not-a-timestamp"),
                bad("timestamptz", "2024-02-30T09:30:00Z", "not-a-timestamp"),
                bad("timestamptz", "2024-02-29T09:30:00 Z", "not-a-timestamp"),
                bad("uuid", "123e4567-e89b-12d3-a456", "not-a-uuid"),
                bad("json", "{\"a\":}", "not-json"),
                bad("json", "{} {}", "not-json"),
                bad("json", "", "not-json"),
                bad("jsonb", "\"\\u0000\"", "not-json"),
                bad("jsonb", "\"\\ud800\"", "not-json"),
                bad("mood", "angry", "not-of-the-type"),
                bad("short", "abcd", "not-of-the-type"),
                bad("inet", "300.0.0.1", "not-of-the-type"));
    }

    private static Arguments good(String type, Object value, String stored) {
        return Arguments.of(type, value, stored);
    }

    private static Arguments bad(String type, Object value, String rule) {
        return Arguments.of(type, value, rule);
    }
}
