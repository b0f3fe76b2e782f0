package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.model.State;
import io.waybill.reject.KeptCounts;
import io.waybill.timetable.TestDump;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does from morning to evening, in a real browser: no shell, no folder. */
@ExtendWith({Chromium.class, TestPostgres.class})
@TestInstance(Lifecycle.PER_CLASS)
class JourneyTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final Path folder;
    private final TestDesk desk;
    private final Browser browser;
    private boolean scripts = true;

    JourneyTest(Browser browser, TestDatabase database, @TempDir Path folder) throws Exception {
        this.browser = browser;
        this.database = database;
        this.folder = folder;
        desk = TestDesk.withLive(
                folder,
                database,
                new TestDump()
                        .thing(1, null, "tripos", "")
                        .thing(2, 1, "tripos/nst", "tripos")
                        .thing(3, 2, "tripos/nst/IA", "part")
                        .thing(4, 3, "tripos/nst/IA/earth", "subject")
                        .thing(5, 3, "tripos/nst/IA/physics", "subject"));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @BeforeEach
    void logIn() {
        scripts(true);
        browser.look(1280, false);
        browser.open(desk.url("/"));
        if (browser.place().equals("/log-in")) {
            browser.write("Name", "admin");
            browser.write("Password", TestDesk.PASSWORD);
            browser.press("Log in");
            browser.comeTo("/waybills");
        }
        browser.complaints();
    }

    @AfterEach
    void theBrowserHasNothingToComplainOf() {
        scripts(true);
        database.run("UPDATE waybill.rejects SET state = 'reported' WHERE state = 'open'");
        KeptCounts.renew(database);
        assertThat(browser.complaints()).isEmpty();
    }

    private void scripts(boolean on) {
        scripts = on;
        browser.scripts(on);
    }

    /**
     * Drops a file of permissions, and waits until its waybill has come to a state.
     *
     * @return its number
     */
    private long drop(String name, String rows, String state) throws Exception {
        Path file = Files.writeString(folder.resolve(name), rows);
        browser.press("Upload a file");
        browser.find("input[name=feed][value='timetable/permissions']").click();
        browser.find("input[type=file]").sendKeys(file.toString());
        browser.press("Upload");
        return waybill(state);
    }

    private long waybill(String state) {
        browser.comeTo("/waybills/[0-9]+");
        // The page puts itself into its own place while the drop is on its way; without scripts a person loads it
        // again.
        await().atMost(SOON).ignoreExceptions().until(() -> {
            if (!scripts) {
                browser.open(desk.url(browser.place()));
            }
            return browser.find("h1 .tag").getText().equals(state);
        });
        return Long.parseLong(browser.place().replaceAll("[^0-9]", ""));
    }

    private void isReadableForEverybody() {
        assertThat(browser.accessibilityFaults()).as(browser.place()).isEmpty();
    }

    private long grants() {
        return database.number("SELECT count(*) FROM timetables_thingtag");
    }

    @Test
    @Tag("thorough")
    void permissionsWithThreeMismatchesAreDroppedMendedDeliveredAndTakenBack() throws Exception {
        long before = grants();
        long dropped = drop(
                "play-userperms.csv",
                "tripos/nst/IA,user/anna,\r\ntripos/nst/IA/erth,user/anna,\r\ntripos/nst/IA/erth,user/berta,\r\n"
                        + "tripos/nst/IA/physic,user/anna,\r\n",
                "delivered");
        assertThat(grants()).isEqualTo(before + 1);

        browser.press("Rejects 3");
        browser.see("3 open rejects, 2 causes");
        isReadableForEverybody();
        assertThat(browser.all("input[name=answer]:checked"))
                .as("nothing is certain")
                .isEmpty();
        browser.find("input[name=answer][value='tripos/nst/IA/earth']").click();
        browser.press("Use for these 2 rows");
        browser.see("Chosen for 2 rows.");
        browser.find("details[open] input[name=answer][value='tripos/nst/IA/physics']")
                .click();
        browser.press("Use for this row");
        browser.see("3 answers are ready to be delivered to timetable/permissions, chosen by admin");
        isReadableForEverybody();
        browser.press("Preview these answers");
        long preview = waybill("previewed");
        browser.see("Rows that would change");
        isReadableForEverybody();
        assertThat(grants()).isEqualTo(before + 1);
        browser.press("Deliver this file");
        browser.comeTo("/drops/.*|/waybills/(?!" + preview + "$).*");
        long delivered = waybill("delivered");
        assertThat(grants()).isEqualTo(before + 4);

        browser.press("Rejects");
        browser.see("No open rejects");
        browser.press("All rejected rows, including closed ones");
        browser.choose("State", "solved");
        browser.press("Show");
        browser.comeTo("/rejected");
        browser.see("waybill " + delivered);
        browser.see("tripos/nst/IA/earth by admin");
        isReadableForEverybody();

        browser.open(desk.url("/waybills/" + delivered));
        browser.press("Preview the undo");
        browser.see("This is what undoing waybill " + delivered + " would change.");
        isReadableForEverybody();
        browser.press("Undo waybill " + delivered);
        await().atMost(SOON).until(() -> desk.waybill().page(delivered).state() == State.UNDONE);
        assertThat(grants()).isEqualTo(before + 1);
        browser.open(desk.url("/rejects?waybill=" + dropped));
        browser.see("3 open rejects, 2 causes");
        assertThat(browser.all("input[name=answer]:checked, .standing, .notice form"))
                .as("what was undone is not chosen")
                .isEmpty();

        browser.open(desk.url(
                "/rejects/" + database.number("SELECT min(id) FROM waybill.rejects WHERE waybill = " + dropped)));
        browser.write("Search the reference", "physics");
        browser.press("Search");
        browser.see("Found in the reference");
        isReadableForEverybody();
    }

    @Test
    @Tag("thorough")
    void aBackupIsVerifiedAndBroughtBackAfterAPreview() throws Exception {
        drop("backed up.csv", "tripos/nst/IA,user/gerta,\r\n", "delivered");
        long grants = grants();
        browser.press("Backups");
        browser.find("form[action$=verify] button").click();
        browser.see("This backup is sound.");
        isReadableForEverybody();
        browser.press("Preview the restore");
        long preview = waybill("previewed");
        browser.see("This is what restoring backup");
        isReadableForEverybody();
        assertThat(grants()).isEqualTo(grants);
        browser.press("Restore");
        browser.comeTo("/waybills/(?!" + preview + "$).*");
        waybill("delivered");
        assertThat(grants()).isEqualTo(grants - 1);
    }

    @Test
    @Tag("thorough")
    void aPlanThatAGuardHoldsIsApprovedByAnAdmin() throws Exception {
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> (i < 5 ? "tripos/nst/IA" : "tripos/gone" + i) + ",user/held" + i + ",\r\n")
                .collect(Collectors.joining());
        long number = drop("too many.csv", rows, "held");
        isReadableForEverybody();
        assertThat(database.number("SELECT count(*) FROM timetables_thing WHERE fullpath LIKE 'user/held%'"))
                .as("nothing is changed by waybill " + number)
                .isZero();
        browser.write("Reason", "the new course");
        browser.press("Approve this plan");
        browser.see("Approved by admin");
        waybill("delivered");
        assertThat(database.number("SELECT count(*) FROM timetables_thing WHERE fullpath LIKE 'user/held%'"))
                .isEqualTo(5);
    }

    @Test
    @Tag("thorough")
    void allButLiveProgressWorksWithoutScripts() throws Exception {
        scripts(false);
        drop("without.csv", "tripos/nst/IA/erth,user/clara,\r\n", "unchanged");
        browser.press("Rejects 1");
        browser.press("See and mend the row");
        browser.comeTo("/rejects/[0-9]+");
        browser.write("Search the reference", "physics");
        browser.press("Search");
        browser.see("Found in the reference");
        browser.find("input[name=answer][value='tripos/nst/IA/physics']").click();
        browser.press("Use for this row");
        browser.see("tripos/nst/IA/physics by admin");
        browser.press("mend");
        browser.write("subject", "tripos/nst/IA/earth");
        browser.press("Save");
        browser.see("row mended:");
        browser.open(desk.url("/rejects"));
        browser.press("Preview these answers");
        waybill("previewed");
        browser.press("Deliver this file");
        browser.comeTo("/drops/.*|/waybills/[0-9]+");
        await().atMost(SOON)
                .until(() -> database.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'") == 0);
    }
}
