package io.waybill.lino.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.lino.Generation;
import io.waybill.format.lino.LinoDump;
import io.waybill.format.lino.WholeDump;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One site's dump in other forms, as other versions of Python, other databases and people have written it: the site is the same. */
@ExtendWith(TestPostgres.class)
class DerivedDumpsTest {
    private static final SampleSite SITE = SampleSite.ofPartners(60);
    private static final List<String> TABLES = List.copyOf(SITE.counts().keySet());
    private static final Pattern KEYS = Pattern.compile("(create_\\w+\\()(\\d+),");

    @TempDir
    private static Path folder;

    private static TestWaybill waybill;
    private static int files;

    @BeforeAll
    static void theSiteIsRestored(TestDatabase database) throws SQLException, IOException {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        waybill = TestWaybill.startOnly("lino", folder, database);
        assertThat(restored(dump()).state()).isEqualTo(State.DELIVERED);
    }

    @AfterAll
    static void close() {
        waybill.close();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void nothingIsAnotherRow(String form, Function<DumpZip, DumpZip> derivation) throws IOException {
        LedgerEntry page = restored(derivation.apply(dump()));
        assertThat(page.state()).as(form + ": " + page.message()).isEqualTo(State.UNCHANGED);
        assertThat(page.results().rejects()).as(form).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aSiteOfAnyAgeHasTheSameRows(Generation generation) throws IOException {
        DumpZip dump = GenerationForms.of(generation, dump());
        Path zip = dump.write(folder.resolve("generation-" + generation + ".zip"));
        try (LinoDump open = WholeDump.open(zip, UTF_8)) {
            assertThat(open.script().generation()).isEqualTo(generation);
            assertThat(open.findings()).isEmpty();
        }
        LedgerEntry page = restored(dump);
        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
        assertThat(page.results().rejects()).isEmpty();
    }

    static List<Object[]> forms() {
        return List.of(
                form("keys as texts", each(text -> KEYS.matcher(text).replaceAll("$1u'$2',"))),
                form("long integers", each(text -> KEYS.matcher(text).replaceAll("$1$2L,"))),
                form("escapes of Python 2", each(GenerationForms::escaped)),
                form(
                        "over many lines",
                        each(text -> text.replace("loader.save(create", "loader.save(\n    create")
                                .replace(",'", ",\n        u'"))),
                form(
                        "blanks after commas",
                        each(text -> text.replace(",None", ", None").replace("None,", "None, "))),
                form("line ends of Windows", each(text -> text.replace("\n", "\r\n"))),
                form("rows the other way round", each(DerivedDumpsTest::reversed)),
                form("files the other way round", dump -> dump.with("restore.py", DerivedDumpsTest::filesReversed)),
                form("in parts", DerivedDumpsTest::inParts),
                form("statements on one line", each(text -> text.replace("))\nloader", ")); loader"))));
    }

    private static Object[] form(String name, Function<DumpZip, DumpZip> derivation) {
        return new Object[] {name, derivation};
    }

    /** Changes all data files. */
    private static Function<DumpZip, DumpZip> each(Function<String, String> change) {
        return dump -> {
            DumpZip changed = dump;
            for (String table : TABLES) {
                // A comment makes each another file.
                changed = changed.with(table + ".py", text -> change.apply(text) + "# derived\n");
            }
            return changed;
        };
    }

    private static String reversed(String text) {
        List<String> rows =
                new ArrayList<>(text.lines().filter(DerivedDumpsTest::isRow).toList());
        Collections.reverse(rows);
        return text.lines()
                .map(line -> isRow(line) ? rows.remove(0) : line)
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static boolean isRow(String line) {
        return line.startsWith("loader.save(");
    }

    private static String filesReversed(String script) {
        List<String> calls =
                new ArrayList<>(script.lines().filter(DerivedDumpsTest::isFile).toList());
        Collections.reverse(calls);
        return script.lines()
                .map(line -> isFile(line) ? calls.remove(0) : line)
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static boolean isFile(String line) {
        return line.startsWith("    execfile(\"");
    }

    /** Partners, whose first part has the rows behind those of the second one. */
    private static DumpZip inParts(DumpZip dump) {
        String[] parts = new String[2];
        DumpZip without = dump.with("contacts_partner.py", text -> {
            List<String> lines = text.lines().toList();
            List<String> rows = lines.stream().filter(DerivedDumpsTest::isRow).toList();
            String log = "logger.info(\"Loading %d objects (part %d of 2) to table contacts_partner...\")\n";
            String fields = lines.stream()
                    .filter(line -> line.startsWith("# fields"))
                    .findFirst()
                    .orElseThrow();
            int half = rows.size() / 2;
            parts[0] = String.format(log, rows.size(), 1) + fields + "\n"
                    + String.join("\n", rows.subList(half, rows.size())) + "\n";
            parts[1] = String.format(log, rows.size(), 2) + fields + "\n" + String.join("\n", rows.subList(0, half))
                    + "\nloader.flush_deferred_objects()\n";
            return parts[0];
        });
        return without.renamed("contacts_partner.py", "contacts_partner_1.py")
                .with("contacts_partner_2.py", none -> parts[1])
                .with(
                        "restore.py",
                        script -> script.replace(
                                "    execfile(\"contacts_partner.py\", *args)\n",
                                "    execfile(\"contacts_partner_1.py\", *args)\n"
                                        + "    execfile(\"contacts_partner_2.py\", *args)\n"));
    }

    private static DumpZip dump() throws IOException {
        return DumpZip.of(SITE, folder);
    }

    private static LedgerEntry restored(DumpZip dump) throws IOException {
        return waybill.drop(
                "lino/restore",
                dump.write(folder.resolve("form-" + files++ + ".zip")),
                false,
                Map.of("source.use-tz", "true"));
    }
}
