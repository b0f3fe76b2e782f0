package io.waybill.format.isams;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of an element becomes a record; everything else in it is passed over.
 *
 * @param element its name
 * @param fields names of elements in it; those of attributes begin with {@code @}
 * @param nested elements in it that are records of their own
 */
record RecordShape(String element, Set<String> fields, List<RecordShape> nested) {
    RecordShape {
        fields = Set.copyOf(fields);
        nested = List.copyOf(nested);
    }

    /** @param fields apart by blanks */
    static RecordShape of(String element, String fields, RecordShape... nested) {
        return new RecordShape(element, Set.copyOf(Arrays.asList(fields.split(" "))), List.of(nested));
    }

    /** A record within it. */
    Optional<RecordShape> nested(String name) {
        return nested.stream().filter(shape -> shape.element.equals(name)).findFirst();
    }
}
