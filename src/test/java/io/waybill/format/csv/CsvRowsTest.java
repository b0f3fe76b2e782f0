package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theDelimiterIsFoundInTheFirstRows(String delimiter) throws IOException {
        String text =
                "tripos/asnc/I,user/a1,\"{\"\"salt\"\": \"\"x,y;z|w\"\", \"\"n\"\": 1}\"\ntripos/nst/IA,user/b2,\n"
                        .replaceAll(",(?=user|\"\\{|\n)", delimiter.equals("|") ? "|" : delimiter);

        assertThat(read(text.getBytes(UTF_8)))
                .containsExactly(
                        new CsvRow(1, List.of("tripos/asnc/I", "user/a1", "{\"salt\": \"x,y;z|w\", \"n\": 1}")),
                        new CsvRow(2, List.of("tripos/nst/IA", "user/b2", "")));
    }

    @Test
    void commasInUnquotedDataDoNotHideASemicolon() throws IOException {
        assertThat(read("tripos/x;user/a1;{1, 2, 3}\n".getBytes(UTF_8)))
                .containsExactly(new CsvRow(1, List.of("tripos/x", "user/a1", "{1, 2, 3}")));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,EFBBBF",
        "UTF-8,''",
        "UTF-16LE,FFFE",
        "UTF-16BE,FEFF",
        "UTF-16LE,''",
        "UTF-16BE,''",
        "windows-1252,''"
    })
    void theCharsetIsFoundByMarkOrPattern(Charset charset, String mark) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(java.util.HexFormat.of().parseHex(mark));
        file.write("tripos/modèle,user/é1,“x”\r\ntripos/nst,user/b2,\r\n".getBytes(charset));

        assertThat(read(file.toByteArray()))
                .containsExactly(
                        new CsvRow(1, List.of("tripos/modèle", "user/é1", "“x”")),
                        new CsvRow(2, List.of("tripos/nst", "user/b2", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1256", "UTF-16LE", "UTF-16BE"})
    void persianTextIsFoundWithoutAMark(Charset charset) throws IOException {
        byte[] file = "نام;تيم;توضيح\nآزاده صابري;زيرساخت;كارشناس شبكه‌ها\n".getBytes(charset);

        assertThat(read(file))
                .containsExactly(
                        new CsvRow(1, List.of("نام", "تيم", "توضيح")),
                        new CsvRow(2, List.of("آزاده صابري", "زيرساخت", "كارشناس شبكه‌ها")));
    }

    @Test
    void aFewAccentedNamesAreWesternText() throws IOException {
        assertThat(read("name,team\nAndré Müller,Café\n".getBytes(WINDOWS_1252)))
                .contains(new CsvRow(2, List.of("André Müller", "Café")));
    }

    @Test
    void whatTheOwnerSaysOfAFileCountsMoreThanWhatItLooksLike() throws IOException {
        Path file = folder.resolve("file.csv");
        Files.write(file, "a,b;Žižka\n".getBytes(Charset.forName("windows-1250")));

        CsvDialect told = CsvDialect.of(file, Charset.forName("windows-1250"), ';');

        try (CsvRows rows = CsvRows.open(file, "file.csv", told)) {
            assertThat(rows.next()).isEqualTo(new CsvRow(1, List.of("a,b", "Žižka")));
        }
    }

    @Test
    void aToldCharsetThatTheMarkContradictsIsNotBelieved() throws IOException {
        Path file = folder.resolve("file.csv");
        Files.write(file, "\uFEFFa,é\n".getBytes(UTF_8));

        CsvDialect told = CsvDialect.of(file, Charset.forName("windows-1256"), null);

        assertThat(told.charset()).isEqualTo(UTF_8);
    }

    @Test
    void excelsSeparatorLineIsNoRow() throws IOException {
        assertThat(read("sep=;\r\na;b,c;d\r\n".getBytes(UTF_8)))
                .containsExactly(new CsvRow(2, List.of("a", "b,c", "d")));
    }

    @Test
    void aSeparatorLineStandsAfterAByteOrderMarkToo() throws IOException {
        assertThat(read("\uFEFFSEP=\t\na\tb\n".getBytes(UTF_16LE))).containsExactly(new CsvRow(2, List.of("a", "b")));
    }

    @Test
    void rowsKnowTheLineOnWhichTheyBegin() throws IOException {
        String text = "a,b\r\n\r\n\"two\r\nlines\",c\rd,\"three\n\r\nlines\"\n  \n,,\n\n\"e\",f\ng,h";

        assertThat(read(text.getBytes(UTF_8)))
                .containsExactly(
                        new CsvRow(1, List.of("a", "b")),
                        new CsvRow(3, List.of("two\r\nlines", "c")),
                        new CsvRow(5, List.of("d", "three\n\r\nlines")),
                        new CsvRow(11, List.of("e", "f")),
                        new CsvRow(12, List.of("g", "h")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndCounts(String end) throws IOException {
        assertThat(read(String.join(end, "a,1", "", "b,2", "c,3").getBytes(UTF_8)))
                .containsExactly(
                        new CsvRow(1, List.of("a", "1")),
                        new CsvRow(3, List.of("b", "2")),
                        new CsvRow(4, List.of("c", "3")));
    }

    @Test
    void quotesInsideAnUnquotedCellAreText() throws IOException {
        assertThat(read("tripos/asnc/I,user/a1,a\"b\"c\nx, \"y\",\"z\" \n".getBytes(UTF_8)))
                .containsExactly(
                        new CsvRow(1, List.of("tripos/asnc/I", "user/a1", "a\"b\"c")),
                        new CsvRow(2, List.of("x", " \"y\"", "z ")));
    }

    @Test
    void anEmptyFileHasNoRows() throws IOException {
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read("\uFEFF".getBytes(UTF_8))).isEmpty();
        assertThat(read("\r\n \r\n,,\r\n,".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void aStreamIsReadAsAFileIs() throws IOException {
        assertThat(CsvRows.read(new ByteArrayInputStream("a;b\n".getBytes(UTF_8)), "standard input", dialect -> {}))
                .containsExactly(new CsvRow(1, List.of("a", "b")));
    }

    @Test
    void anUnterminatedQuoteIsToldWithTheLineWhereItBegan() {
        Fault fault = faults("a,b\n\nc,\"d\ne,f\ng,h\n".getBytes(UTF_8)).get(0);

        assertThat(fault.rule()).isEqualTo("quote-not-closed");
        assertThat(fault.at().line()).isEqualTo(3);
        assertThat(fault.at().offset()).isEqualTo(7);
        assertThat(fault.sentence()).startsWith("perms.csv, line 3 (byte 7): ").contains("closing quote");
    }

    @Test
    void allFaultsOfAFileAreToldTogether() {
        byte[] bytes = "é,b\nc\0,d\né,\0\n\"x,y".getBytes(UTF_8);
        bytes[bytes.length - 1] = (byte) 0xFF;

        assertThat(faults(bytes))
                .extracting(fault -> fault.rule() + " " + fault.at().line() + " "
                        + fault.at().offset())
                .containsExactly("undecodable-bytes 4 18", "nul-character 2 6", "quote-not-closed 4 15");
    }

    @Test
    void aThousandUndecodableBytesAreOneFaultAndQuotesInAFileThatIsNotTextAreNone() {
        byte[] damaged = ("é".repeat(2_000) + "\n" + "x\u0080y\n".repeat(1_000)).getBytes(UTF_8);
        for (int i = 4_001; i < damaged.length; i++) {
            damaged[i] = damaged[i] == (byte) 0xC2 ? (byte) 0xFF : damaged[i];
        }
        assertThat(faults(damaged))
                .singleElement()
                .extracting(Fault::sentence)
                .asString()
                .startsWith(
                        "perms.csv, line 2 (byte 4002): found byte 0xFF, the first of 2000 such places, expected text in UTF-8.");
        assertThat(faults(("a\0\n" + "\"b\"c\n".repeat(500)).getBytes(UTF_8)))
                .extracting(Fault::rule)
                .containsExactly("nul-character");
    }

    @Test
    void sixHundredNulsAreOneFault() {
        assertThat(faults(("a,b\nc" + "\0".repeat(600) + ",d\n").getBytes(UTF_8)))
                .singleElement()
                .extracting(Fault::sentence)
                .asString()
                .startsWith(
                        "perms.csv, line 2 (byte 5): found \\u0000, the first of 600 such characters, expected text.");
    }

    @Test
    void textAfterAClosingQuoteIsAFaultWithItsPlaceAndAdvice() {
        Fault fault = faults("Email,Name,Phone\nada@x.ir,\"Ada \\\"A\\\", Ms\"\nbob@x.ir,Bob,1\n".getBytes(UTF_8))
                .get(0);

        assertThat(fault.sentence())
                .startsWith("perms.csv, line 2, column 17 (byte 33): found A after the closing quote (\") of a cell,")
                .contains("Double a quote that belongs to the text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\nx,\"Bob \"Bobby\" B\"\n",
                "a;b\r\nx;\"12\" screen\"\r\n",
                "a,b\nx,\"z\" tail\n",
                "a,b\nx,\"z\" \"tail\"\n",
                "a\tb\nx\t\"z\"\\\n",
                "a,b\n\"two\nlines\"end,y\n",
            })
    void noTextAfterAClosingQuoteIsReadAsIfItBelongedToTheCell(String text) {
        assertThat(faults(text.getBytes(UTF_8)))
                .singleElement()
                .extracting(Fault::rule)
                .isEqualTo("text-after-quote");
    }

    @Test
    void aByteThatWindowsDoesNotHaveIsToldWithItsPlace() {
        Fault fault = faults("caf\u00e9,b\nc,d\u0081\n".getBytes(ISO_8859_1)).get(0);

        assertThat(fault.sentence())
                .startsWith("perms.csv, line 2 (byte 10): found byte 0x81, expected text in windows-1252.");
    }

    @Test
    void curlyQuotesAfterCapitalsDoNotMakeWindowsTextUtf8() throws IOException {
        assertThat(read("CAFÉ”,é\nñ,ü\n".getBytes(WINDOWS_1252)))
                .containsExactly(new CsvRow(1, List.of("CAFÉ”", "é")), new CsvRow(2, List.of("ñ", "ü")));
    }

    @Test
    void aHalfCharacterAtTheEndOfUtf16IsTold() {
        byte[] whole = "\uFEFFa,b\n".getBytes(UTF_16BE);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);

        assertThat(faults(cut)).extracting(Fault::rule).containsExactly("undecodable-bytes");
    }

    @Test
    void aCellOfMoreThanAMegabyteIsRefused() {
        String text = "a,b\nc," + "x".repeat(CsvText.LONGEST_CELL + 1) + ",d\n";

        assertThat(faults(text.getBytes(UTF_8)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule() + fault.at().line()).isEqualTo("cell-too-long2"));
    }

    @Test
    void aCellOfJustAMegabyteIsRead() throws IOException {
        String cell = "x".repeat(CsvText.LONGEST_CELL);

        assertThat(read(("a," + cell + "\n").getBytes(UTF_8)).get(0).cell(1)).isEqualTo(cell);
    }

    @Test
    void theSeparatorOfTheReaderItselfIsTextWithinQuotesOnly() throws IOException {
        assertThat(read("a,\"x␟y\"\n".getBytes(UTF_8))).containsExactly(new CsvRow(1, List.of("a", "x␟y")));
        assertThat(faults("a,x␟y\n".getBytes(UTF_8))).extracting(Fault::rule).containsExactly("reserved-character");
    }

    private List<CsvRow> read(byte[] bytes) throws IOException {
        Path file = folder.resolve("perms.csv");
        Files.write(file, bytes);
        return CsvRows.read(file, "perms.csv");
    }

    private List<Fault> faults(byte[] bytes) {
        return catchThrowableOfType(BrokenFileException.class, () -> read(bytes))
                .faults();
    }
}
