package io.waybill.desk.page;

import io.waybill.desk.http.KeptForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A form that was sent after the session had ended, once more after the log-in: nothing of it is done until it is sent again.
 *
 * @param form what was sent
 */
record ResumeView(KeptForm form) implements View {
    private static final int LONGEST = 300;

    @Override
    public String template() {
        return "resume.jte";
    }

    @Override
    public String title() {
        return "Send it again?";
    }

    @Override
    public Section section() {
        return Section.OWN;
    }

    /** What was typed or chosen, for a look; long values are cut short. */
    Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        new TreeMap<>(form.fields()).forEach((name, values) -> {
            String value = String.join(", ", values).strip();
            if (!value.isEmpty()) {
                shown.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value);
            }
        });
        return shown;
    }

    /** Every field with each of its values. */
    List<Map.Entry<String, String>> fields() {
        return form.fields().entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(value -> Map.entry(field.getKey(), value)))
                .toList();
    }
}
