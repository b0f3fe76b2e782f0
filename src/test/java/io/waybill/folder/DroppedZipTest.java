package io.waybill.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.format.BrokenFileException;
import io.waybill.model.Notice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DroppedZipTest {
    private static final IgnoredNames IGNORED = new IgnoredNames(List.of("*.bak"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"stored-with-descriptor.zip, users.csv", "names-of-dos.zip, mü_users.csv"})
    void whatOtherProgramsCallSoundIsUnpacked(String resource, String name) throws IOException {
        byte[] zip;
        try (var in = getClass().getResourceAsStream(resource)) {
            zip = in.readAllBytes();
        }
        assertThat(texts(zip))
                .hasSize(1)
                .hasEntrySatisfying(name, text -> assertThat(text).startsWith("Email"));
    }

    @ParameterizedTest
    @EnumSource(Zip64Mode.class)
    void itMayHaveTheEndOfLargeZips(Zip64Mode mode) throws IOException {
        byte[] zip = zip(out -> out.setUseZip64(mode), Map.of("a.csv", "one"));
        assertThat(texts(zip)).isEqualTo(Map.of("a.csv", "one"));
    }

    @Test
    void whatStandsBeforeItOrIsSaidOfItDoesNotMatter() throws IOException {
        byte[] zip = zip(out -> out.setComment("it was packed on Monday ".repeat(40)), Map.of("a.csv", "one"));
        for (String before : List.of("", "MZ", "PK\u0003\u0004", "email\r\n", "x".repeat(200_000))) {
            assertThat(texts(after(before, zip))).as(before).isEqualTo(Map.of("a.csv", "one"));
            assertThat(DroppedZip.isZip(folder.resolve("x.zip"))).as(before).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, true", "UTF-8, false", "IBM437, false"})
    void itsNamesAreReadWhateverTheirEncoding(Charset charset, boolean told) throws IOException {
        Map<String, String> files = Map.of("Größe/café.csv", "one");
        byte[] zip = zip(
                out -> {
                    out.setEncoding(charset.name());
                    out.setUseLanguageEncodingFlag(told);
                },
                files);
        assertThat(texts(zip)).isEqualTo(files);
    }

    @Test
    void anyFilesComeOutAsTheyWentInWhicheverWayTheyWerePacked() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            Map<String, String> files = new LinkedHashMap<>();
            int count = 1 + random.nextInt(6);
            for (int j = 0; j < count; j++) {
                files.put(j + "/é ك" + random.nextInt(1000) + ".csv", text(random));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream out = new ZipOutputStream(bytes)) {
                out.setLevel(random.nextBoolean() ? Deflater.NO_COMPRESSION : Deflater.BEST_COMPRESSION);
                for (Map.Entry<String, String> file : files.entrySet()) {
                    ZipEntry entry = new ZipEntry(file.getKey());
                    entry.setComment(random.nextBoolean() ? "a comment" : null);
                    out.putNextEntry(entry);
                    out.write(file.getValue().getBytes(UTF_8));
                }
            }
            byte[] zip = bytes.toByteArray();
            assertThat(texts(zip)).isEqualTo(files);

            // A cut or a flipped bit is found out, or does not matter; it never gives other texts or another failure.
            byte[] damaged = random.nextBoolean() ? Arrays.copyOf(zip, random.nextInt(zip.length)) : zip.clone();
            if (damaged.length == zip.length) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Map<String, String> read = texts(damaged);
                assertThat(read.values()).isSubsetOf(files.values());
            } catch (BrokenFileException e) {
                assertThat(e.getMessage()).startsWith("drop.zip").contains("expected");
            }
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(3_000), ' ', 0x250)
                .filter(c -> c != 0x7F)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void whatIsLeftOutIsTold() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a/users.csv", "one");
        files.put("a/users.bak", "old");
        for (String companion : List.of(
                "__MACOSX/a/._users.csv", ".DS_Store", "a/Thumbs.db", "a/~$users.csv", "a/users.csv~", "desktop.ini")) {
            files.put(companion, "x");
        }
        DroppedZip.Unpacked unpacked = unpack(BadZips.zip(files));

        assertThat(unpacked.files()).containsOnlyKeys("a/users.csv");
        assertThat(unpacked.notices())
                .containsExactly(
                        new Notice(
                                "companions-left-out",
                                "drop.zip: left out __MACOSX/a/._users.csv, .DS_Store, a/Thumbs.db, a/~$users.csv,"
                                        + " a/users.csv~ and 1 more: programs keep such files for themselves.",
                                6),
                        new Notice(
                                "ignored-left-out", "drop.zip: left out a/users.bak: waybill.ignore names them.", 1));
        assertThat(unpack(BadZips.zip(Map.of("users.csv", "one"))).notices()).isEmpty();
        assertThatThrownBy(() -> unpack(BadZips.zip(Map.of("a.bak", "one", "folder/", ""))))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("found only what is left out: a.bak");
    }

    @Test
    void aRefusalSaysWhatIsWrongWithWhichFile() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        BadZips.ALL.forEach((what, zip) -> assertThatThrownBy(() -> unpack(zip))
                .as(what)
                .isInstanceOf(BrokenFileException.class)
                .satisfies(refusal -> found.put(what, refusal.getMessage())));
        assertThat(found.get("damaged-zip: encrypted")).contains("users.csv, which has a password");
        assertThat(found.get("not-a-file: a link")).contains("link.csv, which is a link");
        assertThat(found.get("damaged-zip: another sum")).contains("users.csv, which is not as it was packed");
        assertThat(found.get("unknown-packing: LZMA")).contains("users.csv, which is packed by method 14");
        assertThat(found.get("damaged-zip: another list")).contains("which has another name in its own place");
    }

    @Test
    void textIsNoZip() throws IOException {
        for (String text : List.of(
                "", "PK", "PK\u0005\u0006", "email\r\nPK\u0005\u0006" + "\0".repeat(17) + "x", "x".repeat(100_000))) {
            assertThat(DroppedZip.isZip(Files.write(folder.resolve("t"), text.getBytes(US_ASCII))))
                    .isFalse();
        }
    }

    private interface Setting {
        void of(ZipArchiveOutputStream out);
    }

    private static byte[] zip(Setting setting, Map<String, String> files) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(channel)) {
            setting.of(out);
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putArchiveEntry(new ZipArchiveEntry(file.getKey()));
                out.write(file.getValue().getBytes(UTF_8));
                out.closeArchiveEntry();
            }
        }
        return Arrays.copyOf(channel.array(), (int) channel.size());
    }

    private static byte[] after(String before, byte[] zip) {
        byte[] start = before.getBytes(US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + zip.length);
        System.arraycopy(zip, 0, all, start.length, zip.length);
        return all;
    }

    private DroppedZip.Unpacked unpack(byte[] bytes) throws IOException {
        Path zip = Files.write(folder.resolve("x.zip"), bytes);
        Path place = Files.createDirectories(folder.resolve("unpacked"));
        return DroppedZip.unpack(zip, "drop.zip", place, IGNORED);
    }

    private Map<String, String> texts(byte[] bytes) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : unpack(bytes).files().entrySet()) {
            texts.put(file.getKey(), Files.readString(file.getValue()));
        }
        return texts;
    }
}
