package io.waybill.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Zips that nobody should take. */
public final class BadZips {
    private static final String ROWS = "email\r\na@x.example\r\n";

    /** Rule that refuses it, a colon and what it is → the zip. */
    public static final Map<String, byte[]> ALL = all();

    private BadZips() {}

    private static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("unsafe-name: above", zip(Map.of("../../../../tmp/evil.csv", ROWS)));
        all.put("unsafe-name: above, further in", zip(Map.of("a/../../evil.csv", ROWS)));
        all.put("unsafe-name: from the root", zip(Map.of("/tmp/evil.csv", ROWS)));
        all.put("unsafe-name: of a drive", zip(Map.of("C:/evil.csv", ROWS)));
        all.put("unsafe-name: backslashes", zip(Map.of("..\\evil.csv", ROWS)));
        all.put("unsafe-name: a line break", zip(Map.of("users\n.csv", ROWS)));
        all.put("unsafe-name: a folder", zip(Map.of("../tmp/", "")));
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i <= DroppedZip.MOST_FILES; i++) {
            many.put("<script>" + i + ".csv", ROWS);
        }
        all.put("too-many-files: one more", zip(many));
        Map<String, String> folders = new LinkedHashMap<>();
        for (int i = 0; i <= 1_000; i++) {
            folders.put("folder" + i + "/", "");
        }
        all.put("too-many-files: folders", zip(folders));
        all.put("too-large: a bomb", zip(Map.of("users.csv", "0".repeat(20_000_000))));
        all.put("too-large: a bomb that is not wanted", zip(Map.of("__MACOSX/users.csv", "0".repeat(20_000_000))));
        byte[] inner = zip(Map.of("users.csv", ROWS));
        all.put("nested-zip: a zip in it", zip(Map.of("inner.csv", new String(inner, ISO_8859_1))));
        all.put("workbook: one in it", zip(Map.of("users.csv", new String(workbook(), ISO_8859_1))));
        all.put("packed-file: one in it", zip(Map.of("users.csv", "BZh91AY&SY")));
        all.put("damaged-zip: cut in its list", Arrays.copyOf(inner, inner.length - 30));
        all.put("damaged-zip: cut in a file", Arrays.copyOf(inner, 50));
        all.put("damaged-zip: encrypted", encrypted(inner));
        all.put("damaged-zip: another list", replaced(inner, "users.csv", "other.csv", true));
        Map<String, String> two = new LinkedHashMap<>();
        two.put("users.csv", ROWS);
        two.put("other.csv", ROWS);
        all.put("file-twice: one name", replaced(zip(two), "other.csv", "users.csv", false));
        all.put(
                "damaged-zip: another sum",
                flipped(inner, new String(inner, ISO_8859_1).indexOf("PK\u0001\u0002") + 16));
        all.put("damaged-zip: more behind it", Arrays.copyOf(inner, inner.length + 3));
        all.put("unknown-packing: LZMA", method(inner, 14));
        all.put("not-a-file: a link", ofKind(0120777));
        all.put("not-a-file: a pipe", ofKind(0010644));
        all.put("no-files: nothing", zip(Map.of("folder/", "")));
        return all;
    }

    /** A workbook as a spreadsheet saves it. */
    public static byte[] workbook() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", "<Types/>");
        parts.put("_rels/.rels", "<Relationships/>");
        parts.put("xl/workbook.xml", "<workbook/>");
        parts.put("xl/worksheets/sheet1.xml", "<worksheet/>");
        return zip(parts);
    }

    /** A zip of files: name → text, of which each character is a byte unless one is none. */
    public static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(file.getValue().startsWith("PK") ? ISO_8859_1 : UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Sets the flag that says so, in the file's own header and in the list. */
    private static byte[] encrypted(byte[] zip) {
        byte[] changed = zip.clone();
        changed[6] |= 1;
        changed[new String(zip, ISO_8859_1).indexOf("PK\u0001\u0002") + 8] |= 1;
        return changed;
    }

    private static byte[] flipped(byte[] zip, int at) {
        byte[] changed = zip.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static byte[] method(byte[] zip, int method) {
        byte[] changed = zip.clone();
        changed[8] = (byte) method;
        changed[new String(zip, ISO_8859_1).indexOf("PK\u0001\u0002") + 10] = (byte) method;
        return changed;
    }

    /** With one entry that is a file of a kind, as Unix counts them. */
    private static byte[] ofKind(int mode) {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("link.csv");
            entry.setUnixMode(mode);
            zip.putArchiveEntry(entry);
            zip.write("/etc/passwd".getBytes(UTF_8));
            zip.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(channel.array(), (int) channel.size());
    }

    private static byte[] replaced(byte[] zip, String from, String to, boolean onlyInTheList) {
        String text = new String(zip, ISO_8859_1);
        int at = onlyInTheList ? text.lastIndexOf(from) : 0;
        return (text.substring(0, at) + text.substring(at).replace(from, to)).getBytes(ISO_8859_1);
    }
}
