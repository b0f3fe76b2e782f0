package io.waybill.desk.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in an address or a form, checked once before anything looks at it: neither Java nor PostgreSQL then changes or refuses it. */
final class SentText {
    private SentText() {}

    /** @throws RefusedException when the bytes are no UTF-8, or have a character that no value can have */
    static String of(byte[] bytes) {
        try {
            return usable(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw RefusedException.badRequest(
                    "The address or the form has bytes that are not UTF-8: encode it in UTF-8.");
        }
    }

    /** @throws RefusedException when the text has a character that no value can have */
    static String usable(String text) {
        if (text.indexOf(0) >= 0) {
            throw RefusedException.badRequest(
                    "The address or the form has a NUL character (%00), which no value can have: leave it out.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw RefusedException.badRequest(
                    "The form has half of a character (an unpaired surrogate), which no value can have: leave it out.");
        }
        return text;
    }
}
