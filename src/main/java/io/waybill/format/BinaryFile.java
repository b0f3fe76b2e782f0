package io.waybill.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.format.archive.ZipArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Recognises, by their bytes and whatever their names say, files that no feed can read: workbooks, packed files, documents, pictures, and
 * whatever else is no text. A zip that is not a document is not among them.
 */
public final class BinaryFile {
    /** How many bytes at the start of a file are enough to recognise it. */
    public static final int HEAD = 64 * 1024;

    private static final String SAVE_AS_CSV =
            "This is a workbook: save it as CSV (UTF-8) and drop that file. In Excel: File, Save As, CSV UTF-8; in"
                    + " LibreOffice: File, Save As, Text CSV with the character set UTF-8; in Google Sheets: File, Download,"
                    + " Comma-separated values.";
    private static final String UNPACK = "Unpack it and drop the file that is in it.";
    private static final String EXPORT =
            "Export the rows as a file of the kind that the feed takes, and drop that file.";
    private static final Map<String, String> KINDS = Map.of(
            "csv", "a CSV file, as its name says",
            "json", "a JSON file, as its name says",
            "xml", "an XML file, as its name says",
            "yaml", "a YAML file, as its name says",
            "yml", "a YAML file, as its name says");
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };
    /** Where the name of the first file stands in a zip. */
    private static final int ZIP_NAME = 30;

    private static final String NO_TEXT = "no-text";
    private static final String PACKED = "packed-file";
    private static final String GZIP = "a file packed with gzip (.gz)";
    private static final String TAR = "an archive of files (.tar)";
    private static final Set<String> TARS = Set.of(GZIP, TAR);
    /** So many different control characters, and one of so many bytes, are in no text. */
    private static final int CONTROL_KINDS = 6;

    private static final int CONTROL_SHARE = 50;
    private static final int TAR_MARK = 257;
    private static final int LONGEST_TEXT = 4096;
    private static final String SAVE_AGAIN =
            "If a program saved a workbook in this way, open it in a spreadsheet and save it as CSV (UTF-8). If it is a page of a web"
                    + " site, such as one that asks to log in, download the file again.";

    private static final List<Magic> MAGIC = List.of(
            new Magic(PACKED, GZIP, UNPACK, 0x1F, 0x8B),
            new Magic(PACKED, "a file packed with bzip2 (.bz2)", UNPACK, 'B', 'Z', 'h', -1, '1', 'A', 'Y', '&'),
            new Magic(PACKED, "a file packed with xz (.xz)", UNPACK, 0xFD, '7', 'z', 'X', 'Z', 0),
            new Magic(PACKED, "a file packed with Zstandard (.zst)", UNPACK, 0x28, 0xB5, 0x2F, 0xFD),
            new Magic(PACKED, "a file packed with lz4 (.lz4)", UNPACK, 0x04, 0x22, 0x4D, 0x18),
            new Magic(PACKED, "a file packed with lzip (.lz)", UNPACK, 'L', 'Z', 'I', 'P', 1),
            new Magic(PACKED, "a file packed with compress (.Z)", UNPACK, 0x1F, 0x9D),
            new Magic(PACKED, "a cabinet of Windows (.cab)", UNPACK, 'M', 'S', 'C', 'F', 0, 0, 0, 0),
            new Magic(PACKED, "a 7-Zip archive (.7z)", UNPACK, '7', 'z', 0xBC, 0xAF, 0x27, 0x1C),
            new Magic(PACKED, "a RAR archive (.rar)", UNPACK, 'R', 'a', 'r', '!', 0x1A, 0x07),
            new Magic("document", "a PDF document", EXPORT, '%', 'P', 'D', 'F', '-'),
            new Magic("document", "a text document (.rtf)", EXPORT, '{', '\\', 'r', 't', 'f'),
            new Magic("picture", "a picture (.png)", EXPORT, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
            new Magic("picture", "a picture (.jpg)", EXPORT, 0xFF, 0xD8, 0xFF),
            new Magic("picture", "a picture (.gif)", EXPORT, 'G', 'I', 'F', '8', -1, 'a'),
            new Magic("picture", "a picture (.tiff)", EXPORT, 'I', 'I', 0x2A, 0),
            new Magic("picture", "a picture (.tiff)", EXPORT, 'M', 'M', 0, 0x2A),
            new Magic("picture", "a picture (.webp)", EXPORT, 'R', 'I', 'F', 'F', -1, -1, -1, -1, 'W', 'E', 'B', 'P'),
            new Magic("picture", "a picture or film (.heic, .mp4)", EXPORT, 0, 0, 0, -1, 'f', 't', 'y', 'p'),
            new Magic("document", "a document in PostScript", EXPORT, '%', '!', 'P', 'S', '-'),
            new Magic("database", "a database of Access", EXPORT, 0, 1, 0, 0, 'S', 't', 'a', 'n', 'd', 'a', 'r', 'd'),
            new Magic("database", "a mailbox of Outlook (.pst)", EXPORT, '!', 'B', 'D', 'N'),
            new Magic("database", "a dump of pg_dump in its own format", EXPORT, 'P', 'G', 'D', 'M', 'P', 1),
            new Magic(
                    "database", "a database of SQLite", EXPORT, 'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f', 'o', 'r', 'm'),
            new Magic("database", "a Parquet file", EXPORT, 'P', 'A', 'R', '1', 0x15));

    private BinaryFile() {}

    /** @param bytes at the start of the file; -1 for any */
    private record Magic(String rule, String found, String advice, int... bytes) {
        boolean begins(byte[] head, int length) {
            if (length < bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] >= 0 && (head[i] & 0xFF) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Looks at the start of a file.
     *
     * @param name the file as its owner knows it
     * @return why it cannot be read; empty when it may be text, or a zip
     * @throws IOException when it cannot be read
     */
    public static Optional<Fault> fault(Path file, String name) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD);
            Optional<Fault> fault = fault(head, head.length, name);
            // A zip may begin with a program that unpacks it.
            return fault.isPresent() && fault.get().rule().equals(NO_TEXT) && ZipArchive.isZip(file)
                    ? Optional.empty()
                    : fault;
        }
    }

    /**
     * As {@link #fault(Path, String)}, of the first bytes of a file.
     *
     * @param length how many of the bytes belong to it
     */
    public static Optional<Fault> fault(byte[] head, int length, String name) {
        Optional<String> workbook = workbook(head, length);
        if (workbook.isPresent()) {
            return Optional.of(fault(name, "workbook", workbook.get(), SAVE_AS_CSV));
        }
        Optional<String> document = document(head, length);
        if (document.isPresent()) {
            return Optional.of(fault(name, "document", document.get(), EXPORT));
        }
        if (isWebPage(head, length)) {
            return Optional.of(fault(name, "web-page", "a web page (.html)", SAVE_AGAIN));
        }
        if (length > TAR_MARK + 5 && new String(head, TAR_MARK, 5, ISO_8859_1).equals("ustar")) {
            return Optional.of(fault(name, PACKED, TAR, UNPACK));
        }
        Optional<Magic> known =
                MAGIC.stream().filter(magic -> magic.begins(head, length)).findFirst();
        if (known.isPresent()) {
            return known.map(magic -> fault(name, magic.rule, magic.found, magic.advice));
        }
        return isNoText(head, length)
                ? Optional.of(fault(
                        name,
                        NO_TEXT,
                        "no text: many of its bytes are characters that no text has",
                        "Check which file this is, and whether it was copied whole; a packed or encrypted one has to be unpacked"
                                + " first."))
                : Optional.empty();
    }

    /**
     * Whether a fault of this class is about what may be a tar archive, packed with gzip or not. A feed that reads such archives itself knows
     * better.
     */
    public static boolean isTar(Fault fault) {
        return fault.rule().equals(PACKED) && TARS.contains(fault.found());
    }

    /**
     * Text has hardly any control characters; where a damaged text has them, there are few kinds of them. Text in UTF-16 and zips, in which
     * they are at home, are left to their readers.
     */
    private static boolean isNoText(byte[] head, int length) {
        if (starts(head, length, 'P', 'K') || starts(head, length, 0xFF, 0xFE) || starts(head, length, 0xFE, 0xFF)) {
            return false;
        }
        Set<Byte> kinds = new HashSet<>();
        int count = 0;
        for (int i = 0; i < length; i++) {
            byte b = head[i];
            boolean space = b >= '\t' && b <= '\r';
            if (b >= 0 && b < ' ' && !space) {
                kinds.add(b);
                count++;
            }
        }
        return kinds.size() >= CONTROL_KINDS && count > length / CONTROL_SHARE;
    }

    private static Fault fault(String name, String rule, String found, String advice) {
        return Fault.ofFile(Position.of(name), rule, found, expected(name), advice);
    }

    /** What the ending of its name promises; where that says nothing, what its feed takes. */
    private static String expected(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return KINDS.getOrDefault(ending, "a file of the kind that the feed takes");
    }

    private static Optional<String> workbook(byte[] head, int length) {
        if (starts(head, length, OLE) && !isOldDocument(head, length)) {
            return Optional.of("a workbook of Excel (.xls, or one with a password)");
        }
        if (starts(head, length, ZIP)) {
            String text = new String(head, 0, length, ISO_8859_1);
            if (isPart(text, "xl/") && !text.contains("word/document")) {
                return Optional.of("a workbook of Excel (.xlsx)");
            }
            if (text.startsWith("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ZIP_NAME)) {
                return Optional.of("a workbook of LibreOffice (.ods)");
            }
            return text.startsWith("Index/", ZIP_NAME) && text.contains(".iwa")
                    ? Optional.of("a workbook of Numbers (.numbers)")
                    : Optional.empty();
        }
        String text = text(head, length);
        if (text.startsWith("<?xml") && text.contains("urn:schemas-microsoft-com:office:spreadsheet")) {
            return Optional.of("a workbook of Excel in XML (.xls)");
        }
        if (text.startsWith("<?xml") && text.contains("urn:oasis:names:tc:opendocument:xmlns:office")) {
            return Optional.of("a workbook of LibreOffice in XML (.fods)");
        }
        return Optional.empty();
    }

    private static boolean isWebPage(byte[] head, int length) {
        String text = text(head, length);
        return Stream.of("<html", "<!doctype html", "<table").anyMatch(text::startsWith);
    }

    /** The first characters, in small letters. */
    private static String text(byte[] head, int length) {
        return new String(head, 0, Math.min(length, LONGEST_TEXT), UTF_8)
                .replaceFirst("^\uFEFF", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isPart(String zip, String folder) {
        boolean office = zip.startsWith("[Content_Types].xml", ZIP_NAME)
                || zip.startsWith("_rels/", ZIP_NAME)
                || zip.startsWith("docProps/", ZIP_NAME)
                || zip.startsWith(folder, ZIP_NAME);
        return office
                && Stream.of("workbook.", "worksheets/", "sharedStrings.xml", "styles.xml", "theme/")
                        .anyMatch(part -> zip.contains(folder + part));
    }

    /** Old Word, PowerPoint and Outlook write the same kind of file as old Excel; what is in it has names in UTF-16. */
    private static boolean isOldDocument(byte[] head, int length) {
        String text = new String(head, 0, length - length % 2, UTF_16LE);
        return Stream.of("WordDocument", "PowerPoint Document", "__substg1.0", "VisioDocument")
                .anyMatch(text::contains);
    }

    private static Optional<String> document(byte[] head, int length) {
        if (starts(head, length, OLE)) {
            return Optional.of("a document of an office program (.doc, .ppt, .msg)");
        }
        if (!starts(head, length, ZIP)) {
            return Optional.empty();
        }
        String text = new String(head, 0, length, ISO_8859_1);
        boolean document = text.startsWith("[Content_Types].xml", ZIP_NAME)
                || text.startsWith("mimetypeapplication/vnd.oasis.opendocument", ZIP_NAME);
        return document ? Optional.of("a document of an office program") : Optional.empty();
    }

    private static boolean starts(byte[] head, int length, int... mark) {
        return new Magic("", "", "", mark).begins(head, length);
    }

    private static boolean starts(byte[] head, int length, byte[] mark) {
        return length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }
}
