package io.waybill.lino.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text in several languages.
 *
 * @param texts by language as the dump names it, such as {@code pt_BR}, in the order of the site's languages; a text may be null
 */
public record Translations(Map<String, String> texts) {
    public Translations {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }
}
