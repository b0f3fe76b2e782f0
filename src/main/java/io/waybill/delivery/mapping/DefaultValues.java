package io.waybill.delivery.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values that an inserted row gets in columns that nothing else fills.
 *
 * @param byColumn column → a text, {@link #NOW} or {@link #RANDOM_UUID}, in the order of the mapping file
 */
public record DefaultValues(Map<String, String> byColumn) {
    /** The time of the delivery. */
    public static final String NOW = "now";
    /** A random identifier, for systems that stage their rows by SQL of their own. */
    public static final String RANDOM_UUID = "uuid";
    /** No column has a default. */
    public static final DefaultValues NONE = new DefaultValues(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DefaultValues {
        byColumn = Collections.unmodifiableMap(new LinkedHashMap<>(byColumn));
    }

    /** The time of a delivery as {@link #NOW} writes it: to the microsecond, as PostgreSQL keeps it. */
    public static String timestamp(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }

    /** The same without the columns that get a random identifier. */
    public DefaultValues withoutRandom() {
        Map<String, String> others = new LinkedHashMap<>(byColumn);
        others.values().removeIf(RANDOM_UUID::equals);
        return new DefaultValues(others);
    }

    /**
     * All of them as texts, by column.
     *
     * @param time of the delivery
     */
    public Map<String, String> at(Instant time) {
        Map<String, String> texts = new LinkedHashMap<>(byColumn);
        texts.replaceAll((column, value) -> value.equals(NOW) ? timestamp(time) : value);
        return texts;
    }
}
