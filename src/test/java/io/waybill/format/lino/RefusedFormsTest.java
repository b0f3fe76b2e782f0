package io.waybill.format.lino;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form outside the grammar is refused with its place, within a second, and nothing else happens. */
class RefusedFormsTest {
    /** Of the reading thread alone: how busy the machine is does not matter. */
    private static final long MOST_NANOS = 1_000_000_000;

    private static final String ROW = "loader.save(create_shop_price(3,None))";
    private static final long FIRST_ROW = 4;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.py",
                "/etc/passwd.py",
                "a/b.py",
                "..\\x.py",
                "c:x.py",
                ".hidden.py",
                "notes.txt",
                "x.py\\n",
                "gone.py",
                ".py"
            })
    void onlyFilesOfTheFolderItselfAreRead(String name) {
        assertThat(faults(new LinoSite()
                        .withScriptLine("execfile(\"notes_note.py\", *args)", "execfile(\"" + name + "\", *args)")))
                .extracting(Fault::rule)
                .containsAnyOf("not-a-plain-name", "missing-file", "broken-escape");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.py", "gone.py"})
    void aFileThatIsNotReadIsReportedWithThePlaceWhereItIsNamed(String name) {
        String script = LinoSite.SCRIPT.replace("execfile(\"notes_note.py\"", "execfile(\"" + name + "\"");
        long line = script.substring(0, script.indexOf(name)).lines().count();
        assertThat(faults(new LinoSite().with("restore.py", script)))
                .extracting(fault -> fault.at().line(), fault -> fault.at().column())
                .contains(tuple(line, 5L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'    execfile(\"notes_note.py\", *args)' | each file once",
                "notes_Note = resolve_model(\"notes.Note\") | each model once",
                "SOURCE_VERSION = '19.1.0' | one version",
                "def new_content_type_id(m): | each function once",
                "def main(args): | each function once",
                "def create_notes_note(id): | each function once",
                "# DJANGO_SETTINGS_MODULE was 'shelf.settings', TIME_ZONE was 'UTC'. | one time zone in the header",
                "'KEYS = {1: 2}\nKEYS = {3: 4}' | each table of numbers once",
                "'KEYS = {1: 2, 1: 3}' | each number once"
            })
    void whatAScriptSaysTwiceIsRefusedWithThePlaceOfTheSecond(String statement, String expected) {
        String lines = statement.replace("\\n", "\n");
        String second = lines.startsWith("def ") ? lines + "\n    pass" : lines;
        String script = LinoSite.SCRIPT;
        String before =
                lines.startsWith(" ") ? "    loader.finalize()" : lines.startsWith("#") ? "import os" : "if __name__";
        assertThat(script).contains(before);
        assertThat(faults(new LinoSite().with("restore.py", script.replace(before, second + "\n" + before))))
                .filteredOn(fault -> fault.expected().equals(expected))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.at().line()).isPositive();
                    assertThat(fault.at().column()).isPositive();
                });
    }

    @Test
    void aLanguageThatTakesTwoPlacesIsRefused() {
        assertThat(faults(new LinoSite().withScriptLine("en=values[0], de=", "en=values[0], en=")))
                .extracting(Fault::expected)
                .contains("each language once");
    }

    @Test
    void aLinkOutOfTheFolderIsNeverFollowed() throws IOException {
        Path dump = new LinoSite().with("notes_note.py", null).write(folder.resolve("dump"));
        Files.writeString(folder.resolve("secret.py"), LinoSite.data(0, "notes_note", "id"));
        Files.createSymbolicLink(dump.resolve("notes_note.py"), folder.resolve("secret.py"));
        assertThat(faults(dump))
                .extracting(Fault::sentence)
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("notes_note.py: found a link, expected a file.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__import__('os').system('touch /tmp/x')",
                "os.system('x')",
                "exec('x')",
                "import os",
                "x = 1",
                "def f(): pass",
                "class A: pass",
                "loader.save(create_shop_price(1,'x'), 2)",
                "loader.save(create_shop_price(id=1,amount=2))",
                "loader.save(create_shop_price(*[1,2]))",
                "loader.save(create_shop_price(1,2+3))",
                "loader.save(create_shop_price(1,'a'+'b'))",
                "loader.save(create_shop_price(1,'a'.upper()))",
                "loader.save(create_shop_price(1,[x for x in y]))",
                "loader.save(create_shop_price(1,lambda: 1))",
                "loader.save(create_shop_price(1,open('/etc/passwd')))",
                "loader.save(create_shop_price(1,eval('1')))",
                "loader.save(create_shop_price(1,f'{x}'))",
                "loader.save(create_shop_price(1,r'x'))",
                "loader.save(create_shop_price(1,b'x'))",
                "loader.save(create_shop_price(1,rb'x'))",
                "loader.save(create_shop_price(1,0x10))",
                "loader.save(create_shop_price(1,0o7))",
                "loader.save(create_shop_price(1,007))",
                "loader.save(create_shop_price(1,1_000))",
                "loader.save(create_shop_price(1,1e5x))",
                "loader.save(create_shop_price(1,{1:2}))",
                "loader.save(create_shop_price(1,'\\N{DASH}'))",
                "loader.save(create_shop_price(1,'\\xg0'))",
                "loader.save(create_shop_price(1,'\\U00110000'))",
                "loader.save(create_shop_price(1,'not closed))",
                "loader.save(create_shop_price(1,'''not closed))",
                "loader.save(create_shop_price(1,“curly”))",
                "loader.save(create_shop_price(1,2",
                "loader.save(create_shop_price(1))",
                "loader.save(create_shop_price(1,2,3))",
                "loader.save(create_gone(1,2))",
                "loader.save(shop_Price(1,2))",
                "loader.save(create_shop_price(1,2)) or os.system('x')",
                "loader.delete(create_shop_price(1,2))",
                "loader.save(create_shop_price(1,date(2019,2)))",
                "loader.save(create_shop_price(1,date('x',2,3)))",
                "loader.save(create_shop_price(1,2)",
                "print('x')",
                "@x",
                "$",
                "while True: pass",
                "\0",
                // strings and their prefixes
                "loader.save(create_shop_price(1,t'x'))",
                "loader.save(create_shop_price(1,fr'x'))",
                "loader.save(create_shop_price(1,ur'x'))",
                "loader.save(create_shop_price(1,Rb'x'))",
                "loader.save(create_shop_price(1,B'x'))",
                "loader.save(create_shop_price(1,'a\nb'))",
                "loader.save(create_shop_price(1,'\\u12'))",
                "loader.save(create_shop_price(1,'\\U0001F6'))",
                "loader.save(create_shop_price(1,'a' 1))",
                // numbers
                "loader.save(create_shop_price(1,0b1))",
                "loader.save(create_shop_price(1,0X1F))",
                "loader.save(create_shop_price(1,1l2))",
                "loader.save(create_shop_price(1,1.5.2))",
                "loader.save(create_shop_price(1,1 2))",
                "loader.save(create_shop_price(1,+1))",
                "loader.save(create_shop_price(1,--1))",
                "loader.save(create_shop_price(1,~1))",
                "loader.save(create_shop_price(1,1j))",
                "loader.save(create_shop_price(1,-'a'))",
                "loader.save(create_shop_price(1,-None))",
                // operators and expressions
                "loader.save(create_shop_price(1,1 < 2))",
                "loader.save(create_shop_price(1,not True))",
                "loader.save(create_shop_price(1,1 if True else 2))",
                "loader.save(create_shop_price(1,'%s' % 'a'))",
                "loader.save(create_shop_price(1,'a'[0]))",
                "loader.save(create_shop_price(1,'a' or 'b'))",
                "loader.save(create_shop_price(1,...))",
                "loader.save(create_shop_price(1,(x := 1)))",
                "loader.save(create_shop_price(1,(yield 1)))",
                "loader.save(create_shop_price(1,{}))",
                "loader.save(create_shop_price(1,{1}))",
                "loader.save(create_shop_price(1,**x))",
                "loader.save(create_shop_price(1,(x for x in y)))",
                // other names, attributes and calls
                "loader.save(create_shop_price(1,str(1)))",
                "loader.save(create_shop_price(1,None()))",
                "loader.save(create_shop_price(1,True.real))",
                "loader.save(create_shop_price(1,contacts_Partner()))",
                "loader.save(create_shop_price(1,contacts_Partner.objects))",
                "loader.save(create_shop_price(1,date.today()))",
                "loader.save(create_shop_price(1,datetime.date(2019,1,1)))",
                "loader.save(create_shop_price(1,create_shop_price(1,2)))",
                // dates and numbers with other arguments
                "loader.save(create_shop_price(1,date()))",
                "loader.save(create_shop_price(1,date(2019,1,1,1)))",
                "loader.save(create_shop_price(1,date(2019,1,-1)))",
                "loader.save(create_shop_price(1,date(year=2019,month=1,day=1)))",
                "loader.save(create_shop_price(1,time(1)))",
                "loader.save(create_shop_price(1,time(1,2,3,4,5)))",
                "loader.save(create_shop_price(1,dt(2019,1)))",
                "loader.save(create_shop_price(1,dt(2019,1,1,1,1,1,1,1)))",
                "loader.save(create_shop_price(1,Decimal()))",
                "loader.save(create_shop_price(1,Decimal([1])))",
                "loader.save(create_shop_price(1,i2d('20190228')))",
                "loader.save(create_shop_price(1,i2d(20190228,1)))",
                // statements
                "loader.save()",
                "loader.save(None)",
                "loader.save(create_shop_price)",
                "loader.save(create_shop_price(1,2).pk)",
                "loader.flush_deferred_objects",
                "loader.finalize()",
                "logger.warning('x')",
                "logger.info()",
                "logger.info('x' % 1)",
                "from x import y",
                "x += 1",
                "if True: loader.save(create_shop_price(1,2))",
                "for x in [1]: loader.save(create_shop_price(x,2))",
                "try: loader.save(create_shop_price(1,2))",
                "async def f(): pass",
                "return",
                "'only a text'.strip()",
                // limits
                "loader.save(create_shop_price(1,[[[[[[[[[1]]]]]]]]]))",
                "loader.save(create_shop_price(1,1234567890123456789012345678901))"
            })
    void whatIsNoRowIsRefusedWithItsPlace(String line) {
        assertThat(faults(lastPart(ROW)))
                .as("the same file with a row in its place")
                .isEmpty();
        Fault fault = faults(lastPart(line)).get(0);
        assertThat(fault.at().file()).isEqualTo("shop_price_2.py");
        // A row that is left open ends where the next statement begins.
        assertThat(fault.at().line()).isIn(FIRST_ROW, FIRST_ROW + line.lines().count() - 1, FIRST_ROW + 2L);
        if (fault.at().line() == FIRST_ROW + 2) {
            assertThat(fault.expected()).endsWith(", in the statement that begins in line " + FIRST_ROW);
        }
        assertThat(fault.at().column()).isPositive();
        assertThat(fault.found()).isNotBlank();
        assertThat(fault.expected()).isNotBlank();
        assertThat(fault.sentence()).doesNotContain("Exception");
    }

    /** The site, with a line in the place of the only row of a file. */
    private static LinoSite lastPart(String line) {
        return new LinoSite()
                .with(
                        "shop_price_2.py",
                        LinoSite.part(3, 2, 2, "shop_price", "id, amount", "3,None")
                                .replace(ROW, line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import os; os.system('x')",
                "os.system('touch x')",
                "def create_x(a): return a",
                "def evil(): pass",
                "class A(object): pass",
                "@override\ndef create_shop_price(id, amount):\n    return None",
                "for x in y: pass",
                "x = eval('1')",
                "with open('x') as f: pass",
                "try:\n    import x\nexcept ImportError: pass",
                "raise SystemExit(0)",
                "lambda: 0",
                "X = {1: 'a'}",
                "X = {1: 2, **Y}",
                "X = {'a': 1}",
                "X = {1: f(2)}",
                "X = [1]",
                "contacts_Partner = resolve_model('contacts.Partner', strict=True)",
                "contacts_Partner = resolve_model(name)",
                "contacts_Partner = open('x')",
                "SOURCE_VERSION = version()",
                "SOURCE_VERSION = '1' + '2'",
                "while True: pass",
                "assert False",
                "del shop_Price",
                "global shop_Price",
                "async def main(args): pass",
                "def pmem(x=open('y')): pass",
                "def pmem(x: open('y')): pass",
                "if settings.DEBUG:\n    os.system('x')",
                "if settings.USE_TZ:\n    os.system('x')",
                "exec(open('x').read())",
                "print 'x'",
                "return",
                "yield create_shop_price(1,2)",
                "loader.save(create_shop_price(1,2))",
                "\0"
            })
    void whatIsNoStatementOfAScriptIsRefused(String line) {
        assertThat(faults(new LinoSite().withScriptLine("def create_shop_price(", line + "\n\ndef create_shop_price(")))
                .isNotEmpty()
                .allSatisfy(fault -> {
                    assertThat(fault.at().file()).isEqualTo("restore.py");
                    assertThat(fault.at().line()).isPositive();
                    assertThat(fault.at().column()).isPositive();
                    assertThat(fault.found()).isNotBlank();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    if id > 5: return None",
                "    amount = amount * 2",
                "    kw.update(amount=amount + 1)",
                "    kw.update(amount=f(amount))",
                "    kw.update(amount=other)",
                "    kw.update(amount=MISSING.get(amount, amount))",
                "    os.system('x')",
                "    kw['amount'] = amount",
                "    kw.update(id=id)",
                "    if id is not None: amount = Decimal(amount)",
                "    import os",
                "    kw.update(**amount)",
                "    kw.update(amount=amount, id=id)",
                "    kw.update({'amount': amount})",
                "    kw.pop('amount')",
                "    del kw",
                "    kw = dict(amount=amount)",
                "    if amount: amount = open(amount)",
                "    if amount is None: amount = Decimal(amount)",
                "    for x in amount: pass",
                "    raise Exception(amount)",
                "    return open(amount)",
                "    return shop_Price(amount, **kw)",
                "    return create_shop_price(id, amount)",
                "    yield shop_Price(**kw)",
                "    print(amount)",
                "    'text'.format(amount)"
            })
    void whatIsNoLineOfACreateFunctionIsRefused(String line) {
        assertThat(faults(new LinoSite()
                        .withScriptLine("    kw.update(amount=amount)", line + "\n    kw.update(amount=amount)")))
                .isNotEmpty()
                .allSatisfy(fault -> {
                    assertThat(fault.advice()).contains("step of a migration");
                    assertThat(fault.at().line()).isPositive();
                    assertThat(fault.at().column()).isPositive();
                });
    }

    @Test
    void oneRunFindsAllFaults() {
        LinoSite site = new LinoSite()
                .with(
                        "shop_price_2.py",
                        "x\nloader.save(create_shop_price(1,eval))\nloader.save(create_shop_price(1,f'x'))\n\n  y = 1\n"
                                + "loader.save(create_shop_price(3,None)\nloader.save(create_shop_price(1,2,3))\nloader.flush_deferred_objects()\n");
        assertThat(faults(site)).extracting(fault -> fault.at().line()).contains(1L, 3L, 7L);
    }

    @Test
    void aMillionBracketsAreRefusedAtOnce() {
        String brackets = "[".repeat(1_000_000);
        assertTimeout(Duration.ofSeconds(5), () -> {
            assertThat(faults(new LinoSite().with("shop_price_2.py", "loader.save(create_shop_price(1," + brackets)))
                    .extracting(Fault::rule)
                    .first()
                    .isEqualTo("nested-too-deeply");
            assertThat(faults(new LinoSite().with("restore.py", "x = " + brackets)))
                    .isNotEmpty();
        });
    }

    /** Limits that are small enough for a test; what the usual ones are is said where they are. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"[[1]]\", 1, 100, 4, 5, 30, 10000, 100000, at most 1 brackets",
                "'12345678901', 8, 10, 4, 5, 30, 10000, 100000, 10 bytes",
                "\"[1,2,3,4,5]\", 8, 100, 4, 5, 30, 10000, 100000, at most 4 items",
                "\"2,3\", 8, 100, 4, 1, 30, 10000, 100000, at most 1 values",
                "123456789012345678901, 8, 100, 4, 5, 20, 10000, 100000, at most 20 digits",
                "'1234567890' '1234567890', 8, 100, 4, 5, 30, 40, 100000, at most 40 bytes",
                "1, 8, 1000, 4, 5, 30, 10000, 100, at most 100 bytes"
            })
    void whatGoesBeyondALimitIsRefused(
            String value, int depth, int text, int items, int values, int digits, long row, long file, String expected)
            throws IOException {
        Path script = new LinoSite().write(folder.resolve("dump")).resolve("restore.py");
        byte[] data =
                LinoSite.part(3, 2, 2, "shop_price", "id, amount", "3," + value).getBytes(UTF_8);
        Faults faults = new Faults();
        ReadingLimits limits = new ReadingLimits(depth, text, items, values, digits, row, file);
        try (InputStream restore = Files.newInputStream(script);
                DataFileReader reader = new DataFileReader(
                        new ByteArrayInputStream(data),
                        "shop_price_2.py",
                        RestoreScriptReader.read(restore, "restore.py", ReadingLimits.USUAL),
                        limits,
                        faults)) {
            reader.forEachRemaining(rows -> {});
        } catch (BrokenFileException e) {
            e.faults().forEach(faults::add);
        }
        assertThat(faults.kept())
                .anySatisfy(fault -> assertThat(fault.sentence()).contains(expected));
    }

    @Test
    void bytesThatAreNoTextAreToldWithTheirPlace() throws IOException {
        Path dump = new LinoSite().write(folder.resolve("dump"));
        String text = LinoSite.part(3, 2, 2, "shop_price", "id, amount", "3,'Jürgen'");
        Files.write(dump.resolve("shop_price_2.py"), text.getBytes(ISO_8859_1));
        assertThat(faults(dump)).first().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("not-utf8");
            assertThat(fault.at().line()).isEqualTo(4);
            assertThat(fault.at().column())
                    .isEqualTo(text.lines().toList().get(3).indexOf('ü') + 1);
            assertThat(fault.sentence()).contains("encoding");
        });
        String more = LinoSite.part(3, 2, 2, "shop_price", "id, amount", "3,'ü'", "4,'ü'", "5,{}", "6,'ü'");
        Files.write(dump.resolve("shop_price_2.py"), more.getBytes(ISO_8859_1));
        assertThat(faults(dump))
                .as("the encoding of a file is one fault, which does not hide others")
                .extracting(Fault::rule)
                .containsExactly("not-utf8", "outside-the-grammar");
        String lines = LinoSite.part(3, 2, 2, "shop_price", "id, amount", "3,'''a\r\nb\n\nJürgen'''");
        Files.write(dump.resolve("shop_price_2.py"), lines.getBytes(ISO_8859_1));
        assertThat(faults(dump))
                .extracting(fault -> fault.at().line(), fault -> fault.at().column())
                .first()
                .isEqualTo(tuple(7L, 2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def shop_price_objects():\n    os.system('x')",
                "def shop_price_objects():\n    yield open('x')",
                "def shop_price_objects():\n    yield create_shop_price(1,open('x'))",
                "def shop_price_objects():\n    yield create_gone(1,2)",
                "def shop_price_objects():\n    return create_shop_price(1,2)",
                "def shop_price_objects():\n    for x in y: yield create_shop_price(1,2)",
                "def shop_price_objects():\n    yield create_shop_price(1,2), open('x')",
                "def shop_price_objects(x=open('y')):\n    yield create_shop_price(1,2)",
                "os.system('x')\ndef shop_price_objects():\n    yield create_shop_price(1,2)"
            })
    void whatIsNoStatementOfADumpOfOneFileIsRefused(String function) throws IOException {
        String script = LinoSite.SCRIPT.substring(0, LinoSite.SCRIPT.indexOf("def main"));
        String end =
                "\n\ndef objects():\n    yield shop_price_objects()\n\nsettings.SITE.install_migrations(globals())\n";
        assertThat(faults(Files.writeString(
                        folder.resolve("good.py"),
                        script + "def shop_price_objects():\n    yield create_shop_price(1,2)" + end)))
                .isEmpty();
        assertThat(faults(Files.writeString(folder.resolve("all.py"), script + function + end)))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.at().line()).isPositive());
    }

    private List<Fault> faults(LinoSite site) {
        try {
            return faults(site.write(Files.createTempDirectory(folder, "dump")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The faults, found within a second, while no file is made and no process is started. */
    private List<Fault> faults(Path dump) throws IOException {
        List<Path> before = tree();
        long children = ProcessHandle.current().children().count();
        long start = THREADS.getCurrentThreadCpuTime();
        List<Fault> faults = LinoSite.faults(dump, ReadingLimits.USUAL);
        assertThat(THREADS.getCurrentThreadCpuTime() - start).isLessThan(MOST_NANOS);
        assertThat(tree()).isEqualTo(before);
        assertThat(ProcessHandle.current().children().count()).isLessThanOrEqualTo(children);
        return faults;
    }

    private List<Path> tree() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.sorted().toList();
        }
    }
}
