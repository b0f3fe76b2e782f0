package io.waybill.delivery.naming;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a row of a table is called: text with columns in braces, such as <code>{first_name} {last_name}, {email}</code>. A column that
 * refers to another row stands for the name of that row. A point in time may be shown by the clocks of a zone, as in
 * <code>{starts_at in Europe/London}</code>.
 *
 * @param text as the mapping file has it
 * @param columns the columns in it, in their order, each once
 */
public record NameTemplate(String text, List<String> columns) {
    /** Where a value begins and ends while a name is made. */
    private static final String EDGE = "\u0000";
    /** Stands where a column has no value while a name is made. */
    private static final String GAP = "\u0001";

    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+?)(?: in ([^{} ]+))?}");
    /** Points in time as the database writes them. */
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("x")
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with a sentence, when no column is in it, a brace is left open, or a zone is unknown
     */
    public static NameTemplate of(String text) {
        List<String> columns = new ArrayList<>();
        Matcher matcher = COLUMN.matcher(text);
        while (matcher.find()) {
            if (!columns.contains(matcher.group(1))) {
                columns.add(matcher.group(1));
            }
            if (matcher.group(2) != null && !ZoneId.getAvailableZoneIds().contains(matcher.group(2))) {
                throw new IllegalArgumentException("'" + text + "' has " + matcher.group(2)
                        + ", which is no time zone: expected one such as Europe/London");
            }
        }
        String rest = COLUMN.matcher(text).replaceAll("");
        if (columns.isEmpty() || rest.contains("{") || rest.contains("}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' names no column: expected text with columns in braces, such as {name}");
        }
        return new NameTemplate(text, List.copyOf(columns));
    }

    /**
     * The name of a row.
     *
     * @param values the text of each column; null for one without a value
     * @return empty when no column has a value
     */
    String fill(Function<String, String> values) {
        boolean[] any = new boolean[1];
        String name = COLUMN.matcher(text).replaceAll(column -> {
            String value = shown(values.apply(column.group(1)), column.group(2));
            any[0] |= value != null && !value.isBlank();
            return value == null || value.isBlank() ? GAP : Matcher.quoteReplacement(EDGE + value.strip() + EDGE);
        });
        return any[0] ? tidy(name) : "";
    }

    /** A point in time by the clocks of a zone; anything else as it is. */
    private static String shown(String value, String zone) {
        if (value == null || zone == null) {
            return value;
        }
        try {
            return SHOWN.format(OffsetDateTime.parse(value, WRITTEN).atZoneSameInstant(ZoneId.of(zone)));
        } catch (DateTimeException e) {
            return value;
        }
    }

    /**
     * Without what is left around columns that have no value: words that would join them to others, such as the "in" of
     * <code>{person} in {company}</code>, brackets with nothing in them, separators at the ends, double blanks. Signs at the edge of a value are
     * the value's own.
     */
    private static String tidy(String name) {
        return name.replaceAll("^" + GAP + "[\\s\\p{L}]+(?=[" + EDGE + GAP + "])", "")
                .replaceAll("(?<=[" + EDGE + GAP + "])[\\s\\p{L}]+" + GAP + "$", "")
                .replace(GAP, "")
                .replaceAll("\\(\\s*\\)", "")
                .replaceAll("\\s+", " ")
                .replaceAll("^[\\s,;:·–-]+|[\\s,;:·–-]+$", "")
                .replace(EDGE, "");
    }
}
