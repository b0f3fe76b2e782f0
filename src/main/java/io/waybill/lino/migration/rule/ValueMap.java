package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.expression.EvaluationException;
import java.util.HashMap;
import java.util.Map;

/**
 * Exchanges values of a column, such as those of a list of choices.
 *
 * @param values new value by old one; null makes null of it
 * @param others what becomes of values that are not listed; null for keep
 */
record ValueMap(Map<PlacedWord, PlacedWord> values, Others others) {
    ValueMap {
        requireNonNull(values, "values");
        values = Entries.map(values);
        others = others == null ? Others.KEEP : others;
    }

    /** What becomes of values that are not listed. */
    enum Others {
        /** They stay. */
        KEEP,
        /** They become null. */
        CLEAR,
        /** Their row is refused. */
        REJECT
    }

    /** The new text by the old one. */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        values.forEach((from, to) -> texts.put(from.text(), to == null ? null : to.text()));
        return texts;
    }

    /** What becomes of a value; null stays null. */
    Object exchanged(Object value, Map<String, String> texts) {
        if (value == null) {
            return null;
        }
        String text = KeyValue.text(value);
        if (texts.containsKey(text)) {
            String found = texts.get(text);
            return found == null || value instanceof String ? found : KeyValue.ofWord(found);
        }
        return switch (others) {
            case KEEP -> value;
            case CLEAR -> null;
            case REJECT ->
                throw new EvaluationException("value-not-mapped", text, "one of the values that the step maps");
        };
    }
}
