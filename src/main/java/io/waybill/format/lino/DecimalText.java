package io.waybill.format.lino;

import java.math.BigDecimal;

/** A decimal number in a dump. One with an exponent beyond all reason would fill the memory as soon as somebody writes it out. */
public final class DecimalText {
    private static final int LARGEST_EXPONENT = 20_000;

    private DecimalText() {}

    /**
     * Reads one.
     *
     * @return a {@link BigDecimal}, or an {@link UnusableValue}
     */
    public static Object read(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) <= LARGEST_EXPONENT) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported as any other text that is no number.
        }
        return new UnusableValue(text, "not-a-number", "a decimal number of at most " + LARGEST_EXPONENT + " digits");
    }
}
