package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;

/** Writes new records as dumpdata does: on one line, ASCII only. */
public final class RecordText {
    private RecordText() {}

    /** A string as JSON in ASCII, including the quotes. */
    public static String quoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2);
        PythonJsonWriter.string(text, value);
        return text.toString();
    }

    /**
     * One record for {@link DjangoWriter#write(byte[])}.
     *
     * @param fields String, Long, Integer, Boolean or null by name, written in this order
     */
    public static byte[] of(String model, long key, Map<String, Object> fields) {
        StringBuilder text = new StringBuilder(256);
        text.append("{\"pk\": ").append(key).append(", \"model\": ");
        PythonJsonWriter.string(text, model);
        text.append(", \"fields\": {");
        String separator = "";
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            text.append(separator);
            separator = ", ";
            PythonJsonWriter.string(text, field.getKey());
            text.append(": ");
            if (field.getValue() instanceof String) {
                PythonJsonWriter.string(text, (String) field.getValue());
            } else {
                text.append(field.getValue());
            }
        }
        return text.append("}}").toString().getBytes(US_ASCII);
    }
}
