package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;

/**
 * A word or text of a step file, with the place where it stands there.
 *
 * @param text as it is written, without the quotes of YAML
 * @param line 1-based
 * @param column 1-based; that of its quote, where it has one
 */
@JsonDeserialize(using = Written.Reader.class, keyUsing = Written.KeyReader.class)
public record Written(String text, int line, int column) {
    public Written {
        requireNonNull(text, "text");
    }

    private static Written at(String text, JsonParser parser) {
        JsonLocation location = parser.currentTokenLocation();
        return new Written(text, location.getLineNr(), location.getColumnNr());
    }

    @Override
    public String toString() {
        return text;
    }

    /** Reads one from YAML. */
    static final class Reader extends JsonDeserializer<Written> {
        @Override
        public Written deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                return (Written) context.handleUnexpectedToken(Written.class, parser);
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
