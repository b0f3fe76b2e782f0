package io.waybill.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.format.archive.ZipArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text files that people write for Waybill: settings, mapping files, checks, plans. They are small, and read as a whole. */
public final class PlainText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String SAVE_AS_UTF_8 =
            "Save it as UTF-8 (in Notepad: Save as, Encoding UTF-8) and drop it again.";
    private static final String RULE = "no-text";
    /** Somebody writes it by hand: more is something else. */
    private static final long LONGEST_DROPPED = 16L << 20;

    private PlainText() {}

    /**
     * Reads a file in UTF-8, without the byte order mark that some editors write at its start.
     *
     * @throws IOException when it cannot be read or is not UTF-8; then the message says what to do
     */
    public static String read(Path file) throws IOException {
        try {
            return withoutMark(Files.readString(file, UTF_8));
        } catch (CharacterCodingException e) {
            throw new IOException("it is not text in UTF-8: save it in that encoding", e);
        }
    }

    /**
     * Reads a file that somebody has dropped, in the same way.
     *
     * @param name as its owner knows it
     * @throws BrokenFileException when it is empty, too long, a zip, or not UTF-8
     * @throws IOException when it cannot be read
     */
    public static String readDropped(Path file, String name) throws IOException {
        if (Files.size(file) > LONGEST_DROPPED) {
            throw refused(Position.of(name), Files.size(file) + " bytes", "at most 16 MB of text", null);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (new String(bytes, UTF_8).isBlank()) {
            throw refused(
                    Position.of(name),
                    "an empty file",
                    "text",
                    "Check whether the file was saved and copied completely.");
        }
        if (ZipArchive.isZip(file)) {
            throw refused(Position.of(name), "a zip file", "text", "Unpack it and drop the file that is in it.");
        }
        if (bytes.length > 1 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFF + 0xFE) {
            throw refused(Position.of(name), "text in UTF-16", "text in UTF-8", SAVE_AS_UTF_8);
        }
        CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult end = decoder.decode(in, out, true);
        if (end.isError()) {
            int offset = in.position();
            throw refused(
                    at(name, bytes, offset),
                    String.format("byte %02X, which is no part of a character", bytes[offset]),
                    "text in UTF-8",
                    SAVE_AS_UTF_8);
        }
        return withoutMark(out.flip().toString());
    }

    private static Position at(String name, byte[] bytes, int offset) {
        long line = 1;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            if (bytes[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Position(name, line, offset - start + 1L, offset);
    }

    private static BrokenFileException refused(Position at, String found, String expected, String advice) {
        return new BrokenFileException(Fault.ofFile(at, RULE, found, expected, advice));
    }

    /** The same text without a byte order mark at its start. */
    public static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }
}
