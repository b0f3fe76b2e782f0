package io.waybill.format.lino;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Dumps of Lino sites are read by a grammar of their own; nothing of them is executed. */
class LinoDumpTest {
    @TempDir
    Path folder;

    // What a dump says

    @Test
    void theScriptSaysVersionZoneLanguagesModelsAndFunctions() throws IOException {
        try (LinoDump dump = open(new LinoSite())) {
            RestoreScript script = dump.script();
            assertThat(script.generation()).isEqualTo(Generation.G6);
            assertThat(script.version()).contains("19.1.0");
            assertThat(script.settings()).contains("shelf.settings");
            assertThat(script.zone()).isEqualTo(new RestoreScript.Zone(true, Optional.of("Europe/Tallinn")));
            assertThat(script.times()).isEqualTo(RestoreScript.Times.UTC);
            assertThat(script.languages()).containsExactly("en", "de", "pt_BR");
            assertThat(script.models())
                    .containsEntry("notes_Note", "notes.Note")
                    .hasSize(4);
            assertThat(script.edits()).isEmpty();
            CreateFunction person = script.functions().get("contacts_person");
            assertThat(person.parent()).contains(new CreateFunction.Parent("contacts_Partner", "partner_ptr_id"));
            assertThat(person.choices()).isEqualTo(Map.of("gender", "system.Genders"));
            assertThat(script.functions().get("shop_price").columns())
                    .extracting(DumpColumn::name, DumpColumn::conversion)
                    .containsExactly(tuple("id", Conversion.NONE), tuple("amount", Conversion.DECIMAL));
            assertThat(script.functions().get("notes_note").columns().get(1).conversion())
                    .isEqualTo(Conversion.CONTENT_TYPE);
            assertThat(script.functions()
                            .get("contacts_partner")
                            .columns()
                            .get(1)
                            .conversion())
                    .isEqualTo(Conversion.BABEL);
            assertThat(dump.findings()).isEmpty();
        }
    }

    @Test
    void rowsHaveTheValuesThatTheSiteWrote() throws IOException {
        List<DumpRow> rows = rows(new LinoSite());
        assertThat(rows.get(0).values())
                .containsExactly(
                        1L,
                        Arrays.asList("Ada", "Ada B", null),
                        "ada@example.org",
                        "EE",
                        LocalDateTime.of(2019, 1, 2, 3, 4, 5));
        assertThat(rows.get(1).values().get(1)).isEqualTo(List.of("Jüri", "None", ""));
        assertThat(rows.get(3).values())
                .containsExactly(1L, new ModelName("contacts_Partner"), 1L, "two\nlines ☺", true);
        assertThat(rows.get(4).values()).containsExactly(2L, null, null, "it's", false);
        assertThat(rows).hasSize(8);
        assertThat(rows.get(1).line()).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("literals")
    void everyFormOfAValueIsRead(String literal, Object value) throws IOException {
        assertThat(row(literal).values().get(1)).isEqualTo(value);
    }

    static List<Object[]> literals() {
        return List.of(
                new Object[] {"'a'", "a"},
                new Object[] {"\"it's\"", "it's"},
                new Object[] {"u'\\xe4'", "ä"},
                new Object[] {"'\\xe4'", "ä"},
                new Object[] {"'ä'", "ä"},
                new Object[] {"''", ""},
                new Object[] {"''''''", ""},
                new Object[] {"'''two\nlines'''", "two\nlines"},
                new Object[] {"\"\"\"a \"quote\" in it\"\"\"", "a \"quote\" in it"},
                new Object[] {"'a' 'b' u'c'", "abc"},
                new Object[] {"'\\\\ \\' \\\" \\n\\r\\t\\a\\b\\f\\v'", "\\ ' \" \n\r\t\u0007\b\f\u000B"},
                new Object[] {"'\\101\\7\\60'", "A\u00070"},
                new Object[] {"'\\ud83d\\ude00'", "😀"},
                new Object[] {"'\\U0001F600'", "😀"},
                new Object[] {"'a\\\nb'", "ab"},
                new Object[] {"'C:\\dir'", "C:\\dir"},
                new Object[] {"'\\x00'", "\0"},
                new Object[] {"None", null},
                new Object[] {"True", true},
                new Object[] {"False", false},
                new Object[] {"17", 17L},
                new Object[] {"17L", 17L},
                new Object[] {"0", 0L},
                new Object[] {"-3", -3L},
                new Object[] {"- 3", -3L},
                new Object[] {"123456789012345678901234567890", new BigInteger("123456789012345678901234567890")},
                new Object[] {"1.5", new BigDecimal("1.5")},
                new Object[] {"-1.5e3", new BigDecimal("-1.5e3")},
                new Object[] {"Decimal('30.00')", new BigDecimal("30.00")},
                new Object[] {"date(2019,2,28)", LocalDate.of(2019, 2, 28)},
                new Object[] {"date(2019, 2, 28, )", LocalDate.of(2019, 2, 28)},
                new Object[] {"i2d(20190228)", LocalDate.of(2019, 2, 28)},
                new Object[] {"time(9,30,0)", LocalTime.of(9, 30)},
                new Object[] {"time(9,30)", LocalTime.of(9, 30)},
                new Object[] {"dt(2019,2,28,1,2,3)", LocalDateTime.of(2019, 2, 28, 1, 2, 3)},
                new Object[] {"datetime(2019,2,28)", LocalDateTime.of(2019, 2, 28, 0, 0)},
                new Object[] {"dt(2019,2,28,1,2,3,4)", LocalDateTime.of(2019, 2, 28, 1, 2, 3, 4_000)},
                new Object[] {"['a', None, u'b']", Arrays.asList("a", null, "b")},
                new Object[] {"('a', 'b',)", List.of("a", "b")},
                new Object[] {"[]", List.of()},
                new Object[] {"contacts_Partner", new ModelName("contacts_Partner")});
    }

    @ParameterizedTest
    @CsvSource({
        "'date(2021,2,30)', no-such-date",
        "'date(0,1,1)', no-such-date",
        "'date(10000,1,1)', no-such-date",
        "'time(24,0,0)', no-such-date",
        "'dt(2019,13,1,0,0,0)', no-such-date",
        "'dt(2019,1,1,0,0,0,1000000)', no-such-date",
        "'time(1,2,3,4294968)', no-such-date",
        "'time(24,0)', no-such-date",
        "'Decimal(\"NaN\")', not-a-number",
        "'Decimal(\"1e999999999\")', not-a-number",
        "1e999999999, not-a-number",
        "-1e-99999, not-a-number",
        "1e999999999999, not-a-number",
        "'u\"\\ud83d\"', half-a-character",
        "'\"\\ude00\\ud83d\"', half-a-character"
    })
    void aValueThatStandsForNothingSpoilsItsRowOnly(String literal, String rule) throws IOException {
        Object value = row(literal).values().get(1);
        assertThat(value).isInstanceOf(UnusableValue.class);
        assertThat(((UnusableValue) value).rule()).isEqualTo(rule);
    }

    @Test
    void aFileThatAFormatterHasRewrittenReadsAsBefore() throws IOException {
        String rewritten = String.join(
                "\r\n",
                "# -*- coding: UTF-8 -*-",
                "logger.info(",
                "    \"Loading 2 objects to table shop_price...\")",
                "# fields: id, amount",
                "",
                "loader.save(",
                "    create_shop_price(",
                "        1,   # the first",
                "        '30.00',",
                "    ))  # end",
                "loader.save(create_shop_price(2, \\",
                "    None)); loader.flush_deferred_objects()",
                "");
        List<DumpRow> rows = rows(new LinoSite()
                .with("shop_price_2.py", null)
                .withScriptLine("    execfile(\"shop_price_2.py\", *args)\n", "")
                .with("shop_price_1.py", rewritten));
        assertThat(rows.subList(5, 7)).extracting(row -> row.values().get(1)).containsExactly("30.00", null);
        String script = LinoSite.SCRIPT
                .replace(
                        "    if amount is not None: amount = Decimal(amount)",
                        "    if amount is not None:\n        amount = Decimal(\n            amount)")
                .replace(
                        "def create_notes_note(id, owner_type_id, owner_id, body, opened):",
                        "def create_notes_note(id, owner_type_id, owner_id,\n                      body, opened):");
        try (LinoDump dump = open(new LinoSite().with("restore.py", script))) {
            assertThat(dump.script().edits()).isEmpty();
            assertThat(dump.script()
                            .functions()
                            .get("shop_price")
                            .columns()
                            .get(1)
                            .conversion())
                    .isEqualTo(Conversion.DECIMAL);
        }
    }

    @Test
    void aFileThatArrivesInSmallPiecesReadsAsAnyOther() throws IOException {
        String file = LinoSite.data(
                3,
                "notes_note",
                "id, owner_type, owner_id, body, opened",
                "1,contacts_Partner,123,u'two\\nlines \\u263a',True",
                "-2,None,12345678901234567890,'it\\'s ä',dt(2019,1,2,3,4,5)",
                "3,['a',u'\\xe4'],1.5,\"x\" 'y',time(1,2,3)");
        Random random = new Random(7);
        try (LinoDump dump = open(new LinoSite())) {
            Faults faults = new Faults();
            List<List<Object>> whole = values(new ByteArrayInputStream(file.getBytes(UTF_8)), dump, faults);
            for (int i = 0; i < 50; i++) {
                InputStream pieces = new FilterInputStream(new ByteArrayInputStream(file.getBytes(UTF_8))) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return super.read(target, offset, Math.min(length, 1 + random.nextInt(3)));
                    }
                };
                assertThat(values(pieces, dump, faults)).isEqualTo(whole).hasSize(3);
            }
            assertThat(faults.kept()).isEmpty();
        }
    }

    private static List<List<Object>> values(InputStream in, LinoDump dump, Faults faults) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (DataFileReader reader =
                new DataFileReader(in, "notes_note.py", dump.script(), ReadingLimits.USUAL, faults)) {
            reader.forEachRemaining(chunk -> chunk.forEach(row -> rows.add(row.values())));
        }
        return rows;
    }

    @Test
    void aZipIsReadAsItsFolderIsAlsoWithTheFolderOfASnapshot() throws IOException {
        List<DumpRow> rows = rows(new LinoSite());
        for (String inside : List.of("/", "/snapshot/")) {
            Path zip = folder.resolve("dump" + inside.length() + ".zip");
            try (FileSystem system =
                    FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("create", "true"))) {
                new LinoSite().write(system.getPath(inside));
                Files.createDirectories(system.getPath("/fixtures"));
            }
            try (LinoDump dump = WholeDump.open(zip, UTF_8)) {
                assertThat(values(dump))
                        .isEqualTo(rows.stream().map(DumpRow::values).toList());
            }
        }
    }

    @Test
    void aDumpOfOneFileYieldsTheRowsOfTheFunctionsThatAreReached() throws IOException {
        String script = LinoSite.SCRIPT.substring(0, LinoSite.SCRIPT.indexOf("def main"));
        script += String.join(
                "\n",
                "def shop_price_objects():",
                "    # the prices",
                "    yield create_shop_price(1,'30.00')",
                "    yield create_shop_price(2,",
                "        None)",
                "",
                "def notes_note_objects():",
                "    yield create_notes_note(1,contacts_Partner,1,u'x',True)",
                "",
                "def objects():",
                "    # notes are left out",
                "    yield shop_price_objects()",
                "",
                "settings.SITE.install_migrations(globals())",
                "");
        Path file = Files.writeString(folder.resolve("all.py"), script);
        try (LinoDump dump = WholeDump.open(file, UTF_8)) {
            assertThat(dump.script().generation()).isEqualTo(Generation.G0);
            assertThat(values(dump)).containsExactly(List.of(1L, "30.00"), Arrays.asList(2L, null));
            assertThat(dump.findings())
                    .containsExactly(new DumpFinding(
                            "table-not-loaded",
                            "The rows of notes_note_objects() are not read: objects() does not yield them."));
        }
        String end = "settings.SITE.install_migrations(globals())\n";
        Files.writeString(file, script.replace(end, ""));
        assertThat(faults(file)).extracting(Fault::rule).containsExactly("cut-off");
        // Later ones had no such line.
        Files.writeString(
                file,
                script.replace(end, "").replace("    # notes are left out\n", "    yield notes_note_objects()\n"));
        assertThat(faults(file)).isEmpty();
    }

    @Test
    void aSemicolonEndsAStatement() throws IOException {
        try (LinoDump dump = open(new LinoSite()
                .withScriptLine("SOURCE_VERSION = '19.1.0'", "import os; SOURCE_VERSION = '19.1.0';")
                .withScriptLine("    kw.update(opened=opened)", "    kw.update(opened=opened);"))) {
            assertThat(dump.script().version()).contains("19.1.0");
            assertThat(dump.script().edits()).isEmpty();
        }
    }

    @Test
    void timesWithoutUtcAreWallTimeInTheZoneOfTheHeader() throws IOException {
        try (LinoDump dump = open(new LinoSite().withScriptLine(", timezone=utc)", ")"))) {
            assertThat(dump.script().times()).isEqualTo(RestoreScript.Times.ZONE);
        }
    }

    @Test
    void theEncodingOfTheSitesMachineIsReadWhenItIsNamed() throws IOException {
        new LinoSite().write(folder);
        String text = LinoSite.data(1, "contacts_person", "partner_ptr", "1,'Jürgen €','male',None");
        Files.write(folder.resolve("contacts_person.py"), text.getBytes(Charset.forName("windows-1252")));
        try (LinoDump dump = WholeDump.open(folder, Charset.forName("windows-1252"))) {
            assertThat(values(dump).get(2).get(1)).isEqualTo("Jürgen €");
        }
        assertThat(faults(folder))
                .extracting(Fault::rule, fault -> fault.at().file())
                .contains(tuple("not-utf8", "contacts_person.py"));
    }

    // Changes by hand

    @ParameterizedTest
    @MethodSource("edits")
    void changesByHandAreFollowedAndTold(String line, String other, String rule, String sentence) throws IOException {
        try (LinoDump dump = open(new LinoSite().withScriptLine(line, other))) {
            assertThat(dump.script().edits())
                    .extracting(ScriptEdit::rule, ScriptEdit::sentence)
                    .containsExactly(tuple(rule, sentence));
        }
    }

    @Test
    void aColumnThatHasTheValuesOfAnotherOneIsNotSaidToBeLeftOut() throws IOException {
        String both = "    kw.update(email=email)\n    kw.update(country_id=country_id)";
        try (LinoDump dump = open(new LinoSite().withScriptLine(both, "    kw.update(email=country_id)"))) {
            assertThat(dump.script().edits())
                    .extracting(ScriptEdit::sentence)
                    .containsExactly(
                            "Column country_id of contacts_partner becomes email.",
                            "The values of email of contacts_partner are left out: its column has those of another one.");
        }
        try (LinoDump dump = open(new LinoSite()
                .withScriptLine(
                        "    kw.update(email=email)", "#    kw.update(email=email)\n    kw.update(email=email)"))) {
            assertThat(dump.script().edits()).isEmpty();
        }
    }

    static List<Object[]> edits() {
        return List.of(
                new Object[] {
                    "    kw.update(email=email)",
                    "#    kw.update(email=email)",
                    "column-dropped",
                    "Column email of contacts_partner is left out: its line is a comment."
                },
                new Object[] {
                    "    kw.update(email=email)\n",
                    "",
                    "column-dropped",
                    "Column email of contacts_partner is left out: no line of its function uses it."
                },
                new Object[] {
                    "    kw.update(email=email)",
                    "    kw.update(mail=email)",
                    "column-renamed",
                    "Column email of contacts_partner becomes mail."
                },
                new Object[] {
                    "    kw.update(email=email)",
                    "    kw.update(email='')",
                    "column-constant",
                    "Column email of contacts_partner is '' in every row, whatever the dump has."
                },
                new Object[] {
                    "    kw.update(email=email)",
                    "#    kw.update(email=email)\n    kw.update(email='')",
                    "column-constant",
                    "Column email of contacts_partner is '' in every row, whatever the dump has."
                },
                new Object[] {
                    "    kw.update(opened=opened)",
                    "    kw.update(opened=opened)\n    kw.update(state='10')",
                    "column-constant",
                    "Column state of notes_note is '10' in every row."
                },
                new Object[] {
                    "    kw.update(opened=opened)",
                    "    kw.update(opened=opened)\n    kw.update(state=-10)",
                    "column-constant",
                    "Column state of notes_note is -10 in every row."
                },
                new Object[] {
                    "    return notes_Note(**kw)",
                    "    return None",
                    "table-skipped",
                    "The rows of notes_note are skipped: its function returns None."
                },
                new Object[] {
                    "resolve_model(\"notes.Note\")",
                    "resolve_model(\"memos.Memo\")",
                    "model-moved",
                    "notes_Note is the model memos.Memo."
                },
                new Object[] {
                    "    execfile(\"notes_note.py\", *args)",
                    "    # execfile(\"notes_note.py\", *args)",
                    "file-skipped",
                    "notes_note.py is not loaded: its line is a comment."
                },
                new Object[] {
                    "    execfile(\"notes_note.py\", *args)\n",
                    "",
                    "table-not-loaded",
                    "No file of notes_note is loaded: the script does not name one."
                },
                new Object[] {
                    "    execfile(\"contacts_partner.py\", *args)\n    execfile(\"contacts_person.py\", *args)",
                    "    execfile(\"contacts_person.py\", *args)\n    execfile(\"contacts_partner.py\", *args)",
                    "files-reordered",
                    "contacts_person.py is loaded earlier than the generator would load it."
                },
                new Object[] {
                    "from decimal import Decimal",
                    "from decimal import Decimal\nimport requests",
                    "import-ignored",
                    "The import of requests is ignored: nothing is imported."
                });
    }

    private static long lineOf(String words) {
        return LinoSite.SCRIPT
                .substring(0, LinoSite.SCRIPT.indexOf(words))
                .lines()
                .count();
    }

    @Test
    void ofFilesInAnotherOrderThoseAreNamedThatWereMoved() throws IOException {
        String last = "    execfile(\"notes_note.py\", *args)\n";
        String first = "    execfile(\"contacts_partner.py\", *args)\n";
        assertThat(LinoSite.SCRIPT.indexOf(last)).isGreaterThan(LinoSite.SCRIPT.indexOf(first));
        assertThat(orderEdits(LinoSite.SCRIPT.replace(last, "").replace(first, last + first)))
                .containsExactly("notes_note.py is loaded earlier than the generator would load it.");
        assertThat(orderEdits(LinoSite.SCRIPT.replace(first, "").replace(last, last + first)))
                .containsExactly("contacts_partner.py is loaded later than the generator would load it.");
    }

    private List<String> orderEdits(String script) throws IOException {
        try (LinoDump dump = open(new LinoSite().with("restore.py", script))) {
            return dump.script().edits().stream().map(ScriptEdit::sentence).toList();
        }
    }

    @Test
    void anEditOfWhichFilesAreLoadedIsSaidWithItsOwnLine() throws IOException {
        LinoSite site = new LinoSite()
                .withScriptLine("    execfile(\"notes_note.py\", *args)", "    # execfile(\"notes_note.py\", *args)")
                .withScriptLine(
                        "    execfile(\"contacts_partner.py\", *args)\n    execfile(\"contacts_person.py\", *args)",
                        "    execfile(\"contacts_person.py\", *args)\n    execfile(\"contacts_partner.py\", *args)");
        List<String> lines =
                Files.readAllLines(site.write(folder.resolve("edited")).resolve("restore.py"));
        try (LinoDump dump = open(site)) {
            assertThat(dump.script().edits())
                    .extracting(edit -> lines.get((int) edit.line() - 1).strip())
                    .containsExactlyInAnyOrder(
                            "# execfile(\"notes_note.py\", *args)", "execfile(\"contacts_person.py\", *args)");
        }
    }

    @Test
    void aTableOfNumbersExchangesKeys() throws IOException {
        LinoSite site = new LinoSite()
                .withScriptLine(
                        "def create_contacts_partner(",
                        "MERGED = {200708: 4011, 17: 4}\n\ndef create_contacts_partner(")
                .withScriptLine(
                        "    kw.update(owner_id=owner_id)", "    kw.update(owner_id=MERGED.get(owner_id, owner_id))");
        try (LinoDump dump = open(site)) {
            assertThat(dump.script()
                            .functions()
                            .get("notes_note")
                            .columns()
                            .get(2)
                            .keys())
                    .isEqualTo(Map.of(200708L, 4011L, 17L, 4L));
            assertThat(dump.script().edits())
                    .extracting(ScriptEdit::sentence)
                    .containsExactly("2 numbers in column owner_id of notes_note are exchanged for others.");
        }
    }

    @Test
    void aFileThatTheSiteCouldNotDumpIsLeftOutByACommentInTheScript() {
        LinoSite site = new LinoSite()
                .with(
                        "notes_note.py",
                        "# -*- coding: UTF-8 -*-\n\nraise Exception(\"The data of this table has not been dumped"
                                + "because an error no such column occured.\")\n");
        assertThat(faults(site)).first().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("not-dumped");
            assertThat(fault.at().line()).isEqualTo(3);
            assertThat(fault.sentence()).contains("put # before the line of this file in restore.py");
        });
        assertThat(faults(site.withScriptLine("    execfile(\"notes_note.py\"", "#    execfile(\"notes_note.py\"")))
                .isEmpty();
    }

    @Test
    void aTableThatTheSiteCouldNotDumpIsTold() throws IOException {
        LinoSite site = new LinoSite()
                .withScriptLine(
                        "    execfile(\"notes_note.py\", *args)",
                        "raise Exception(\"The data of table notes_note has not been dumped because an error occured\")");
        try (LinoDump dump = open(site)) {
            assertThat(dump.script().notDumped()).containsExactly("notes_note");
            assertThat(dump.script().files()).containsKey("shop_price_2.py");
            assertThat(dump.findings()).extracting(DumpFinding::rule).containsExactly("not-dumped", "stale-file");
        }
    }

    // What is refused

    @Test
    void filesThatTheScriptDoesNotNameAreToldAndNotRead() throws IOException {
        try (LinoDump dump = open(new LinoSite().with("cal_priority.py", "import os; os.system('true')"))) {
            assertThat(dump.findings()).extracting(DumpFinding::rule).containsExactly("stale-file");
            assertThat(values(dump)).hasSize(8);
        }
    }

    @Test
    void aDumpThatWasCutOffIsRefused() {
        String whole = LinoSite.data(2, "notes_note", "id", "1,None,None,'a',True", "2,None,None,'b',True");
        String lessRows = LinoSite.data(2, "notes_note", "id", "1,None,None,'a',True");
        assertThat(faults(new LinoSite().with("notes_note.py", whole))).isEmpty();
        assertThat(faults(new LinoSite().with("notes_note.py", lessRows)))
                .extracting(Fault::rule)
                .containsExactly("wrong-number-of-rows");
        assertThat(faults(new LinoSite().with("notes_note.py", whole.replace("Loading 2 ", "Loading 1 "))))
                .extracting(Fault::found)
                .containsExactly("2 rows of notes_note");
        assertThat(faults(new LinoSite().with("notes_note.py", whole.replace("loader.flush_deferred_objects()\n", ""))))
                .extracting(Fault::rule)
                .containsExactly("cut-off");
        for (int end = 0; end < whole.length() - 1; end++) {
            // Without its last line end it is whole all the same.
            assertThat(faults(new LinoSite().with("notes_note.py", whole.substring(0, end))))
                    .as("cut off at %d", end)
                    .isNotEmpty();
        }
    }

    @Test
    void aFileThatIsMissingOrWrongHidesNothingOfTheOthersAndIsOneFault() {
        assertThat(faults(new LinoSite()
                        .with("shop_price_1.py", null)
                        .with("contacts_partner.py", "\0".repeat(200))
                        .with(
                                "notes_note.py",
                                LinoSite.data(3, "notes_note", "id", "1,None,None,'a',True", "2,None,'b'", "3,2+3"))))
                .extracting(fault -> fault.at().file() + " " + fault.at().line() + " " + fault.rule())
                .containsExactlyInAnyOrder(
                        "restore.py " + lineOf("shop_price_1.py") + " missing-file",
                        "contacts_partner.py 0 not-text",
                        "notes_note.py 5 wrong-number-of-values",
                        "notes_note.py 6 outside-the-grammar");
    }

    /** The generator writes the script's main function while it dumps: one that failed names the files until then, each line whole. */
    @Test
    void aDumpWhoseScriptWasCutOffIsRefused() throws IOException {
        String script = LinoSite.SCRIPT;
        String end = "    loader.finalize()\n";
        int whole = script.indexOf(end) + end.length() - 1;
        for (int at = script.indexOf('\n'); at < script.length(); at = script.indexOf('\n', at + 1)) {
            List<Fault> faults = faults(new LinoSite().with("restore.py", script.substring(0, at + 1)));
            if (at >= whole) {
                assertThat(faults).as("cut off at %d", at).isEmpty();
            } else {
                assertThat(faults).as("cut off at %d", at).isNotEmpty();
            }
            if (at == script.indexOf("    execfile(\"notes_note.py\"") - 1) {
                assertThat(faults)
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.sentence())
                                .isEqualTo("restore.py: found the end of the file after 2 files of tables, expected"
                                        + " loader.finalize() at the end of its function main. The dump was cut off, by an"
                                        + " error or a full disk: make it anew."));
            }
            if (at == script.length() - 1) {
                break;
            }
        }
        assertThat(faults(new LinoSite().withScriptLine("    loader.finalize()", "#    loader.finalize()")))
                .isEmpty();
    }

    @Test
    void partsOfDifferentDumpsDoNotFit() {
        assertThat(faults(new LinoSite().with("shop_price_2.py", LinoSite.part(4, 2, 2, "shop_price", "id", "3,None"))))
                .extracting(Fault::rule)
                .contains("parts-do-not-fit");
        assertThat(faults(new LinoSite().with("shop_price_2.py", LinoSite.part(3, 1, 2, "shop_price", "id", "3,None"))))
                .extracting(Fault::rule)
                .contains("part-twice");
    }

    @Test
    void aTextOfMegabytesIsReadAndOneBeyondTheLimitIsNot() throws IOException {
        String text = "ä".repeat(3_000_000);
        assertThat(row("'" + text + "'").values().get(1)).isEqualTo(text);
        assertThat(row("'" + "x\\n".repeat(1_000_000) + "'").values().get(1)).isEqualTo("x\n".repeat(1_000_000));
        ReadingLimits small = new ReadingLimits(8, 1_000, 4, 5, 30, 10_000, 1_000_000);
        new LinoSite()
                .with("shop_price_2.py", LinoSite.part(3, 2, 2, "shop_price", "id", "3,'" + "x".repeat(1_001) + "'"))
                .write(folder);
        assertThat(LinoSite.faults(folder, small)).extracting(Fault::rule).contains("text-too-long");
    }

    @Test
    void whatIsNoDumpIsSaid() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> WholeDump.open(empty, UTF_8))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("the folder that dump2py wrote");
        Path text = Files.writeString(folder.resolve("x.py"), "# nothing\n", ISO_8859_1);
        assertThatThrownBy(() -> WholeDump.open(text, UTF_8))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("Is this a dump of dump2py?");
        Path table = new LinoSite().write(folder).resolve("notes_note.py");
        assertThatThrownBy(() -> WholeDump.open(table, UTF_8))
                .isInstanceOf(BrokenFileException.class)
                .hasMessage(
                        "notes_note.py: found the rows of one table, expected the whole dump, in which restore.py says what they"
                                + " are. Drop the folder that dump2py wrote, or a zip of it.");
    }

    private LinoDump open(LinoSite site) throws IOException {
        return WholeDump.open(site.write(folder), UTF_8);
    }

    private DumpRow row(String literal) throws IOException {
        List<DumpRow> rows = rows(new LinoSite()
                .with("shop_price_2.py", LinoSite.part(3, 2, 2, "shop_price", "id, amount", "3," + literal)));
        return rows.get(rows.size() - 1);
    }

    private List<DumpRow> rows(LinoSite site) throws IOException {
        List<DumpRow> rows = new ArrayList<>();
        try (LinoDump dump = open(site)) {
            Faults faults = new Faults();
            for (String file : dump.files()) {
                try (DataFileReader reader = dump.read(file, faults)) {
                    reader.forEachRemaining(rows::addAll);
                }
            }
            faults.throwIfAny();
        }
        return rows;
    }

    private static List<List<Object>> values(LinoDump dump) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        Faults faults = new Faults();
        for (String file : dump.files()) {
            try (DataFileReader reader = dump.read(file, faults)) {
                reader.forEachRemaining(chunk -> chunk.forEach(row -> rows.add(row.values())));
            }
        }
        faults.throwIfAny();
        return rows;
    }

    private List<Fault> faults(LinoSite site) {
        try {
            Path dump = Files.createTempDirectory(folder, "dump");
            return faults(site.write(dump));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Fault> faults(Path dump) {
        return LinoSite.faults(dump, ReadingLimits.USUAL);
    }
}
