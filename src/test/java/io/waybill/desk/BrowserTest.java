package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.Refresh;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.timetable.demo.SampleDumps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Rectangle;

/** The pages in a real browser: what a person sees and reaches. */
@ExtendWith({Chromium.class, TestPostgres.class})
@TestInstance(Lifecycle.PER_CLASS)
class BrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures");
    /** No pages; and a report of tables that this target does not have. */
    private static final Set<String> NO_PAGES =
            Set.of("show-home", "show-log-in", "send-asset", "describe-api", "show-report");

    private final TestDesk desk;
    private final Browser browser;
    private final long reject;

    BrowserTest(Browser browser, TestDatabase database, @TempDir Path folder) throws Exception {
        this.browser = browser;
        Path live = folder.resolve("live.dump");
        Path play = folder.resolve("play.dump");
        new SampleDumps(2013, 3_000).write(live, play);
        Refresh.load(database.settings(), play);
        desk = TestDesk.start(folder, database);
        byte[] dump = Files.readAllBytes(live);
        desk.waybill().drop("live", "live.dump", dump);
        desk.waybill().preview("live", "live.dump", dump);
        desk.waybill().drop("live", "live copy.dump", dump);
        desk.waybill().drop("live", "live-cut.dump", "[{\"pk\": 1, \"model\": \"timetables.thing\"");
        desk.waybill().drop("play", "play.dump", Files.readAllBytes(play));
        database.run("INSERT INTO waybill.refreshes (system, due_at, token, outcome, message)"
                + " VALUES ('timetable', now(), 'run-1', 'failed', 'The command ended with exit status 1.')");
        database.run("INSERT INTO waybill.approvals VALUES (1, 1, 'approved', 'f', 'admin', 'as agreed', now())");
        reject = database.number("SELECT min(id) FROM waybill.rejects WHERE state = 'open'");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @BeforeEach
    void logIn() {
        browser.look(1280, false);
        browser.open(desk.url("/log-in"));
        if (!browser.place().equals("/waybills")) {
            browser.write("Name", "admin");
            browser.write("Password", TestDesk.PASSWORD);
            browser.press("Log in");
            browser.comeTo("/waybills");
        }
    }

    @Test
    void theListMovesByItselfWhenSomethingIsDropped() throws Exception {
        browser.open(desk.url("/waybills?feed=timetable/permissions"));
        assertThat(browser.text()).doesNotContain("while-you-look.csv");
        LedgerEntry page = desk.waybill()
                .drop(
                        "permissions",
                        "while-you-look.csv",
                        "tripos/nowhere,user/sidney,\r\ntripos/astronomy,user/sidney,\r\n");
        browser.see("while-you-look.csv");
        browser.open(desk.url("/waybills/" + page.number()));
        assertThat(browser.text()).contains("with rejects");
        assertThat(browser.unevenStates()).isEmpty();
    }

    @Test
    void keysLeadFromPageToPageAndCanBeSwitchedOff() {
        browser.open(desk.url("/waybills"));
        browser.find("#keys-button:not([hidden])");
        browser.type("?");
        browser.see("Keyboard shortcuts");
        browser.see("Go to Rejects");
        assertThat(browser.accessibilityFaults()).isEmpty();
        browser.type(Keys.ESCAPE);
        browser.type("jj");
        assertThat(browser.focused()).matches("\\d+");
        browser.type("/");
        browser.type("no such file", Keys.ENTER);
        browser.see("No waybills match.");
        assertThat(browser.all("#text").get(0).getDomProperty("value")).isEqualTo("no such file");
        browser.open(desk.url("/waybills"));
        browser.type("gu");
        browser.comeTo("/drop");
        browser.type("?");
        browser.tick("Use them in this browser", false);
        browser.press("Close");
        browser.type("gw");
        assertThat(browser.place()).isEqualTo("/drop");
        browser.find("#keys-button").click();
        browser.tick("Use them in this browser", true);
        browser.press("Close");
    }

    @Test
    void onANarrowScreenATickBoxAmongFiltersStandsBesideItsWordsAndAboveTheButton() {
        browser.look(400, false);
        browser.open(desk.url("/waybills/1/changes"));
        Rectangle box = browser.find("#filter input[name=fresh]").getRect();
        Rectangle words = browser.find("#filter label.box").getRect();
        Rectangle button = browser.find("#filter button").getRect();
        assertThat(box.getWidth()).isLessThan(20);
        assertThat(words.getHeight()).as("one line").isLessThan(40);
        assertThat(words.getY() + words.getHeight()).isLessThanOrEqualTo(button.getY());
    }

    @Test
    void aFileIsDraggedOntoThePageAndWhatIsWrongIsSaidBesideTheForm() {
        browser.open(desk.url("/drop"));
        browser.tick("timetable/permissions", true);
        browser.drag("dragged.csv", "tripos/nowhere,user/dragged,\r\n");
        browser.tick("Preview", true);
        browser.press("Upload");
        browser.comeTo("/waybills/\\d+");
        browser.see("dragged.csv");

        browser.open(desk.url("/drop"));
        browser.tick("timetable/permissions", true);
        browser.drag("packed.csv", "PK\u0003\u0004 no zip at all");
        browser.press("Upload");
        browser.see("packed.csv");
        assertThat(browser.find(".upload.bad").getText()).contains("packed.csv");
        assertThat(browser.place()).isEqualTo("/drop");
    }

    @Test
    void aStyleThatMakesAPageHardToReadIsFound() {
        browser.open(desk.url("/waybills"));
        assertThat(browser.cutOffTables()).isEmpty();
        browser.style(".list td { min-width: 20rem }");
        assertThat(browser.cutOffTables()).containsExactly("Waybills");
        browser.style(".tag ~ .warn { font-size: 2rem }");
        assertThat(browser.unevenStates()).isNotEmpty();
        browser.style("main { width: 2000px; max-width: none }");
        assertThat(browser.scrollsSideways()).isTrue();
        browser.style(".list td { min-width: 0; max-width: 2rem; word-break: break-all }");
        assertThat(browser.brokenWords()).isNotEmpty();
        browser.open(desk.url("/audit"));
        assertThat(browser.lonelyButtons()).isEmpty();
        browser.style(".filter #who { width: 18rem }");
        assertThat(browser.lonelyButtons()).containsExactly("Show");

        browser.look(400, false);
        browser.open(desk.url("/waybills"));
        assertThat(browser.cutOffTables()).isEmpty();
        browser.style(".list td { white-space: nowrap }");
        assertThat(browser.cutOffTables()).containsExactly("Waybills");
        browser.open(desk.url("/waybills/1"));
        browser.style(".scroll table { width: 2000px }");
        assertThat(browser.cutOffTables()).as("may be moved sideways").isEmpty();
        browser.look(1280, false);
        assertThat(browser.cutOffTables()).contains("plan");
    }

    /** How wide a window is, and whether it is dark. */
    private record Look(int width, boolean dark) {
        /** The first two have every width and all colours. */
        static final List<Look> ALL =
                List.of(new Look(1280, false), new Look(400, true), new Look(1280, true), new Look(400, false));
    }

    /** Other pages in each run, whatever they are: to look at one takes a second, most of it in the browser. */
    @Test
    void aSixthOfAllPagesIsReadableForEverybodyOnSomeScreen() {
        List<String> some = new ArrayList<>(pages());
        Collections.shuffle(some);
        Map<String, List<Look>> looks = new LinkedHashMap<>();
        for (String page : some.subList(0, some.size() / 6)) {
            looks.put(page, List.of(Look.ALL.get(looks.size() % Look.ALL.size())));
        }
        areReadableForEverybody(looks, false);
    }

    /** Makes pictures of them as well. */
    @Test
    @Tag("thorough")
    void everyPageIsReadableForEverybodyOnEveryScreenInLightAndDark() {
        Map<String, List<Look>> looks = new LinkedHashMap<>();
        // Two looks have both widths and both sets of colours: every other page has the other two.
        pages().forEach(page ->
                looks.put(page, looks.size() % 2 == 0 ? Look.ALL.subList(0, 2) : Look.ALL.subList(2, 4)));
        areReadableForEverybody(looks, true);
    }

    /** Every page of the table of addresses, some of them in several states. */
    private List<String> pages() {
        Map<String, String> places = OpenAddresses.of(
                Map.of(
                        "number", "1",
                        "file", "1",
                        "reject", Long.toString(reject),
                        "system", "timetable",
                        "feed", "live",
                        "token", "run-1",
                        "account", "viewer",
                        "chapter", "desk",
                        "name", "desk.css",
                        "report", "none"),
                Map.of(
                        "show-target-row", "/row?table=timetables_thing&key=8&waybill=1",
                        "show-form", "/feeds/lino/repair/form",
                        "find-waybill-of-drop", "/drops/00000000-0000-4000-8000-000000000000"));
        Set<String> pages = new LinkedHashSet<>();
        places.forEach((operation, place) -> {
            if (!operation.startsWith("export-")
                    && !operation.startsWith("download-")
                    && !NO_PAGES.contains(operation)) {
                pages.add(place);
            }
        });
        pages.addAll(List.of(
                "/waybills?text=no+such+file",
                "/waybills/2",
                "/waybills/4",
                "/waybills/5",
                "/rejects?waybill=4",
                "/row?table=timetables_thing&key=1",
                "/rejects/" + reject + "/rule?from=tripos/botany&to=tripos/astronomy",
                "/drop?feed=merlin/users",
                "/accounts/admin",
                "/manual/timetable",
                "/manual/school",
                "/nowhere"));
        return List.copyOf(pages);
    }

    private void areReadableForEverybody(Map<String, List<Look>> looks, boolean pictures) {
        List<String> faults = new ArrayList<>();
        browser.complaints();
        looks.forEach((page, each) -> {
            Set<Integer> widths = new HashSet<>();
            Set<Boolean> colours = new HashSet<>();
            for (Look look : each) {
                browser.look(look.width(), look.dark());
                browser.open(desk.url(page));
                String what = (page.substring(1) + "-" + look.width() + (look.dark() ? "-dark" : "-light"))
                        .replaceAll("[/?&=]", "-");
                if (pictures) {
                    browser.picture(PICTURES.resolve(what + ".png"));
                }
                // What it finds depends on the width and on the colours, not on which come together.
                if (widths.add(look.width()) | colours.add(look.dark())) {
                    browser.accessibilityFaults().forEach(fault -> faults.add(what + ": " + fault));
                }
                browser.brokenWords().forEach(word -> faults.add(what + ": breaks the word " + word));
                browser.lonelyButtons().forEach(button -> faults.add(what + ": a line for nothing but " + button));
                browser.cutOffTables().forEach(table -> faults.add(what + ": cuts off the table " + table));
                if (browser.scrollsSideways()) {
                    faults.add(what + ": wider than the window");
                }
            }
        });
        // There is no such page, and nothing to cancel any more: both get their status.
        browser.complaints().stream()
                .filter(line -> !line.contains("/nowhere - Failed to load resource")
                        && !line.contains("/waybills/1/cancel - Failed to load resource"))
                .forEach(faults::add);
        assertThat(faults).isEmpty();
    }
}
