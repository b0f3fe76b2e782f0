package io.waybill.school.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that mean no good, in the school's folders: each is answered within seconds by a sentence, and the calendar stays as it is. */
@ExtendWith(TestPostgres.class)
class HostileExportTest {
    private static final Duration SECONDS = Duration.ofSeconds(40);
    private static final int MEGABYTE = 1 << 20;
    private static final Map<String, String> START = Map.of("start", InventedSchool.FIRST.toString());

    @TempDir
    private static Path folder;

    private static School school;
    private static List<String> before;

    @BeforeAll
    static void aCalendarIsThere(TestDatabase database) throws IOException {
        school = School.startOfShortYear(folder, database);
        assertThat(school.isams(SchoolSize.SMALL).drop().state()).isEqualTo(State.DELIVERED);
        before = school.versions();
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @BeforeEach
    void aSoundExport() throws IOException {
        school.isams(SchoolSize.SMALL);
    }

    private static void refused(LedgerEntry page, Instant since) {
        assertThat(page.state()).as(page.message()).isEqualTo(State.REFUSED);
        assertThat(page.message()).doesNotContain("Exception").doesNotContain("null");
        assertThat(Duration.between(since, Instant.now())).isLessThan(SECONDS);
        assertThat(school.versions()).isEqualTo(before);
    }

    /** What is put right after the first section of staff begins. */
    static List<String> bombs() {
        return List.of(
                "<StaffMember Id=\"1\"><Surname>" + "a".repeat(2 * MEGABYTE) + "</Surname></StaffMember>",
                "<StaffMember Id=\"1\" " + "a".repeat(2 * MEGABYTE) + "=\"1\"/>",
                "<StaffMember Id=\"" + "1".repeat(2 * MEGABYTE) + "\"/>",
                "<!--" + "-x".repeat(MEGABYTE) + "-->",
                "<![CDATA[" + "]".repeat(2 * MEGABYTE) + "]]>",
                "<a>".repeat(100_000),
                "<StaffMember Id=\"1\"><Surname>&lol;</Surname></StaffMember>",
                "<StaffMember Id=\"1\"><Surname>&#0;</Surname></StaffMember>",
                "<StaffMember Id=\"1\"><Surname>\u0001</Surname></StaffMember>",
                "<StaffMember Id=\"1\" Id=\"2\"/>",
                "</iSAMS><iSAMS>",
                "<!DOCTYPE x>");
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aBombInTheMiddleIsRefusedWithItsLine(String bomb) throws IOException {
        school.replace("<CurrentStaff>", "<CurrentStaff>" + bomb);
        Instant since = Instant.now();
        LedgerEntry page = school.drop();
        refused(page, since);
        assertThat(page.message()).contains("data.xml, line ");
        assertThat(page.message().length()).isLessThan(2_000);
    }

    @Test
    void aDocumentWhoseEndIsAGigabyteAwayIsRefusedBeforeItsEnd() throws IOException {
        // A gigabyte is a megabyte, packed.
        Path zip = folder.resolve("gigabyte.zip");
        byte[] much = new byte[MEGABYTE];
        Arrays.fill(much, (byte) 'a');
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("data.xml"));
            entries.write("<iSAMS><HRManager><CurrentStaff><StaffMember Id=\"1\"><Surname>".getBytes(UTF_8));
            for (int n = 0; n < 1024; n++) {
                entries.write(much);
            }
            entries.write("</Surname></StaffMember></CurrentStaff></HRManager></iSAMS>".getBytes(UTF_8));
        }
        Instant since = Instant.now();
        refused(school.waybill().drop("school/isams", zip, false, START), since);
    }

    /** Bytes that are not what the declaration says. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "EBCDIC-CP-US", "no-such-encoding", "UTF-32"})
    void aWrongDeclarationIsToldAndTheExportIsReadAsItIs(String declared) throws IOException {
        school.replace("encoding=\"utf-8\"", "encoding=\"" + declared + "\"");
        LedgerEntry page = school.drop();
        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
        assertThat(page.results().notices())
                .anySatisfy(notice -> assertThat(notice.rule()).isEqualTo("encoding"));
        assertThat(school.versions()).isEqualTo(before);
    }

    @Test
    void anExportInUtf16IsReadAndOneThatIsNoTextAtAllIsRefused() throws IOException {
        byte[] data = school.file("data.xml");
        encoded(data, UTF_16LE, new byte[] {(byte) 0xFF, (byte) 0xFE});
        LedgerEntry sound = school.drop();
        assertThat(sound.state()).as(sound.message()).isEqualTo(State.UNCHANGED);
        encoded(data, ISO_8859_1, new byte[0]);
        LedgerEntry other = school.drop();
        assertThat(other.state()).as(other.message()).isIn(State.UNCHANGED, State.REFUSED);
        byte[] noise = data.clone();
        for (int n = 1_000; n < noise.length; n += 7) {
            noise[n] = (byte) 0xC0;
        }
        school.add("data.xml", noise);
        refused(school.drop(), Instant.now());
    }

    private static void encoded(byte[] utf8, Charset charset, byte[] mark) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(mark);
        bytes.write(new String(utf8, UTF_8).getBytes(charset));
        school.add("data.xml", bytes.toByteArray());
    }

    /** A table of SchoolBase, and what it is replaced by. */
    static List<List<String>> tables() {
        return List.of(
                List.of("pupil.csv", "\u0000\u0000\u0000"),
                List.of("pupil.csv", "PupOrigNum,Pu_Surname\n\"1,never closed\n" + "x\n".repeat(100_000)),
                List.of("staff.csv", "x".repeat(3 * MEGABYTE)),
                List.of("timetable.csv", "<html><body>502</body></html>"),
                List.of("period.csv", ",".repeat(500_000) + "\n"),
                List.of("pupil.csv", "PupOrigNum,PupOrigNum,Pu_Surname\n1,1,A\n"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTableThatIsNoTableIsRefusedWithItsName(List<String> table) throws IOException {
        Map<String, String> all = new HashMap<>(school.schoolBase(new InventedSchool(SchoolSize.SMALL)));
        all.put(table.get(0), table.get(1));
        Instant since = Instant.now();
        LedgerEntry page = school.drop("schoolbase", all, START);
        refused(page, since);
        // A table that is one letter over and over is a bomb for whoever unpacks it.
        assertThat(page.message()).containsAnyOf(table.get(0), ".zip: found more than 3 MB when unpacked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
                "!!java.net.URL [\"http://localhost/\"]\n",
                "- {category: Duty, title: {{{{{{{{\n",
                "\u0000\u0001"
            })
    void aYamlFileThatMeansNoGoodIsRefused(String text) throws IOException {
        for (String feed : List.of("recurring", "year")) {
            LedgerEntry page = school.waybill().drop("school/" + feed, "drop.yaml", text);
            refused(page, Instant.now());
            assertThat(page.message()).contains("drop.yaml");
        }
    }

    @Test
    void aYamlFileOfDeepBracketsIsRefused() throws IOException {
        for (String feed : List.of("recurring", "year")) {
            LedgerEntry page = school.waybill().drop("school/" + feed, "deep.yaml", "[".repeat(100_000));
            refused(page, Instant.now());
        }
    }
}
