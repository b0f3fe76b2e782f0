package io.waybill.delivery.guard;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much may pass: up to a share, a number of rows, both (whichever is exceeded first), or anything.
 *
 * @param share 0.2 is 20 %; null for no limit on the share
 * @param rows maximum number of rows; null for no limit on the number
 */
public record Limit(Double share, Long rows) {
    /** No limit at all. */
    public static final Limit OFF = new Limit(null, null);

    private static final Pattern TEXT =
            Pattern.compile("(?:(\\d{1,3}(?:\\.\\d+)?)\\s*%)?(?:\\s*or\\s*)?(?:(\\d[\\d,_]*)(?:\\s*rows)?)?");
    private static final double PERCENT = 100;
    private static final double TENTH = 0.1;

    /**
     * Reads {@code 20 %}, {@code 5,000 rows}, {@code 20 % or 5,000 rows} or {@code off}.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    @JsonCreator
    public static Limit of(String text) {
        String stripped = text.strip();
        if (stripped.equalsIgnoreCase("off") || stripped.equalsIgnoreCase("false")) {
            return OFF;
        }
        Matcher matcher = TEXT.matcher(stripped);
        boolean both = stripped.contains("or");
        if (!matcher.matches()
                || matcher.group(1) == null && matcher.group(2) == null
                || both && (matcher.group(1) == null || matcher.group(2) == null)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a limit; expected 20 %, 5,000 rows, 20 % or 5,000 rows, or off");
        }
        return new Limit(
                matcher.group(1) == null ? null : Double.valueOf(matcher.group(1)) / PERCENT,
                matcher.group(2) == null ? null : Long.valueOf(matcher.group(2).replaceAll("[,_]", "")));
    }

    static Limit percent(int share) {
        return new Limit(share / PERCENT, null);
    }

    boolean isOff() {
        return share == null && rows == null;
    }

    /**
     * Whether a measurement exceeds the limit.
     *
     * @param ofAll 0 when a share does not apply
     */
    public boolean passedBy(long measured, long ofAll) {
        return rows != null && measured > rows || share != null && ofAll > 0 && measured > share * ofAll;
    }

    /** In words: {@code 20 %}. */
    @Override
    public String toString() {
        String percent = share == null ? "" : percent(share);
        String number = rows == null ? "" : String.format(Locale.ROOT, "%,d rows", rows);
        return isOff() ? "off" : percent + (share != null && rows != null ? " or " : "") + number;
    }

    /** {@code 60 %}, {@code 0.4 %}. */
    static String percent(double share) {
        double percent = share * PERCENT;
        if (percent > 0 && percent < TENTH) {
            return "less than 0.1 %";
        }
        return percent > 0 && percent < 1 || percent > PERCENT - 1 && percent < PERCENT
                ? String.format(Locale.ROOT, "%.1f %%", percent)
                : String.format(Locale.ROOT, "%.0f %%", percent);
    }
}
