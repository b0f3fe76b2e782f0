package io.waybill.lino.migration.rule;

import io.waybill.format.yaml.PlacedWord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists and maps of a step file: what is left out is empty, and an expression that is left out is null. */
final class Entries {
    private Entries() {}

    static <T> List<T> list(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static <K, V> Map<K, V> map(Map<K, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    static Map<PlacedWord, Formula> formulas(Map<PlacedWord, Formula> map) {
        Map<PlacedWord, Formula> formulas = new LinkedHashMap<>();
        map(map).forEach((name, formula) -> formulas.put(
                name, formula == null ? Formula.of(new PlacedWord("null", name.line(), name.column())) : formula));
        return Collections.unmodifiableMap(formulas);
    }

    /** The expressions of columns, and a condition where there is one. */
    static List<Formula> formulas(Map<PlacedWord, Formula> columns, Formula where) {
        List<Formula> formulas = new ArrayList<>(columns.values());
        if (where != null) {
            formulas.add(where);
        }
        return formulas;
    }
}
