package io.waybill.lino.repair.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.waybill.format.Position;
import java.io.IOException;

/**
 * A word or number of a plan with its place, so that a message about it can say where it stands.
 *
 * @param text as the plan has it: zeros at its beginning are kept
 * @param line 1-based
 * @param column 1-based
 */
@JsonDeserialize(using = PlanWord.Reader.class)
public record PlanWord(String text, int line, int column) {
    public PlanWord {
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
    static final class Reader extends StdDeserializer<PlanWord> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(PlanWord.class);
        }

        @Override
        public PlanWord deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                return (PlanWord) context.handleUnexpectedToken(PlanWord.class, parser);
            }
            JsonLocation place = parser.currentTokenLocation();
            return new PlanWord(parser.getText(), place.getLineNr(), place.getColumnNr());
        }
    }
}
