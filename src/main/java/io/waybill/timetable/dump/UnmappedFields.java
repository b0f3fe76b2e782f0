package io.waybill.timetable.dump;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Position;
import io.waybill.format.django.DjangoRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Counts the fields of a dump that the mapping lacks, so that nothing is left out without a word. The names are looked up once for
 * each order of fields, not for each record.
 */
public final class UnmappedFields {
    /** Orders of fields that are remembered; a dump of one application has one for each model. */
    private static final int MOST_REMEMBERED = 1_000;

    private static final String BETWEEN = "\u001F";

    private final Function<String, Set<String>> mapped;
    private final Map<String, Map<Object, Found[]>> byOrder = new HashMap<>();
    private final Map<String, Found> found = new TreeMap<>();
    private Object lastOrder;
    private String lastModel;
    private Found[] last = {};

    /** @param mapped gives the fields of a model that may be there: those that are delivered, and those to be ignored */
    public UnmappedFields(Function<String, Set<String>> mapped) {
        this.mapped = requireNonNull(mapped, "mapped");
    }

    /** A field that the mapping lacks. */
    public static final class Found {
        private final String model;
        private final String field;
        private final boolean member;
        private Position first;
        private long records;
        private long values;

        private Found(String model, String field, boolean member) {
            this.model = model;
            this.field = field;
            this.member = member;
        }

        /** The model of the records. */
        public String model() {
            return model;
        }

        /** The field. */
        public String field() {
            return field;
        }

        /** Whether it stands beside {@code fields} instead of in them, where nothing is ever read. */
        public boolean isMember() {
            return member;
        }

        /** The place of the first one. */
        public Position first() {
            return first;
        }

        /** How many records have it. */
        public long records() {
            return records;
        }

        /** In how many of them it is not null. */
        public long values() {
            return values;
        }
    }

    /** Notes the fields of a record. */
    public void note(DjangoRecord record) {
        if (record.fieldOrder() != lastOrder || !record.model().equals(lastModel)) {
            lastOrder = record.fieldOrder();
            lastModel = record.model();
            last = unmapped(record);
        }
        for (Found each : last) {
            each.records++;
            each.values += record.value(each.field) == null ? 0 : 1;
            if (each.first == null) {
                each.first = record.position(each.field);
            }
        }
        for (String name : record.otherMembers()) {
            Found each = found(record.model(), name, true);
            each.records++;
            each.values++;
            if (each.first == null) {
                each.first = record.position();
            }
        }
    }

    /** What was found, by model and field. */
    public Collection<Found> all() {
        return found.values();
    }

    private Found[] unmapped(DjangoRecord record) {
        Map<Object, Found[]> known = byOrder.computeIfAbsent(record.model(), model -> new IdentityHashMap<>());
        Found[] unmapped = known.get(record.fieldOrder());
        if (unmapped == null) {
            Set<String> may = mapped.apply(record.model());
            unmapped = record.fields().stream()
                    .filter(field -> !may.contains(field))
                    .map(field -> found(record.model(), field, false))
                    .toArray(Found[]::new);
            if (known.size() < MOST_REMEMBERED) {
                known.put(record.fieldOrder(), unmapped);
            }
        }
        return unmapped;
    }

    private Found found(String model, String field, boolean member) {
        return found.computeIfAbsent(
                String.join(BETWEEN, model, field, Boolean.toString(member)), key -> new Found(model, field, member));
    }
}
