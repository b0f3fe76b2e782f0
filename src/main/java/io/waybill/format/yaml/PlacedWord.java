package io.waybill.format.yaml;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.waybill.format.Position;
import java.io.IOException;

/**
 * A word or number of a file with its place, so that a message about it can say where it stands.
 *
 * @param text as the file has it: zeros at its beginning are kept
 * @param line 1-based
 * @param column 1-based
 */
@JsonDeserialize(using = PlacedWord.Reader.class)
public record PlacedWord(String text, int line, int column) {
    public PlacedWord {
        requireNonNull(text, "text");
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
            JsonLocation place = parser.currentTokenLocation();
            return new PlacedWord(parser.getText(), place.getLineNr(), place.getColumnNr());
        }
    }
}
