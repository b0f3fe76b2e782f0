package io.waybill.delivery.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * json and jsonb, given as JSON text. What jsonb cannot hold (NUL, half a surrogate pair, numbers that are too large)
 * is refused.
 */
final class JsonEncoder implements ValueEncoder {
    private static final int MOST_WHOLE_DIGITS = 131_072;
    private static final int MOST_DECIMALS = 16_383;

    private final JsonFactory factory = new JsonFactory();
    private final boolean binary;

    JsonEncoder(boolean binary) {
        this.binary = binary;
    }

    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
        if (!(value instanceof String text) || !isJson(text)) {
            throw new BadValue("not-json", binary ? "JSON that PostgreSQL's jsonb can hold" : "JSON");
        }
        if (binary) {
            out.jsonb(text);
        } else {
            out.text(text);
        }
    }

    private boolean isJson(String text) {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (binary && !fitsBinary(parser, token)) {
                    return false;
                }
                if (depth == 0) {
                    return parser.nextToken() == null;
                }
            } while (parser.nextToken() != null);
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean fitsBinary(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
            String text = token == JsonToken.FIELD_NAME ? parser.currentName() : parser.getText();
            return text.indexOf(0) < 0 && text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            BigDecimal number = parser.getDecimalValue();
            return number.signum() == 0 && Math.abs((long) number.scale()) <= MOST_DECIMALS
                    || number.precision() - (long) number.scale() <= MOST_WHOLE_DIGITS
                            && number.scale() <= MOST_DECIMALS;
        }
        return true;
    }
}
