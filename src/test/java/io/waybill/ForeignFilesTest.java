package io.waybill;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.folder.BadZips;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.merlin.MerlinSystem;
import io.waybill.model.State;
import io.waybill.school.SchoolSystem;
import io.waybill.timetable.TimetableSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people drop by mistake, into the inbox of every feed of every system, all at once. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables({TimetableSystem.class, MerlinSystem.class, LinoSystem.class, SchoolSystem.class})
class ForeignFilesTest {
    private static final List<String> FEEDS = List.of(
            "timetable/live",
            "timetable/play",
            "timetable/permissions",
            "merlin/users",
            "merlin/history",
            "lino/restore",
            "lino/repair",
            "school/isams",
            "school/schoolbase",
            "school/other-half",
            "school/recurring",
            "school/year");

    @TempDir
    Path folder;

    @Test
    @Tag("thorough")
    void eachIsRefusedWithWhatItIsAndWhatTheFeedTakes(TestDatabase database) throws IOException {
        byte[] noise = new byte[5_000];
        new Random(5).nextBytes(noise);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("empty.csv", new byte[0]);
        files.put("noise.dat", noise);
        files.put("letter.pdf", "%PDF-1.4\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\n".getBytes(UTF_8));
        files.put("page.html", "<html><head><title>Log in</title></head></html>".getBytes(UTF_8));
        files.put("dump.7z", new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C, 0, 4, 1, 2, 3});
        files.put("half.json", "{\"a\": [1,2,".getBytes(UTF_8));
        files.put("people.csv", "planet;moon\nMars;Phobos\n".getBytes(UTF_8));
        files.put("wide.csv", "planet,moon\nMars,Phobos\n".getBytes(UTF_16));
        files.put("photos.zip", BadZips.zip(Map.of("readme.txt", "no table is called so")));
        try (TestWaybill waybill = TestWaybill.start(folder, database)) {
            Map<String, String> tokens = new LinkedHashMap<>();
            for (String feed : FEEDS) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    tokens.put(
                            feed + " " + file.getKey(),
                            waybill.put(feed, file.getKey(), file.getValue(), false, false));
                }
            }
            Map<String, String> words = new LinkedHashMap<>();
            for (Map.Entry<String, String> token : tokens.entrySet()) {
                LedgerEntry page = waybill.ended(token.getValue());
                boolean rows = token.getKey().matches("timetable/permissions (half|people|wide).*");
                assertThat(page.state())
                        .as(token.getKey() + ": " + page.message())
                        .isEqualTo(rows ? State.UNCHANGED : State.REFUSED);
                if (rows) {
                    // Its files need no header: each of these lines is a row, and a reject.
                    continue;
                }
                String reason = waybill.errorText(page, "reason.txt");
                assertThat(reason.lines().skip(2).limit(1))
                        .as(token.getKey())
                        .allMatch(line -> line.contains(": found ") && line.contains(", expected "));
                assertThat(reason)
                        .as(token.getKey())
                        .doesNotContain("Exception", "while parsing", "<stream", "java.", "token", "null");
                words.put(token.getKey(), reason);
            }
            words.forEach((drop, reason) -> {
                if (drop.endsWith(".pdf") || drop.endsWith(".html") || drop.endsWith("noise.dat")) {
                    assertThat(reason).as(drop).contains("; nothing was changed. 1 fault:");
                }
                if (drop.endsWith(".7z")) {
                    assertThat(reason)
                            .as(drop)
                            .contains("found a 7-Zip archive (.7z)")
                            .contains("Unpack it");
                }
                if (drop.endsWith(".pdf")) {
                    assertThat(reason).as(drop).contains("found a PDF document");
                }
                if (drop.startsWith("school/") && drop.endsWith("people.csv")) {
                    assertThat(reason).as(drop).contains("people.csv");
                }
            });
        }
    }

    @Test
    @Tag("thorough")
    void namesOfFilesCannotBreakALine(TestDatabase database) throws IOException {
        try (TestWaybill waybill = TestWaybill.start(folder, database)) {
            for (String feed : FEEDS) {
                LedgerEntry page = waybill.drop(feed, "two\nlines.csv", "");

                assertThat(waybill.errorText(page, "reason.txt"))
                        .as(feed)
                        .startsWith("Waybill " + page.number() + " (" + feed + ", two\\u000alines.csv) ");
            }
        }
    }
}
