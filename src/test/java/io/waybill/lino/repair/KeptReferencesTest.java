package io.waybill.lino.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where generic references to no row are kept, a repair says how many. */
@ExtendWith(TestPostgres.class)
class KeptReferencesTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsRestoredAlthoughItRefersToNothingIsTold(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        try (TestWaybill waybill = TestWaybill.startOnly("lino", folder, database, Map.of(), home -> {
            RepairSite.inUtc(home);
            keep(home);
        })) {
            RepairSite site = new RepairSite(SampleSite.ofPartners(120), database, waybill, folder);
            site.fill();
            site.deletePartners(150, 200);
            LedgerEntry page =
                    site.drop("kind: lino-repair\ndumps: {old: snapshot.zip}\npasses:\n  - table: notes_note\n");
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            long kept = database.number("SELECT count(*) FROM notes_note WHERE owner_id BETWEEN 150 AND 199"
                    + " AND owner_type_id = (SELECT id FROM django_content_type WHERE model = 'partner')");
            assertThat(kept).isPositive();
            assertThat(page.results().notices()).anySatisfy(notice -> {
                assertThat(notice.rule()).isEqualTo("generic-references-kept");
                assertThat(notice.sentence()).startsWith(kept + " generic references of notes_note.owner_id");
            });
        }
    }

    private static void keep(Path home) {
        Path mapping = home.resolve("config/lino.yaml");
        try {
            Files.writeString(
                    mapping,
                    Files.readString(mapping).replace("generic-references: reject", "generic-references: keep"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
