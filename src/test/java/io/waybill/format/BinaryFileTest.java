package io.waybill.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.folder.BadZips;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryFileTest {
    @Test
    void aWorkbookIsRecognisedByItsBytesAndRefusedWithWhatToDo() {
        String found = fault(BadZips.workbook()).orElseThrow().sentence();

        assertThat(found)
                .startsWith("users.csv: found a workbook of Excel (.xlsx), expected ")
                .contains("This is a workbook: save it as CSV (UTF-8)");
    }

    @Test
    void otherWorkbooksAreRecognisedToo() {
        Map<String, String> other = new LinkedHashMap<>();
        other.put("xl/sharedStrings.xml", "x".repeat(100_000));
        other.put("[Content_Types].xml", "x");
        assertThat(fault(BadZips.zip(other))).map(Fault::rule).contains("workbook");
        for (String text : new String[] {
            "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1\0\0",
            "PK\u0003\u0004" + "\0".repeat(26) + "mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK",
            "<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
        }) {
            assertThat(fault(text.getBytes(ISO_8859_1)))
                    .as(text)
                    .map(Fault::rule)
                    .contains("workbook");
        }
    }

    @Test
    void bytesThatNoTextHasAreNoText() {
        byte[] noise = new byte[3_000];
        new Random(7).nextBytes(noise);
        assertThat(fault(noise)).map(Fault::rule).contains("no-text");
        for (String text : new String[] {
            "name,email\n\0\0\0Ann,\0a@b.c\n",
            "a\tb\u000b\f\r\n",
            "name\u0001,\u0002e\u0003m\u0004ail\n" + "Ann,a@b.c\n".repeat(100),
            "نام,ایمیل\nآرش,a@b.c\n",
        }) {
            assertThat(fault(text.getBytes(UTF_8))).as(text).isEmpty();
        }
        assertThat(fault(("\uFEFF" + "一二三四五六七八九十\n".repeat(50)).getBytes(UTF_16LE)))
                .isEmpty();
    }

    @Test
    void oldDocumentsAreNoWorkbooks() {
        String ole = "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1" + "\0".repeat(504);
        for (String name : new String[] {"WordDocument", "__substg1.0_0037001F", "PowerPoint Document"}) {
            byte[] stream = name.getBytes(UTF_16LE);
            byte[] file = (ole + new String(stream, ISO_8859_1)).getBytes(ISO_8859_1);
            assertThat(fault(file)).as(name).map(Fault::rule).contains("document");
        }
        byte[] workbook = (ole + new String("Workbook".getBytes(UTF_16LE), ISO_8859_1)).getBytes(ISO_8859_1);
        assertThat(fault(workbook)).map(Fault::rule).contains("workbook");
    }

    @ParameterizedTest
    @CsvSource({
        "1F8B08, packed-file",
        "425A6839314159265359, packed-file",
        "FD377A585A0000, packed-file",
        "28B52FFD00, packed-file",
        "377ABCAF271C00, packed-file",
        "526172211A0700, packed-file",
        "255044462D312E34, document",
        "7B5C72746631, document",
        "89504E470D0A1A0A, picture",
        "FFD8FFE0, picture",
        "5047444D5001, database",
        "474946383961, picture",
        "49492A00, picture",
        "524946460000000057454250, picture",
        "00000018667479706865, picture",
        "000100005374616E64617264204A6574, database",
        "2142444E, database",
        "4C5A495001, packed-file",
        "1F9D90, packed-file",
        "252150532D, document",
    })
    void otherKindsAreNamedWithWhatToDo(String hex, String rule) {
        Fault fault = fault(HexFormat.of().parseHex(hex)).orElseThrow();
        assertThat(fault.rule()).isEqualTo(rule);
        assertThat(fault.advice()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "room.csv, 'a CSV file, as its name says'",
        "'export.zip, ROOM.CSV', 'a CSV file, as its name says'",
        "data.xml, 'an XML file, as its name says'",
        "live.dump, a file of the kind that the feed takes",
    })
    void whatIsExpectedIsWhatTheNamePromises(String name, String expected) {
        byte[] picture = HexFormat.of().parseHex("89504E470D0A1A0A");
        assertThat(BinaryFile.fault(picture, picture.length, name).orElseThrow().expected())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "Email,Name\na@x.ir,Ada\n",
                "\uFEFFایمیل,نام\n",
                "[{\"model\": \"timetables.thing\"}]",
                "BZhang,Name\n",
                "PAR1,PGDMP\n",
                "xl/workbook.xml,mimetype\n",
            })
    void textIsNot(String text) {
        assertThat(fault(text.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n<HTML><body><table>", "\uFEFF<!DOCTYPE html>\n<html>", "<table><tr><td>Email"})
    void aWebPageIsNamedAsOne(String text) {
        assertThat(fault(text.getBytes(UTF_8)).orElseThrow().sentence())
                .contains("found a web page (.html)", "save it as CSV (UTF-8)", "download the file again");
    }

    @Test
    void aZipOfFilesIsNotWhateverTheirNames() {
        assertThat(fault(BadZips.zip(Map.of("xl/users.csv", "Email\n")))).isEmpty();
        assertThat(fault(BadZips.zip(Map.of("users.csv", "xl/workbook.xml\n")))).isEmpty();
    }

    private static Optional<Fault> fault(byte[] bytes) {
        return BinaryFile.fault(bytes, Math.min(bytes.length, BinaryFile.HEAD), "users.csv");
    }
}
