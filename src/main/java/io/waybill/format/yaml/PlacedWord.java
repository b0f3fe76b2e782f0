package io.waybill.format.yaml;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.waybill.format.Position;
import java.io.IOException;

/**
 * A word or number of a file with its place, so that a message about it can say where it stands.
 *
 * @param text as the file has it: zeros at its beginning are kept
 * @param line 1-based
 * @param column 1-based; that of its quote, where it has one
 */
@JsonDeserialize(using = PlacedWord.Reader.class, keyUsing = PlacedWord.KeyReader.class)
public record PlacedWord(String text, int line, int column) {
    public PlacedWord {
        requireNonNull(text, "text");
    }

    private static PlacedWord at(String text, JsonParser parser) {
        JsonLocation place = parser.currentTokenLocation();
        return new PlacedWord(text, place.getLineNr(), place.getColumnNr());
    }

    /** Where it stands. */
    public Position at(String file) {
        return new Position(file, line, column, -1);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Reads one with its place. */
    static final class Reader extends StdDeserializer<PlacedWord> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(PlacedWord.class);
        }

        @Override
        public PlacedWord deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                return (PlacedWord) context.handleUnexpectedToken(PlacedWord.class, parser);
            }
            return at(parser.getText(), parser);
        }
    }

    /** Reads one that is a name before a colon. */
    static final class KeyReader extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return at(key, context.getParser());
        }
    }
}
