package io.waybill.lino.migration.rule;

import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.Translations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a single text into a column that has one for each language: it is the text in the site's own language, and there is none in the others.
 *
 * @param languages of the site, its own first
 */
record OwnLanguage(List<String> languages) {
    /** The value as a column of this kind has it. */
    Object value(Object value, Kind kind) {
        if (kind != Kind.BABEL || !(value instanceof String text)) {
            return value;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        languages.forEach(language -> texts.put(language, texts.isEmpty() ? text : ""));
        return new Translations(texts);
    }
}
