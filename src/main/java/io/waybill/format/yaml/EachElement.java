package io.waybill.format.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a list element by element: one that does not fit is null, and what is wrong with it does not hide what is wrong with the others.
 * {@link MappingFile} then refuses the file with all of it.
 */
public final class EachElement extends JsonDeserializer<List<?>> implements ContextualDeserializer {
    /** Attribute of a reading: the list of faults, of {@link JsonMappingException}s. */
    static final String FAULTS = "faults";

    private final String property;
    private final JavaType list;

    /** For a property that names this class; which one it is, is known later. */
    public EachElement() {
        this("", null);
    }

    private EachElement(String property, JavaType list) {
        this.property = property;
        this.list = list;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty of) {
        return new EachElement(of.getName(), of.getType());
    }

    @Override
    public List<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            return (List<?>) context.handleUnexpectedToken(list, parser);
        }
        JsonStreamContext level = parser.getParsingContext();
        List<Object> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            try {
                all.add(
                        parser.currentToken() == JsonToken.VALUE_NULL
                                ? null
                                : context.readValue(parser, list.getContentType()));
            } catch (JsonMappingException e) {
                if (e.getCause() instanceof StreamReadException) {
                    throw e;
                }
                e.prependPath(all, all.size());
                e.prependPath(all, property);
                collected(context).add(e);
                all.add(null);
                while (parser.getParsingContext() != level) {
                    parser.nextToken();
                }
            }
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private static List<JsonMappingException> collected(DeserializationContext context) {
        return (List<JsonMappingException>) context.getAttribute(FAULTS);
    }
}
