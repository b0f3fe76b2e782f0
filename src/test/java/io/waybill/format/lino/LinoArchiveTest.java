package io.waybill.format.lino;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A dump reads the same from an archive as from its folder, and no archive harms anybody. */
@Timeout(20)
class LinoArchiveTest {
    @TempDir
    Path folder;

    private Map<String, byte[]> site;
    private List<List<Object>> rows;

    /** How a dump is packed. */
    enum Packing {
        ZIP {
            @Override
            void pack(Path archive, Map<String, byte[]> files) throws IOException {
                try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
                    for (Map.Entry<String, byte[]> file : files.entrySet()) {
                        out.putNextEntry(new ZipEntry(file.getKey()));
                        out.write(file.getValue());
                    }
                }
            }
        },
        TAR {
            @Override
            void pack(Path archive, Map<String, byte[]> files) throws IOException {
                tar(new BufferedOutputStream(Files.newOutputStream(archive)), files);
            }
        },
        TAR_GZ {
            @Override
            void pack(Path archive, Map<String, byte[]> files) throws IOException {
                tar(new GZIPOutputStream(Files.newOutputStream(archive)), files);
            }
        };

        abstract void pack(Path archive, Map<String, byte[]> files) throws IOException;

        private static void tar(OutputStream target, Map<String, byte[]> files) throws IOException {
            try (TarArchiveOutputStream out = new TarArchiveOutputStream(target)) {
                out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                    entry.setSize(file.getValue().length);
                    out.putArchiveEntry(entry);
                    out.write(file.getValue());
                    out.closeArchiveEntry();
                }
            }
        }
    }

    @BeforeEach
    void readFolder() throws IOException {
        Path whole = new LinoSite().write(folder.resolve("whole"));
        site = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(whole)) {
            for (Path file : files.sorted().toList()) {
                site.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        rows = read(whole);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void itReadsAsItsFolderDoes(Packing packing) throws IOException {
        for (String before : List.of("", "snapshot/", "./", "a of 2019-01-02/", "home/lino/site/snapshot/", ".\\")) {
            Map<String, byte[]> files = in(before);
            files.put(before.replace("snapshot/", "") + "media/uploads/big.bin", new byte[10_000]);
            files.put("fixtures/demo.py", "import os".getBytes(UTF_8));
            assertThat(read(packed(packing, files))).as(before).isEqualTo(rows);
        }
        Map<String, byte[]> two = in("a/");
        two.putAll(in("b/"));
        assertThat(fault(packed(packing, two)).sentence())
                .contains("dump.any: found 2 folders with a restore.py")
                .contains("Pack the folder of one dump");
        two.putAll(in("snapshot/"));
        assertThat(read(packed(packing, two))).isEqualTo(rows);
        assertThat(fault(packed(packing, Map.of("a.txt", new byte[10]))).rule()).isEqualTo("not-a-dump");
    }

    @Test
    void filesWithOtherNamesOrInAnotherEncodingAreOneFaultThatSaysSo() throws IOException {
        Map<String, byte[]> capitals = new LinkedHashMap<>();
        site.forEach(
                (name, bytes) -> capitals.put(name.equals("restore.py") ? name : name.toUpperCase(Locale.ROOT), bytes));
        assertThat(fault(packed(Packing.ZIP, capitals)).sentence())
                .startsWith(
                        "restore.py: found none of the 5 files that the script loads, expected the whole folder of the dump, with ")
                .contains(" and 2 more. There is ", ".PY, in other letters: name it ");
        Map<String, byte[]> alone = Map.of("restore.py", site.get("restore.py"), "other.py", site.get("restore.py"));
        assertThat(fault(packed(Packing.ZIP, alone)).sentence())
                .contains("found none of the 5 files")
                .doesNotContain("There is");
        for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            Map<String, byte[]> files = new LinkedHashMap<>(site);
            files.replace("restore.py", new String(site.get("restore.py"), UTF_8).getBytes(wide));
            assertThat(fault(packed(Packing.ZIP, files)).sentence())
                    .startsWith("restore.py: found bytes 0, as in UTF-16")
                    .endsWith("Save it in that encoding, or copy the folder of the dump again.");
        }
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void aDumpOfOneFileMayBePacked(Packing packing) throws IOException {
        String script = LinoSite.SCRIPT.substring(0, LinoSite.SCRIPT.indexOf("def main"))
                + "def shop_price_objects():\n    yield create_shop_price(1,'30.00')\n\n"
                + "def objects():\n    yield shop_price_objects()\n\n"
                + "settings.SITE.install_migrations(globals())\n";
        assertThat(read(packed(packing, Map.of("old/all.py", script.getBytes(UTF_8)))))
                .containsExactly(List.of(1L, "30.00"));
    }

    @Test
    void whatIsUnpackedGoesToTheWorkFolderAndIsDeleted() throws IOException {
        Path archive = packed(Packing.TAR_GZ, in("snapshot/"));
        Path work = Files.createDirectories(folder.resolve("work"));
        try (LinoDump dump = LinoDump.open(archive, "dump.tgz", work, UTF_8, ReadingLimits.USUAL, new Faults())) {
            try (Stream<Path> unpacked = Files.list(work)) {
                assertThat(unpacked).hasSize(site.size());
            }
            assertThat(dump.files()).hasSize(5);
        }
        assertThat(work).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "ZIP, ../evil.py", "ZIP, /tmp/evil.py", "ZIP, c:/evil.py", "ZIP, ..\\evil.py", "ZIP, a/../../evil.py",
        "TAR_GZ, ../evil.py", "TAR_GZ, /tmp/evil.py", "TAR_GZ, c:/evil.py", "TAR_GZ, ..\\evil.py",
                "TAR, a/../../evil.py"
    })
    void aNameThatLeadsOutIsRefused(Packing packing, String name) throws IOException {
        Map<String, byte[]> files = in("");
        files.put(name, "x".getBytes(UTF_8));
        Path archive = packed(packing, files);
        List<Path> before = tree();
        assertThat(fault(archive).rule()).isEqualTo("unsafe-name");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aLinkIsNoFile() throws IOException {
        for (byte kind : new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO}) {
            Path archive = folder.resolve("link.tar");
            try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
                TarArchiveEntry entry = new TarArchiveEntry("restore.py", kind);
                entry.setLinkName("/etc/passwd");
                out.putArchiveEntry(entry);
                out.closeArchiveEntry();
            }
            assertThat(fault(archive).sentence()).contains("restore.py, which is a link or a device");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Packing.class,
            names = {"ZIP", "TAR_GZ"})
    void aBombIsRefused(Packing packing) throws IOException {
        for (String name : List.of("notes_note.py", "media/bomb.bin")) {
            Map<String, byte[]> files = in("");
            files.put(name, new byte[40_000_000]);
            assertThat(fault(packed(packing, files)).rule()).isEqualTo("too-large");
        }
    }

    @Test
    void aFileThatIsThereTwiceIsRefused() throws IOException {
        Map<String, byte[]> files = in("");
        files.put("./restore.py", site.get("restore.py"));
        assertThat(fault(packed(Packing.TAR_GZ, files)).rule()).isEqualTo("file-twice");
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void aCutOrDamagedArchiveIsFoundOutOrDoesNotMatter(Packing packing) throws IOException {
        byte[] whole = Files.readAllBytes(packed(packing, in("snapshot/")));
        Random random = new Random(11);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (i % 2 == 1) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path archive = Files.write(folder.resolve("damaged"), damaged);
            try {
                List<List<Object>> read = read(archive);
                if (packing != Packing.TAR) {
                    assertThat(read).isEqualTo(rows);
                }
            } catch (BrokenFileException e) {
                assertThat(e.getMessage()).doesNotContain("Exception").contains("expected");
            }
        }
    }

    private Map<String, byte[]> in(String before) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        site.forEach((name, bytes) -> files.put(before + name, bytes));
        return files;
    }

    private Path packed(Packing packing, Map<String, byte[]> files) throws IOException {
        Path archive = folder.resolve("dump.any");
        packing.pack(archive, files);
        return archive;
    }

    private List<Path> tree() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.sorted().toList();
        }
    }

    private static Fault fault(Path archive) {
        return catchThrowableOfType(
                        BrokenFileException.class,
                        () -> WholeDump.open(archive, UTF_8).close())
                .faults()
                .get(0);
    }

    private static List<List<Object>> read(Path path) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        Faults faults = new Faults();
        try (LinoDump dump = WholeDump.open(path, UTF_8)) {
            for (String file : dump.files()) {
                try (DataFileReader reader = dump.read(file, faults)) {
                    reader.forEachRemaining(chunk -> chunk.forEach(row -> rows.add(row.values())));
                }
            }
        }
        faults.throwIfAny();
        return rows;
    }
}
