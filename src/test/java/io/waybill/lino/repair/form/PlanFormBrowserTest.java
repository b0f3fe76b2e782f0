package io.waybill.lino.repair.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Browser;
import io.waybill.desk.Chromium;
import io.waybill.desk.TestDesk;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.support.ui.Select;

/** People plan a repair in a real browser, at a large screen by day and a small one by night. */
@ExtendWith({Chromium.class, TestPostgres.class})
@TestInstance(Lifecycle.PER_CLASS)
class PlanFormBrowserTest {
    private static final String FORM = "/feeds/lino/repair/form";
    private static final Path PICTURES = Path.of("target", "pictures");

    private final TestDatabase database;
    private final TestDesk desk;
    private final Browser browser;
    private final LedgerEntry kept;
    private final List<String> faults = new ArrayList<>();

    PlanFormBrowserTest(Browser browser, TestDatabase database, @TempDir Path folder) throws Exception {
        this.browser = browser;
        this.database = database;
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        Path zip = folder.resolve("snapshot.zip");
        SampleSite.ofPartners(40).writeZip(zip, "snapshot/");
        desk = TestDesk.start(folder, database);
        kept = desk.waybill().drop("lino/repair", "snapshot.zip", Files.readAllBytes(zip));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    @Tag("thorough")
    void aPlanIsMadePreviewedAndCarriedOutWithoutWritingIt() {
        browser.look(1280, false);
        browser.open(desk.url("/log-in"));
        browser.write("Name", "operator");
        browser.write("Password", TestDesk.PASSWORD);
        browser.press("Log in");
        browser.comeTo("/waybills");
        browser.complaints();

        browser.open(desk.url(FORM + "?uploaded=" + kept.number()));
        look("empty");
        browser.find("[name='pass.1.table']").sendKeys("contacts_partner");
        browser.press("Add a pass");
        browser.find("[name='pass.2.table']");
        choose("pass.1.condition.1.rows", "keys-between");
        browser.find("[name='pass.1.condition.1.values']").sendKeys("100, 103");
        browser.find("[name='pass.1.with-parents']").click();
        browser.find("[name='pass.2.with-children']").click();
        browser.press("Show the file");
        browser.see("Pass 2: choose its table");
        look("faults");
        browser.find("[name='pass.2.with-children']").click();
        browser.find("[name='pass.2.table']").sendKeys("contacts_person");
        choose("pass.2.condition.1.rows", "in");
        browser.find("[name='pass.2.condition.1.column']").sendKeys("partner_ptr_id");
        browser.find("[name='pass.2.condition.1.values']").sendKeys("100\n101");
        browser.press("Options of lino/repair");
        choose("lino/repair/source.use-tz", "true");
        browser.press("Show the file");
        browser.see("kind: lino-repair");
        look("plan");
        browser.press("Preview: plan only, change nothing");
        browser.comeTo("/waybills/\\d+");
        browser.see("Pass 1, contacts_partner: 4 of 40 rows of old selected: 4 restored");
        look("preview");
        assertThat(database.number("SELECT count(*) FROM contacts_partner")).isZero();
        assertThat(faults).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(desk.waybill().page(kept.number() + 1).state()).isEqualTo(State.PREVIEWED);
    }

    private void choose(String name, String value) {
        new Select(browser.find("[name='" + name + "']")).selectByValue(value);
    }

    /** What everybody needs of a page, in both looks; with pictures for whoever wants to see it. */
    private void look(String what) {
        for (boolean night : List.of(true, false)) {
            browser.look(night ? 400 : 1280, night);
            browser.picture(PICTURES.resolve("repair-form-" + what + (night ? "-400-dark.png" : "-1280-light.png")));
            browser.accessibilityFaults().forEach(fault -> faults.add(what + (night ? ", small: " : ": ") + fault));
            if (browser.scrollsSideways()) {
                faults.add(what + (night ? ", small" : "") + ": wider than the window");
            }
        }
    }
}
