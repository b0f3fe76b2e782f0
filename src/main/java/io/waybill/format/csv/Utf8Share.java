package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of a file's text beyond ASCII is well-formed UTF-8.
 *
 * @param wellFormed number of characters of two or more bytes
 * @param malformed number of byte sequences that are not UTF-8
 */
record Utf8Share(long wellFormed, long malformed) {
    static Utf8Share of(Path file) throws IOException {
        CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
        CharBuffer chars = CharBuffer.allocate(64 * 1024);
        long wellFormed = 0;
        long malformed = 0;
        try (InputStream in = Files.newInputStream(file)) {
            boolean end = false;
            while (!end) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                bytes.position(bytes.position() + Math.max(read, 0)).flip();
                CoderResult result;
                do {
                    result = decoder.decode(bytes, chars, end);
                    chars.flip();
                    while (chars.hasRemaining()) {
                        if (chars.get() >= 0x80) {
                            wellFormed++;
                        }
                    }
                    chars.clear();
                    if (result.isError()) {
                        malformed++;
                        bytes.position(bytes.position() + result.length());
                    }
                } while (!result.isUnderflow());
                bytes.compact();
            }
        }
        return new Utf8Share(wellFormed, malformed);
    }

    boolean mostly() {
        return malformed == 0 || wellFormed >= malformed;
    }
}
