package io.waybill.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Names of files as the bytes that they are on Linux. Java has them only as text in the encoding of the locale: a byte that is no
 * character there, as the é of a name in Latin-1, is lost in that text, and no file has the name that is left. Here such a byte is
 * {@code %E9} for people, and remains the byte for the file.
 */
public final class NameBytes {
    private static final char LOST = '\uFFFD';
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private NameBytes() {}

    /** The name of a file as people can read it: UTF-8, and each byte that is not UTF-8 as {@code %} with its two digits. */
    public static String readable(Path file) {
        String text = file.getFileName().toString();
        return text.indexOf(LOST) < 0 ? text : readable(bytes(raw(file)));
    }

    /** The path of a file in the same way. */
    public static String readablePath(Path file) {
        Path parent = file.getParent();
        return parent == null ? readable(file) : parent + parent.getFileSystem().getSeparator() + readable(file);
    }

    /** The file beside another one whose name is the same with an ending made of ASCII characters. */
    public static Path beside(Path file, String ending) {
        String text = file.getFileName().toString();
        return text.indexOf(LOST) < 0
                ? file.resolveSibling(text + ending)
                : inRaw(file.getParent(), raw(file) + ending);
    }

    /**
     * The file of a name in a folder, whatever the locale.
     *
     * @param name a name alone, not a path
     */
    public static Path in(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            return inRaw(folder, escaped(name.getBytes(UTF_8)));
        }
    }

    /** The name of a file, with each byte beyond ASCII, and {@code %}, as {@code %} with its two digits: nothing is lost. */
    public static String raw(Path file) {
        String path = file.toAbsolutePath().toUri().getRawPath();
        String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The file in a folder whose name {@link #raw} has returned. */
    public static Path inRaw(Path folder, String raw) {
        String path = folder.toAbsolutePath().toUri().getRawPath();
        return Path.of(URI.create("file://" + path + (path.endsWith("/") ? "" : "/") + raw));
    }

    /** The absolute path of a file as {@code printf} of a shell understands it, in ASCII. */
    public static String octal(Path file) {
        StringBuilder octal = new StringBuilder();
        String path = file.toAbsolutePath().toUri().getRawPath();
        for (byte b : bytes(path.endsWith("/") ? path.substring(0, path.length() - 1) : path)) {
            octal.append(isPlain(b) ? String.valueOf((char) b) : String.format("\\%03o", b & 0xFF));
        }
        return octal.toString();
    }

    /**
     * The path of bytes, such as an argument of the command line.
     *
     * @throws IllegalArgumentException when there are none, or a NUL is among them
     */
    public static Path of(byte[] path) {
        String escaped = escaped(path);
        return escaped.startsWith("/") ? Path.of(URI.create("file://" + escaped)) : inRaw(Path.of(""), escaped);
    }

    private static String escaped(byte[] bytes) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : bytes) {
            escaped.append(isPlain(b) ? String.valueOf((char) b) : "%" + HEX.toHexDigits(b));
        }
        return escaped.toString();
    }

    private static boolean isPlain(byte b) {
        return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || "-_./".indexOf(b) >= 0;
    }

    private static byte[] bytes(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String readable(byte[] name) {
        CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(name);
        CharBuffer out = CharBuffer.allocate(name.length);
        StringBuilder text = new StringBuilder();
        CoderResult result;
        do {
            result = decoder.decode(in, out, true);
            text.append(out.flip());
            out.clear();
            for (int i = 0; result.isError() && i < result.length(); i++) {
                text.append('%').append(HEX.toHexDigits(in.get()));
            }
        } while (result.isError());
        return text.toString();
    }
}
