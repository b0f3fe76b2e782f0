package io.waybill.lino.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.Faults;
import io.waybill.format.lino.DataFileReader;
import io.waybill.format.lino.DumpAccount;
import io.waybill.format.lino.DumpRow;
import io.waybill.format.lino.Generation;
import io.waybill.format.lino.LinoDump;
import io.waybill.format.lino.WholeDump;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceRows;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.SourceColumn;
import io.waybill.lino.record.Translations;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The invented site writes dumps as Lino does, and their rows have names and kinds. */
class SampleSiteTest {
    @TempDir
    private Path folder;

    @Test
    void itsDumpIsReadWithoutAFaultWhateverItsForm() throws IOException {
        SampleSite site = SampleSite.ofPartners(60).inParts(25);
        site.writeFolder(folder.resolve("dump"));
        site.writeZip(folder.resolve("snapshot.zip"), "snapshot/");
        assertThat(counts(folder.resolve("dump"))).isEqualTo(site.counts());
        assertThat(counts(folder.resolve("snapshot.zip"))).isEqualTo(site.counts());
    }

    @Test
    void itHasAboutAsManyRowsAsAskedFor() {
        assertThat(SampleSite.ofRows(525_610).rows()).isBetween(525_500L, 525_700L);
    }

    @Test
    void itsRowsHaveTheNamesOfTheirColumns() throws IOException {
        SampleSite.ofPartners(10).writeFolder(folder);
        Map<String, SourceRow> first = first(folder);
        SourceTable person = first.get("contacts_person").table();
        assertThat(person.model()).isEqualTo("contacts.Person");
        assertThat(person.pointer()).contains("partner_ptr_id");
        assertThat(person.parent()).contains("contacts.Partner");
        assertThat(person.columns())
                .extracting(SourceColumn::name)
                .containsExactly("partner_ptr_id", "first_name", "last_name", "gender", "birth_date", "team_id");
        assertThat(first.get("contacts_person").values())
                .containsEntry("partner_ptr_id", 100L)
                .containsEntry("gender", null)
                .containsEntry("birth_date", "1970-00-00");
        Map<String, String> translations = new LinkedHashMap<>();
        translations.put("en", "Altdorf 0");
        translations.put("de", "None");
        translations.put("pt_BR", "None");
        assertThat(first.get("countries_place").values()).containsEntry("name", new Translations(translations));
        assertThat(first.get("debts_entry").values()).containsEntry("amount", null);
        assertThat(first.get("debts_entry").table().column("amount")).isPresent();
        assertThat(first.get("notes_note").line()).isEqualTo(4);
    }

    @Test
    void valuesAreConvertedAsItsScriptSays() throws IOException {
        SampleSite.ofPartners(10).writeFolder(folder);
        List<SourceRow> rows = rows(folder);
        assertThat(rows)
                .anySatisfy(row ->
                        assertThat(row.values()).containsEntry("owner_type_id", new ContentType("contacts.Partner")))
                .anySatisfy(row -> assertThat(row.values()).containsEntry("amount", new BigDecimal("1.50")));
    }

    private static Map<String, Long> counts(Path dump) throws IOException {
        try (LinoDump read = WholeDump.open(dump, StandardCharsets.UTF_8)) {
            assertThat(read.script().generation()).isEqualTo(Generation.G6);
            assertThat(read.script().languages()).containsExactly("en", "de", "pt_BR");
            assertThat(read.findings()).isEmpty();
            Faults faults = new Faults();
            DumpAccount account = new DumpAccount();
            for (String file : read.files()) {
                try (DataFileReader rows = read.read(file, faults)) {
                    rows.forEachRemaining(chunk -> chunk.forEach(account::count));
                    account.ended(file, rows, faults);
                }
            }
            account.check(faults);
            faults.throwIfAny();
            return account.rows();
        }
    }

    private static Map<String, SourceRow> first(Path dump) throws IOException {
        Map<String, SourceRow> first = new TreeMap<>();
        rows(dump).forEach(row -> first.putIfAbsent(row.table().table(), row));
        return first;
    }

    private static List<SourceRow> rows(Path dump) throws IOException {
        List<SourceRow> all = new ArrayList<>();
        try (LinoDump read = WholeDump.open(dump, StandardCharsets.UTF_8)) {
            SourceRows rows = new SourceRows(read.script());
            for (String file : read.files()) {
                try (DataFileReader reader = read.read(file, new Faults())) {
                    reader.forEachRemaining(chunk -> {
                        for (DumpRow row : chunk) {
                            all.add(rows.row(row, file));
                        }
                    });
                }
            }
        }
        return all;
    }
}
