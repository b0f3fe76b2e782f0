package io.waybill.format.lino;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file has, reading it ends soon, with rows or with faults, and does nothing else. */
class HostileDumpTest {
    /** Of the reading thread alone: how busy the machine is does not matter. */
    private static final long MOST_NANOS = 1_000_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final byte[] DATA = LinoSite.data(
                    4,
                    "notes_note",
                    "id, owner_type, owner_id, body, opened",
                    "1,contacts_Partner,1,u'two\\nlines \\u263a',True",
                    "-2,None,None,'it\\'s',dt(2019,1,2,3,4,5)",
                    "3,['a',u'\\xe4'],1.5,\"x\" 'y',time(1,2,3)",
                    "4,('a', None,),Decimal('1.50'),'''three\nlines''',date(2019,2,28)")
            .getBytes(UTF_8);
    private static final byte[] SCRIPT = LinoSite.SCRIPT.getBytes(UTF_8);
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ".",
            ":",
            "=",
            "'",
            "\"",
            "'''",
            "\"\"\"",
            "\\",
            "\n",
            "\r",
            "\r\n",
            "\0",
            "#",
            "u'",
            "b'",
            "\\N{DASH}",
            "\\u12",
            "\\ud83d",
            "\\U00110000",
            "\\777",
            "L",
            "0",
            "9999999999999999999999",
            "1e9",
            " ",
            "\t",
            "-",
            ";",
            "*",
            "**",
            "@",
            "$",
            "ä",
            "\uFEFF",
            "None",
            "True",
            "lambda: 0",
            "import os",
            "loader.save(",
            "create_notes_note(",
            "def ",
            "yield ",
            "return ",
            "    ",
            "execfile(");

    private static final RestoreScript READ_SCRIPT = readScript();

    @TempDir
    private Path folder;

    private static RestoreScript readScript() {
        try {
            return RestoreScriptReader.read(new ByteArrayInputStream(SCRIPT), "restore.py", ReadingLimits.USUAL);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void changedFilesGetAnAnswerWithinASecond() throws IOException {
        fuzz(20261, 3_000);
    }

    @Test
    @Tag("thorough")
    void manyChangedFilesGetAnAnswerWithinASecond() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            fuzz(seed, 10_000);
        }
    }

    private static void fuzz(int seed, int inputs) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < inputs; i++) {
            boolean ofScript = i % 3 == 0;
            byte[] changed = ofScript ? SCRIPT : DATA;
            for (int n = random.nextInt(5); n >= 0; n--) {
                changed = changed(changed, random);
            }
            String what = "seed " + seed + ", input " + i;
            if (ofScript) {
                script(changed, what);
            } else {
                data(changed, what);
            }
        }
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(30));
        byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> joined(bytes, from, to, new byte[0]);
            case 1 -> joined(bytes, from, from, piece);
            case 2 -> joined(bytes, from, to, piece);
            case 3 -> joined(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
            case 4 -> joined(bytes, from, from, new byte[] {(byte) random.nextInt(256)});
            default -> random.nextInt(8) == 0 && from > 0 ? Arrays.copyOf(bytes, from) : bytes;
        };
    }

    private static byte[] joined(byte[] bytes, int from, int to, byte[] between) {
        byte[] all = new byte[bytes.length - (to - from) + between.length];
        System.arraycopy(bytes, 0, all, 0, from);
        System.arraycopy(between, 0, all, from, between.length);
        System.arraycopy(bytes, to, all, from + between.length, bytes.length - to);
        return all;
    }

    @ParameterizedTest
    @MethodSource("longWays")
    void nothingTakesLongHoweverDeepWideOrLongItIs(String what, UnaryOperator<String> content) throws IOException {
        List<Fault> faults =
                data(content.apply("loader.save(create_notes_note(").getBytes(UTF_8), what);
        assertThat(faults).as(what).isNotEmpty();
        assertThat(script(content.apply("X = (").getBytes(UTF_8), what))
                .as(what)
                .isNotEmpty();
    }

    static List<Object[]> longWays() {
        int million = 1_000_000;
        return List.of(
                way("brackets", start -> start + "[".repeat(million)),
                way("closing brackets", start -> start + ")".repeat(million)),
                way("brackets, line by line", start -> (start + "[\n").repeat(100_000)),
                way("one line of numbers", start -> start + "1,".repeat(million)),
                way("one line of texts", start -> start + "'a',".repeat(million)),
                way("texts side by side", start -> start + "'a' ".repeat(million)),
                way("an open text", start -> start + "'" + "a".repeat(5 * million)),
                way("an open text of three quotes", start -> start + "'''" + "a\n".repeat(2 * million)),
                way("backslashes", start -> start + "'" + "\\".repeat(2 * million)),
                way("joined lines", start -> start + "\\\n".repeat(million)),
                way("a long name", start -> start + "a".repeat(5 * million)),
                way(
                        "a million names",
                        start -> start
                                + IntStream.range(0, 300_000)
                                        .mapToObj(i -> "a" + i)
                                        .collect(Collectors.joining(","))),
                way("a long number", start -> start + "9".repeat(5 * million)),
                way("a long exponent", start -> start + "1e" + "9".repeat(million)),
                way("a huge exponent", start -> start + "1,1,1,1e999999999999,$"),
                way("signs", start -> start + "-".repeat(million)),
                way("semicolons", start -> ";".repeat(million) + start),
                way("comments", start -> "# x\n".repeat(300_000) + start),
                way("a long comment", start -> "#" + "x".repeat(5 * million) + "\n" + start),
                way("blanks", start -> " ".repeat(5 * million) + start),
                way("tabs before each line", start -> ("\t".repeat(200) + start + "\n").repeat(5_000)),
                way("empty lines", start -> "\r".repeat(2 * million) + start),
                way("bytes 0", start -> start + "\0".repeat(million)),
                way("faults", start -> "$\n".repeat(million) + start),
                way("faults on one line", start -> start + "$".repeat(million)),
                way("logs", start -> "logger.info('a', [[[1]]])\n".repeat(50_000) + start),
                way("keywords", start -> start + "a=1,".repeat(million)),
                way("stars", start -> start + "*".repeat(million)),
                way("byte order marks", start -> "\uFEFF".repeat(300_000) + start));
    }

    private static Object[] way(String what, UnaryOperator<String> content) {
        return new Object[] {what, content};
    }

    @Test
    void aScriptWithManyFunctionsAndFilesIsReadSoon() throws IOException {
        StringBuilder script = new StringBuilder("a_B = resolve_model(\"a.B\")\n");
        IntStream.range(0, 20_000)
                .forEach(i -> script.append("def create_t").append(i).append("(id):\n    return a_B(**kw)\n"));
        script.append("def main(args):\n");
        IntStream.range(0, 20_000)
                .forEach(i -> script.append("    execfile(\"t").append(i).append(".py\", *args)\n"));
        script(script.toString().getBytes(UTF_8), "functions and files");
    }

    private static List<String> evil() {
        return List.of(
                "__import__('os').system('touch MARK')",
                "open('MARK', 'w').write('x')",
                "exec(\"open('MARK', 'w')\")",
                "eval(\"open('MARK', 'w')\")",
                "import os; os.system('touch MARK')",
                "from os import system as loader; loader('touch MARK')",
                "loader = type('L', (), {'save': lambda s, x: open('MARK', 'w')})()",
                "loader.save(open('MARK', 'w'))",
                "loader.save(create_shop_price(1, open('MARK', 'w')))",
                "loader.save(create_shop_price(1, __import__('os').system('touch MARK')))",
                "loader.save(create_shop_price(1, (lambda: open('MARK', 'w'))()))",
                "loader.save(create_shop_price(1, [open('MARK', 'w') for x in (1,)]))",
                "loader.save(create_shop_price(1, f'{open(\"MARK\", \"w\")}'))",
                "loader.save(create_shop_price(1, '%s' % open('MARK', 'w')))",
                "loader.save(create_shop_price(1, 'a'.__class__.__mro__))",
                "loader.save(create_shop_price(1, Decimal.__init__('1')))",
                "loader.save(create_shop_price(1, date(2019, 1, open('MARK', 'w'))))",
                "loader.save(create_shop_price(*open('MARK', 'w')))",
                "loader.save(create_shop_price(1, amount=open('MARK', 'w')))",
                "loader.save(create_shop_price(1, 2) if open('MARK', 'w') else 0)",
                "loader.save(create_shop_price(1, 2)); open('MARK', 'w')",
                "loader.save(create_shop_price(1, 2))\nopen('MARK', 'w')",
                "loader.flush_deferred_objects(open('MARK', 'w'))",
                "logger.info('x', open('MARK', 'w'))",
                "logger.info(open('MARK', 'w'))",
                "logger.info('${jndi:ldap://127.0.0.1:1/x}', $)",
                "@open('MARK', 'w')\ndef f(): pass",
                "class A(open('MARK', 'w')): pass",
                "def f(a=open('MARK', 'w')): pass",
                "assert open('MARK', 'w')",
                "raise open('MARK', 'w')",
                "with open('MARK', 'w'): pass",
                "for x in open('MARK', 'w'): pass",
                "while open('MARK', 'w'): pass",
                "del loader",
                "global loader",
                "x: open('MARK', 'w') = 1",
                "(y := open('MARK', 'w'))",
                "`touch MARK`",
                "print >>open('MARK', 'w'), 1",
                "exec 'import os'");
    }

    @ParameterizedTest
    @MethodSource("evil")
    void codeIsRefusedWithItsPlaceAndDoesNothing(String evil) throws IOException {
        Path dump = new LinoSite().write(folder.resolve("dump"));
        String line = evil.replace("MARK", folder.resolve("mark").toString());
        Files.writeString(
                dump.resolve("shop_price_2.py"),
                LinoSite.part(3, 2, 2, "shop_price", "id", "3,None")
                        .replace("\nloader.flush", line + "\nloader.flush"));
        refused(dump, "shop_price_2.py", line);

        new LinoSite().write(dump);
        Files.writeString(
                dump.resolve("restore.py"),
                LinoSite.SCRIPT.replace(
                        "contacts_Partner = resolve_model", line + "\ncontacts_Partner = resolve_model"));
        if (!evil.startsWith("logger.info('x'")) {
            refused(dump, "restore.py", line);
        }
    }

    private void refused(Path dump, String file, String line) throws IOException {
        List<Path> before = tree();
        long children = ProcessHandle.current().children().count();
        long start = THREADS.getCurrentThreadCpuTime();
        List<Fault> faults = faults(dump);
        assertThat(THREADS.getCurrentThreadCpuTime() - start).isLessThan(MOST_NANOS);
        assertThat(faults).as(line).isNotEmpty().anySatisfy(fault -> {
            assertThat(fault.at().file()).isEqualTo(file);
            assertThat(fault.at().line()).isPositive();
            assertThat(fault.at().column()).isPositive();
            assertThat(fault.expected()).isNotBlank();
        });
        assertThat(tree()).isEqualTo(before);
        assertThat(ProcessHandle.current().children().count()).isLessThanOrEqualTo(children);
    }

    @Test
    void theReaderCouldNotExecuteAnythingIfItWanted() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "javax.net..",
                        "javax.script..",
                        "javax.naming..",
                        "java.lang.reflect..",
                        "java.lang.invoke..",
                        "java.sql..",
                        "org.apache.camel..",
                        "org.springframework..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Process.class, Runtime.class, ClassLoader.class, Thread.class)
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.waybill.format.lino"));
    }

    private List<Path> tree() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.sorted().toList();
        }
    }

    private static List<Fault> faults(Path dump) throws IOException {
        Faults faults = new Faults();
        try (LinoDump open = WholeDump.open(dump, UTF_8)) {
            for (String file : open.files()) {
                try (DataFileReader reader = open.read(file, faults)) {
                    reader.forEachRemaining(rows -> {});
                }
            }
        } catch (BrokenFileException e) {
            e.faults().forEach(faults::add);
        }
        return faults.kept();
    }

    private static List<Fault> data(byte[] bytes, String what) throws IOException {
        Faults faults = new Faults();
        long start = THREADS.getCurrentThreadCpuTime();
        List<DumpRow> rows = new ArrayList<>();
        try (DataFileReader reader = new DataFileReader(
                new ByteArrayInputStream(bytes), "notes_note.py", READ_SCRIPT, ReadingLimits.USUAL, faults)) {
            reader.forEachRemaining(rows::addAll);
        } catch (BrokenFileException e) {
            e.faults().forEach(faults::add);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(what, e);
        }
        assertSoon(start, what);
        assertThat(rows)
                .as(what)
                .allSatisfy(row -> assertThat(row.values())
                        .hasSize(row.function().parameters().size()));
        return faults.kept();
    }

    private static List<Fault> script(byte[] bytes, String what) throws IOException {
        long start = THREADS.getCurrentThreadCpuTime();
        List<Fault> faults = List.of();
        try {
            RestoreScriptReader.read(new ByteArrayInputStream(bytes), "restore.py", ReadingLimits.USUAL);
        } catch (BrokenFileException e) {
            faults = e.faults();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(what, e);
        }
        assertSoon(start, what);
        return faults;
    }

    private static void assertSoon(long start, String what) {
        assertThat(THREADS.getCurrentThreadCpuTime() - start).as(what).isLessThan(MOST_NANOS);
    }
}
