package io.waybill.format.isams;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsamsReaderTest {
    private static final String PUPILS = "<PupilManager><CurrentPupils>%s</CurrentPupils></PupilManager>";
    private static final String PUPIL = "<Pupil Id=\"7\"><Forename>Zoë</Forename><NCYear/></Pupil>";

    @TempDir
    private Path folder;

    private record Read(List<IsamsRecord> records, Map<IsamsSection, Long> sections, String notice) {}

    private Read read(byte[] bytes) throws IOException {
        Path file = folder.resolve("data.xml");
        Files.write(file, bytes);
        return read(file);
    }

    private static Read read(Path file) throws IOException {
        try (IsamsReader reader = IsamsReader.open(file, "data.xml")) {
            List<IsamsRecord> records = new ArrayList<>();
            reader.forEachRemaining(records::add);
            return new Read(records, reader.sections(), reader.encodingNotice().orElse(null));
        }
    }

    private Read read(String xml) throws IOException {
        return read(xml.getBytes(UTF_8));
    }

    private static String export(String content) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<iSAMS>" + content + "</iSAMS>";
    }

    private Fault refused(byte[] bytes) {
        BrokenFileException refused = catchThrowableOfType(BrokenFileException.class, () -> read(bytes));
        assertThat(refused).isNotNull();
        return refused.faults().get(0);
    }

    private Fault refused(String xml) {
        return refused(xml.getBytes(UTF_8));
    }

    @Test
    void valuesThatAreMissingAndValuesThatAreEmptyAreToldApart() throws IOException {
        IsamsRecord pupil = read(export(String.format(PUPILS, PUPIL))).records().get(0);

        assertThat(pupil.values())
                .containsOnly(Map.entry("@Id", "7"), Map.entry("Forename", "Zoë"), Map.entry("NCYear", ""));
        assertThat(pupil.value("Surname")).isNull();
        assertThat(pupil.name()).isEqualTo("Pupil 7");
        assertThat(pupil.line()).isEqualTo(2);
    }

    @Test
    void sectionsThatAreMissingAndSectionsThatAreEmptyAreToldApart() throws IOException {
        Read read = read(export(String.format(PUPILS, PUPIL + PUPIL) + "<TeachingManager><Sets/></TeachingManager>"));

        assertThat(read.sections()).isEqualTo(Map.of(IsamsSection.PUPILS, 2L, IsamsSection.SETS, 0L));
    }

    @Test
    void elementsMayStandAtAnyDepthInAnyOrderWithOthersAmongThem() throws IOException {
        Read read = read(export("<Extra><Pupil Id=\"1\"/></Extra><Wrap><PupilManager><Other/><More><CurrentPupils>"
                + "<Group><Pupil x=\"1\" Id=\"7\"><Deep><Surname>Ash</Surname></Deep><Surname>Second</Surname><Photo>zzz</Photo></Pupil></Group>"
                + "</CurrentPupils></More></PupilManager></Wrap>"));

        assertThat(read.records())
                .singleElement()
                .satisfies(pupil -> assertThat(pupil.values()).isEqualTo(Map.of("@Id", "7", "Surname", "Ash")));
    }

    @Test
    void theNumberOfAWeekdayIsNoDay() throws IOException {
        Read read = read(
                export(
                        "<TimetableManager><Structure><Week Id=\"1\"><Days><Day Id=\"11\"><Name>Mon</Name><Periods>"
                                + "<Period Id=\"111\"><StartTime>08:30</StartTime></Period></Periods><Day>2</Day></Day></Days></Week></Structure></TimetableManager>"));

        assertThat(read.records()).extracting(IsamsRecord::name).containsExactly("Period 111", "Day 11", "Week 1");
        assertThat(read.records().get(0).parent().parent().name()).isEqualTo("Week 1");
        assertThat(read.records().get(1).value("Day")).isEqualTo("2");
        assertThat(read.sections()).containsEntry(IsamsSection.STRUCTURE, 1L);
    }

    @Test
    void theNameOfAFormIsNoForm() throws IOException {
        Read read = read(
                export(
                        "<SchoolManager><Forms><Form Id=\"7A\" TutorId=\"3\"><Form>7 Ash</Form></Form></Forms></SchoolManager>"));

        assertThat(read.records())
                .singleElement()
                .satisfies(form ->
                        assertThat(form.values()).isEqualTo(Map.of("@Id", "7A", "@TutorId", "3", "Form", "7 Ash")));
    }

    @Test
    void characterDataAndTheFiveEntitiesAreText() throws IOException {
        Read read = read(
                export(
                        String.format(
                                PUPILS,
                                "<!-- <Pupil Id=\"1\"> --><Pupil Id=\"&quot;7\"><Surname>O&apos;<![CDATA[<Neill>]]> &amp; &#67;o</Surname></Pupil>")));

        assertThat(read.records())
                .singleElement()
                .satisfies(pupil ->
                        assertThat(pupil.values()).isEqualTo(Map.of("@Id", "\"7", "Surname", "O'<Neill> & Co")));
    }

    @Test
    void anErrorReplyIsTold() {
        String reply =
                "<?xml version=\"1.0\" encoding=\"utf-16\"?><Message><MessageId>11</MessageId><Title>Invalid key</Title>"
                        + "<Description>Ask &lt;us&gt;</Description></Message>";

        Fault fault = refused(reply);

        assertThat(fault.rule()).isEqualTo("error-reply");
        assertThat(fault.found())
                .isEqualTo("an error message of iSAMS: MessageId 11, Title Invalid key, Description Ask <us>");
        assertThat(refused(reply.substring(0, 120)).rule()).isEqualTo("ends-too-early");
    }

    @ParameterizedTest
    @CsvSource({
        "utf-16, UTF-8, says that it is UTF-16",
        "utf-8, UTF-16LE, says that it is UTF-8",
        "iso-8859-1, UTF-8, says that it is ISO-8859-1",
        "windows-1252, windows-1252,",
        "utf-8, windows-1252, It was read as windows-1252",
        "no-such-thing, UTF-8, which nobody knows",
        "utf-8, UTF-8,"
    })
    void bytesSayMoreThanADeclarationOfTheEncoding(String declared, String real, String notice) throws IOException {
        String xml = "<?xml version=\"1.0\" encoding=\"" + declared + "\"?><iSAMS>" + String.format(PUPILS, PUPIL)
                + "</iSAMS>";

        Read read = read(xml.getBytes(Charset.forName(real)));

        assertThat(read.records().get(0).value("Forename")).isEqualTo("Zoë");
        if (notice == null) {
            assertThat(read.notice()).isNull();
        } else {
            assertThat(read.notice()).contains(notice);
        }
    }

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
        assertThat(read("\uFEFF" + export(String.format(PUPILS, PUPIL))).records())
                .hasSize(1);
        assertThat(read(("\uFEFF" + export(String.format(PUPILS, PUPIL))).getBytes(UTF_16LE))
                        .records())
                .hasSize(1);
    }

    @Test
    void aFileThatIsCutAnywhereIsRefused() {
        String xml = export(
                "<HRManager><CurrentStaff><StaffMember Id=\"1\"><Initials>AB&amp;</Initials></StaffMember></CurrentStaff></HRManager>"
                        + String.format(PUPILS, "<!-- note --><![CDATA[ ]]>" + PUPIL)
                        + "<TeachingManager><Sets/></TeachingManager>");
        for (int end = 0; end < xml.length(); end++) {
            Fault fault = refused(xml.substring(0, end));
            assertThat(fault.rule()).as(xml.substring(0, end)).isIn("ends-too-early", "not-xml");
            assertThat(fault.sentence()).doesNotContain("XMLStream").doesNotContain("ParseError");
        }
    }

    @Test
    void aCutIsToldWithItsPlace() {
        assertThat(refused("<iSAMS>\n<TeachingManager>\n<Sets>\n<Set Id=\"1\">").sentence())
                .isEqualTo(
                        "data.xml, line 4: found the end of the file within iSAMS/TeachingManager/Sets/Set, expected the end of iSAMS."
                                + " Nothing was changed. Export again, and see that the file is saved to its end.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<iSAMS><a></b></iSAMS>|not-well-formed",
                "<iSAMS/><iSAMS/>|not-well-formed",
                "<iSAMS/>text|not-well-formed",
                "<iSAMS><a b='1' b='2'/></iSAMS>|not-well-formed",
                "<iSAMS>&#0;</iSAMS>|not-well-formed",
                "<iSAMS>&nbsp;</iSAMS>|not-well-formed",
                "<html/>|web-page",
                "<Schools/>|not-an-export",
                "Name,Form|not-xml",
            })
    void whatIsNoExportIsRefused(String xml, String rule) {
        assertThat(refused(xml).rule()).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE iSAMS [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><iSAMS>&b;</iSAMS>",
                "<!DOCTYPE iSAMS [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><iSAMS><PupilManager><CurrentPupils><Pupil Id=\"1\"><Surname>&x;</Surname></Pupil></CurrentPupils></PupilManager></iSAMS>",
                "<!DOCTYPE iSAMS SYSTEM \"http://127.0.0.1:1/x.dtd\"><iSAMS/>",
                "<!DOCTYPE iSAMS><iSAMS/>"
            })
    void aDocumentTypeIsRefusedBeforeAnythingOfItIsRead(String xml) {
        assertThat(refused(xml).rule()).isEqualTo("document-type");
    }

    @Test
    void elementsInEachOtherWithoutEndAreRefused() {
        assertThat(refused("<iSAMS>" + "<a>".repeat(100_000)).rule()).isEqualTo("too-deep");
    }

    @Test
    void aValueThatIsNoNameIsRefused() {
        String text = "a".repeat(IsamsReader.LONGEST_VALUE + 1);

        assertThat(refused(export(String.format(PUPILS, "<Pupil Id=\"1\"><Surname>" + text + "</Surname></Pupil>")))
                        .rule())
                .isEqualTo("value-too-long");
        assertThat(refused(export(String.format(PUPILS, "<Pupil Id=\"" + text + "\"/>")))
                        .rule())
                .isEqualTo("value-too-long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iSAMS>",
                "<iSAMS><PupilManager><CurrentPupils><Pupil><Surname>",
                "<iSAMS><PupilManager><CurrentPupils><Pupil><Surname><![CDATA[",
                "<iSAMS><Pupil Id=\"",
                "<iSAMS><!-- > <a> ",
                "<iSAMS><!---",
                "<iSAMS><?note ",
                "<iSAMS><"
            })
    void aPartWithoutEndIsRefusedAfterItsFirstMegabyte(String start) throws IOException {
        Path file = folder.resolve("data.xml");
        byte[] chunk = "a".repeat(1024 * 1024).getBytes(UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(start.getBytes(UTF_8));
            for (int i = 0; i < 8; i++) {
                out.write(chunk);
            }
        }
        try (IsamsReader reader = IsamsReader.open(file, "data.xml")) {
            BrokenFileException refused = catchThrowableOfType(BrokenFileException.class, reader::hasNext);
            assertThat(refused.faults().get(0).rule()).isIn("part-too-long", "value-too-long", "not-well-formed");
            assertThat(reader.bytesRead()).isLessThan(3L * chunk.length);
        }
    }
}
