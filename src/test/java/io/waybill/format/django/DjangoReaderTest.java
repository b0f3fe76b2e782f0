package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DjangoReaderTest {
    private static final String GOOD = "{\"pk\": 1, \"model\": \"a.b\", \"fields\": {\"x\": 1}}";

    private final Faults faults = new Faults();

    private List<DjangoRecord> read(String text) {
        return read(text.getBytes(UTF_8));
    }

    private List<DjangoRecord> read(byte[] bytes) {
        List<DjangoRecord> all = new ArrayList<>();
        new DjangoReader(new ByteArrayInputStream(bytes), "live.dump", 1000, faults).forEachRemaining(all::addAll);
        return all;
    }

    private Fault broken(byte[] bytes) {
        BrokenFileException broken = catchThrowableOfType(BrokenFileException.class, () -> read(bytes));
        assertThat(broken).isNotNull();
        return broken.faults().get(broken.faults().size() - 1);
    }

    private Fault broken(String text) {
        return broken(text.getBytes(UTF_8));
    }

    private static String field(String json) {
        return "[{\"pk\": 1, \"model\": \"a.b\", \"fields\": {\"f\": " + json + "}}]";
    }

    @Test
    void valuesAreDecodedByTheirKind() {
        DjangoRecord record =
                read("[{\"model\": \"a.b\", \"fields\": {\"text\": \"x\", \"escaped\": \"\\u00e9\\n\\/\\ud83d\\ude00\","
                                + " \"utf8\": \"é–😀\", \"long\": -7, \"big\": 12345678901234567890, \"decimal\": 1.50,"
                                + " \"yes\": true, \"no\": false, \"nothing\": null, \"list\": [1, [2, {\"a\": \"]\"}]],"
                                + " \"object\": {}}, \"pk\": \"3\"}]")
                        .get(0);

        assertThat(record.model()).isEqualTo("a.b");
        assertThat(record.key()).isEqualTo("3");
        assertThat(record.keyNumber()).isEqualTo(3);
        assertThat(record.value("text")).isEqualTo("x");
        assertThat(record.value("escaped")).isEqualTo("é\n/😀");
        assertThat(record.value("utf8")).isEqualTo("é–😀");
        assertThat(record.value("long")).isEqualTo(-7L);
        assertThat(record.value("big")).isEqualTo(new BigInteger("12345678901234567890"));
        assertThat(record.value("decimal")).isEqualTo(new BigDecimal("1.50"));
        assertThat(record.value("yes")).isEqualTo(true);
        assertThat(record.value("no")).isEqualTo(false);
        assertThat(record.value("nothing")).isNull();
        assertThat(record.value("list")).isEqualTo(new RawJson("[1, [2, {\"a\": \"]\"}]]"));
        assertThat(record.value("object")).isEqualTo(new RawJson("{}"));
        assertThat(record.value("other")).isSameAs(DjangoRecord.MISSING);
        assertThat(record.fields()).startsWith("text", "escaped").endsWith("object");
        assertThat(record.valueStartsWith("utf8", "x")).isFalse();
        assertThat(record.valueEquals("text", "x")).isTrue();
        assertThat(record.valueEquals("text", "xy")).isFalse();
    }

    @Test
    void referencesAreNumbersHoweverTheyAreWritten() {
        DjangoRecord record = read("[{\"pk\": null, \"model\": \"m\", \"fields\":"
                        + " {\"a\": 5, \"b\": \"5\", \"c\": null, \"d\": \"05\", \"e\": 5.0, \"f\": \"\", \"g\": -3}}]")
                .get(0);

        assertThat(record.longValue("a")).isEqualTo(5);
        assertThat(record.longValue("b")).isEqualTo(5);
        assertThat(record.longValue("c")).isEqualTo(DjangoRecord.NULL);
        assertThat(record.longValue("d")).isEqualTo(DjangoRecord.NOT_A_NUMBER);
        assertThat(record.longValue("e")).isEqualTo(DjangoRecord.NOT_A_NUMBER);
        assertThat(record.longValue("f")).isEqualTo(DjangoRecord.NOT_A_NUMBER);
        assertThat(record.longValue("g")).isEqualTo(-3);
        assertThat(record.longValue("h")).isEqualTo(DjangoRecord.NO_FIELD);
        assertThat(record.keyNumber()).isEqualTo(DjangoRecord.NULL);
        assertThat(record.key()).isNull();
    }

    @Test
    void escapedNamesMeanWhatTheySay() {
        DjangoRecord record =
                read("[{\"p\\u006b\": 4, \"\\u006dodel\": \"m\", \"fields\": {\"\\u0078\": \"user/a\\u0062\"}}]")
                        .get(0);

        assertThat(record.keyNumber()).isEqualTo(4);
        assertThat(record.model()).isEqualTo("m");
        assertThat(record.value("x")).isEqualTo("user/ab");
        assertThat(record.valueStartsWith("x", "user/ab")).isTrue();
    }

    @Test
    void positionsCountLinesAndBytes() {
        List<DjangoRecord> records = read("\r\n[\r\n  " + GOOD + ",\n\n   " + GOOD.replace("1", "2") + "\n]\n\n");

        assertThat(records).hasSize(2);
        assertThat(records.get(0).position()).hasToString("live.dump, line 3, column 3 (byte 7)");
        assertThat(records.get(1).position().line()).isEqualTo(5);
        assertThat(records.get(1).position().column()).isEqualTo(4);
        assertThat(records.get(1).position("x").column()).isEqualTo(46);
    }

    @Test
    void positionsAreRightFarIntoAPrettyPrintedFile() throws IOException {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < 20_000; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("\n {\"pk\": ")
                    .append(i)
                    .append(",\n  \"model\": \"a.b\",\n  \"fields\": {}\n }");
        }
        List<DjangoRecord> records = read(text + "\n]");

        assertThat(records).hasSize(20_000);
        for (int i : new int[] {0, 1, 5_000, 7_777, 19_999}) {
            assertThat(records.get(i).keyNumber()).isEqualTo(i);
            assertThat(records.get(i).position().line()).isEqualTo(2 + 4L * i);
            assertThat(records.get(i).position().column()).isEqualTo(2);
        }
    }

    @Test
    void chunksHoldNoMoreThanWasAskedFor() {
        String text = "[" + String.join(",", java.util.Collections.nCopies(25, GOOD)) + "]";
        DjangoReader reader = new DjangoReader(new ByteArrayInputStream(text.getBytes(UTF_8)), "f", 10, faults);
        List<Integer> sizes = new ArrayList<>();
        reader.forEachRemaining(chunk -> sizes.add(chunk.size()));

        assertThat(sizes).containsExactly(10, 10, 5);
        assertThat(reader.recordsRead()).isEqualTo(25);
        assertThat(reader.bytesRead()).isEqualTo(text.length());
    }

    @Test
    void anEmptyListHasNoRecords() {
        assertThat(read("[]")).isEmpty();
        assertThat(read(" [ \n ] \n")).isEmpty();
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void recordsLargerThanTheWindowAreReadWhole() {
        String large = "x".repeat(400_000) + "\\n" + "é".repeat(300_000);
        List<DjangoRecord> records = read("[" + GOOD + ", " + "{\"pk\": 2, \"model\": \"a.b\","
                + " \"fields\": {\"x\": \"" + large + "\"}}, " + GOOD + "]");

        assertThat(records).hasSize(3);
        assertThat(((String) records.get(1).value("x")).length()).isEqualTo(700_001);
    }

    @Test
    void whereverTheWindowCutsARecordItIsReadTheSame() {
        // a source that gives few bytes at a time does not matter, the size of what came before does
        for (int padding = 0; padding < 120; padding++) {
            String filler = "{\"pk\": 1, \"model\": \"a.b\", \"fields\": {\"x\": \""
                    + "y".repeat(JsonElements.WINDOW - 130 + padding) + "\"}}";
            List<DjangoRecord> records = read("[" + filler + ", {\"pk\": 22, \"model\": \"c.d\", \"fields\":"
                    + " {\"n\": -12.5e+3, \"é\\u00e9\": \"ü😀\\ud83d\\ude00\", \"t\": true, \"l\": [null, {}]}}]");

            assertThat(records).hasSize(2);
            DjangoRecord last = records.get(1);
            assertThat(last.keyNumber()).isEqualTo(22);
            assertThat(last.value("n")).isEqualTo(new BigDecimal("-12.5e+3"));
            assertThat(last.value("éé")).isEqualTo("ü😀😀");
            assertThat(last.value("t")).isEqualTo(true);
            assertThat(last.value("l")).isEqualTo(new RawJson("[null, {}]"));
        }
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void recordsAreWrittenAsTheyWereRead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DjangoWriter writer = new DjangoWriter(out);
        String odd = "{ \"model\":\"a.b\",\t\"pk\" : \"1\", \"fields\": {\"z\": 1.0, \"a\": \"\\u00e9é\"} }";
        for (DjangoRecord record : read("[" + odd + "," + GOOD + "]")) {
            writer.write(record);
        }
        writer.finish();

        assertThat(out.toString(UTF_8)).isEqualTo("[\n" + odd + ",\n" + GOOD + "\n]\n");
    }

    @Test
    void nothingWrittenIsStillADump() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DjangoWriter(out).finish();

        assertThat(out.toString(UTF_8)).isEqualTo("[]\n");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThat(broken("").rule()).isEqualTo("empty-file");
        assertThat(broken(" \n ").at().line()).isEqualTo(2);
    }

    @Test
    void aTruncatedFileNamesTheByteWhereItEndsAndTheRecord() {
        String text = "[" + GOOD + ",\n{\"pk\": 7, \"model\": \"a.b\", \"fields\": {\"name\": \"abc";
        Fault fault = broken(text);

        assertThat(fault.rule()).isEqualTo("truncated");
        assertThat(fault.at().offset()).isEqualTo(text.length());
        assertThat(fault.at().line()).isEqualTo(2);
        assertThat(fault.record()).isEqualTo("a.b 7");
        assertThat(fault.field()).isEqualTo("name");
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        String text =
                "[{\"pk\": 12, \"model\": \"a.b\", \"fields\": {\"a\": \"é\\u00e9\\n\", \"b\": [1.5e3, true, {\"c\": null}]}}, "
                        + GOOD + "]";
        byte[] whole = text.getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            Fault fault = broken(cut);
            assertThat(fault.rule()).isIn("truncated", "empty-file");
            assertThat(fault.at().offset()).isEqualTo(length);
        }
        assertThat(read(whole)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] x | trailing-garbage",
                "[] [] | trailing-garbage",
                "{\"a\": 1} | not-a-list",
                "nope | not-json",
                "[{] | not-json",
                "[{\"a\" 1}] | not-json",
                "[{\"a\": 1 \"b\": 2}] | not-json",
                "[{\"a\": 01}] | not-json",
                "[{\"a\": 1.}] | not-json",
                "[{\"a\": +1}] | not-json",
                "[{\"a\": .5}] | not-json",
                "[{\"a\": 1e}] | not-json",
                "[{\"a\": -}] | not-json",
                "[{\"a\": tru}] | not-json",
                "[{\"a\": \"\\x\"}] | not-json",
                "[{\"a\": \"\\u12g4\"}] | not-json",
                "[{'a': 1}] | not-json",
                "[{\"a\": 1,}] | not-json",
                "[{\"a\": [1,]}] | not-json",
                "[{\"a\": [1}}] | not-json",
                "[1,] | not-json",
                "[,1] | not-json",
                "[1 2] | not-json",
            })
    void whatIsNotJsonIsRefused(String text, String rule) {
        assertThat(broken(text).rule()).isEqualTo(rule);
    }

    @Test
    void otherEncodingsAreCalledByTheirName() {
        assertThat(broken("\uFEFF[]").found()).contains("UTF-8 byte order mark");
        assertThat(broken("\uFEFF[]".getBytes(UTF_16LE)).found()).contains("UTF-16");
        assertThat(broken("[]".getBytes(UTF_16LE)).found()).contains("UTF-16");
        assertThat(broken(new byte[] {0x1f, (byte) 0x8b, 8, 0}).advice()).contains("gunzip");
    }

    @Test
    void allFaultyRecordsAreToldInOneRunAndTheGoodOnesRead() {
        List<DjangoRecord> records =
                read("[5, \"x\", null, [], {}, {\"model\": \"a.b\"}, {\"model\": 5, \"fields\": {}},"
                        + " {\"model\": \"a.b\", \"fields\": []}, {\"pk\": 1.5, \"model\": \"a.b\", \"fields\": {}}, "
                        + GOOD + "]");

        assertThat(records).hasSize(1);
        assertThat(faults.kept())
                .extracting(Fault::rule)
                .containsExactly(
                        "not-a-record",
                        "not-a-record",
                        "not-a-record",
                        "not-a-record",
                        "record-without-model",
                        "record-without-fields",
                        "record-without-fields",
                        "model-not-a-string",
                        "fields-not-an-object",
                        "key-not-usable");
        assertThat(faults.kept().get(0).record()).isEqualTo("record 1");
        assertThat(faults.kept().get(0).at().offset()).isEqualTo(1);
    }

    @Test
    void badTextIsToldWithItsByteAndReadingGoesOn() {
        String before = "[{\"pk\": 9, \"model\": \"a.b\", \"fields\": {\"f\": \"caf";
        byte[] latin = (before + "é\", \"g\": \"\u0001\"}}, " + GOOD + "]").getBytes(ISO_8859_1);

        assertThat(read(latin)).hasSize(1);
        assertThat(faults.kept()).extracting(Fault::rule).containsExactly("invalid-utf-8", "control-character");
        Fault first = faults.kept().get(0);
        assertThat(first.at().offset()).isEqualTo(before.length());
        assertThat(first.record()).isEqualTo("a.b 9");
        assertThat(first.field()).isEqualTo("f");
        assertThat(first.found()).isEqualTo("byte 0xE9");
        assertThat(faults.kept().get(1).field()).isEqualTo("g");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0 80",
                "C1 BF",
                "E0 80 80",
                "ED A0 80",
                "F0 80 80 80",
                "F4 90 80 80",
                "F5 80 80 80",
                "80",
                "C3",
                "E2 82"
            })
    void whatIsNoUtf8IsFound(String hex) {
        byte[] bad = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("[{\"pk\": 1, \"model\": \"m\", \"fields\": {\"f\": \"".getBytes(UTF_8));
        text.writeBytes(bad);
        text.writeBytes("\"}}]".getBytes(UTF_8));

        assertThat(read(text.toByteArray())).isEmpty();
        assertThat(faults.kept()).isNotEmpty().allMatch(fault -> fault.rule().equals("invalid-utf-8"));
    }

    @Test
    void whatCannotBeStoredIsTold() {
        assertThat(read(field("\"\\ud83d\""))).isEmpty();
        assertThat(read(field("\"\\ude00x\""))).isEmpty();
        assertThat(read(field("\"\\ud83d\\ud83d\\ude00\""))).isEmpty();
        assertThat(read(field("NaN"))).isEmpty();
        assertThat(read(field("[-Infinity]"))).isEmpty();
        assertThat(faults.kept())
                .extracting(Fault::rule)
                .containsExactly(
                        "lone-surrogate",
                        "lone-surrogate",
                        "lone-surrogate",
                        "not-a-finite-number",
                        "not-a-finite-number");
        assertThat(faults.kept()).extracting(Fault::field).containsOnly("f");
    }

    @Test
    void aNameTwiceInARecordIsTold() {
        String twice = "{\"pk\": 1, \"model\": \"a.b\", \"fields\": {\"x\": 1, \"y\": 2, \"x\": 3}}";
        assertThat(read("[" + twice + "," + twice + ", {\"pk\": 1, \"pk\": 2, \"model\": \"a.b\", \"fields\": {}},"
                        + " {\"q\": 1, \"q\": 2, \"model\": \"a.b\", \"fields\": {}}]"))
                .isEmpty();
        assertThat(faults.kept()).hasSize(4).allMatch(fault -> fault.rule().equals("duplicate-member"));
    }

    @Test
    void deepNestingIsRefusedNotOverflown() {
        assertThat(broken(field("[".repeat(100_000))).rule()).isEqualTo("nested-too-deeply");
        assertThat(broken("[".repeat(100_000)).rule()).isEqualTo("nested-too-deeply");
        assertThat(broken(field("{\"a\":".repeat(100_000))).rule()).isEqualTo("nested-too-deeply");
        assertThat(read(field("[".repeat(800) + "]".repeat(800)))).hasSize(1);
    }

    @Test
    void faultsBeforeABrokenPlaceAreToldWithIt() {
        BrokenFileException broken = catchThrowableOfType(
                BrokenFileException.class, () -> read("[5, {\"model\": \"a.b\", \"fields\": {\"a\": \"\u0002\", oops"));

        assertThat(broken.faults())
                .extracting(Fault::rule)
                .containsExactly("not-a-record", "control-character", "not-json");
    }

    @Test
    void recordsOfEveryOrderOfFieldsAreRead() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < 6_000; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"fields\": {\"only")
                    .append(i)
                    .append("\": ")
                    .append(i);
            text.append(", \"x\": \"")
                    .append(i)
                    .append("\"}, \"pk\": ")
                    .append(i)
                    .append(", \"model\": \"a.b\"}");
        }
        List<DjangoRecord> records = read(text + "]");

        for (int i = 0; i < 6_000; i += 97) {
            assertThat(records.get(i).longValue("only" + i)).isEqualTo(i);
            assertThat(records.get(i).longValue("x")).isEqualTo(i);
        }
    }

    @Test
    void aPipeIsCopiedAndCanBeReadTwice() throws IOException {
        InputStream pipe = new ByteArrayInputStream(("[" + GOOD + "]").getBytes(UTF_8));
        try (DumpFile dump = DumpFile.of(pipe, "standard input")) {
            for (int pass = 0; pass < 2; pass++) {
                try (DjangoReader reader = dump.read(faults)) {
                    assertThat(reader.next()).hasSize(1);
                    assertThat(reader.hasNext()).isFalse();
                }
            }
            assertThat(dump.bytesRead()).isEqualTo(2 * dump.size());
        }
    }

    @Test
    void aDirectoryIsNoDump(@TempDir Path folder) {
        assertThatThrownBy(() -> DumpFile.of(folder, "x.dump").close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x.dump is a directory");
    }

    @Test
    void aFileOnDiskIsReadFromItsPath(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("some.dump"), "[" + GOOD + "]");
        try (DjangoReader reader = DjangoReader.open(file, "live.dump", faults)) {
            assertThat(reader.next().get(0).position().file()).isEqualTo("live.dump");
        }
    }
}
