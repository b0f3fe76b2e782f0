package io.waybill.merlin.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/** The mean of the levels of somebody's aspects, to one decimal. */
public final class Average {
    private Average() {}

    /**
     * Exactly as Python's {@code round(sum / count, 1)}: the binary value is rounded, ties to even. Booleans count as 1 and 0; texts
     * and other values do not count.
     *
     * @return empty when none of them is a number
     */
    public static OptionalDouble of(Iterable<JsonNode> levels) {
        OptionalDouble exact = exact(levels);
        return exact.isEmpty() ? exact : OptionalDouble.of(rounded(exact.getAsDouble()));
    }

    /**
     * The mean before it is rounded.
     *
     * @return empty when none of them is a number
     */
    public static OptionalDouble exact(Iterable<JsonNode> levels) {
        double sum = 0;
        int count = 0;
        for (JsonNode level : levels) {
            if (level.isNumber() || level.isBoolean()) {
                sum += level.isBoolean() ? level.booleanValue() ? 1 : 0 : level.doubleValue();
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    /** Rounds a number to one decimal in the same way. */
    public static double rounded(double number) {
        return new BigDecimal(number).setScale(1, RoundingMode.HALF_EVEN).doubleValue();
    }
}
