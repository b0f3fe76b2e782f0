package io.waybill.delivery.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a row of a table is called: text with columns in braces, such as <code>{first_name} {last_name}, {email}</code>. A column that
 * refers to another row stands for the name of that row.
 *
 * @param text as the mapping file has it
 * @param columns the columns in it, in their order, each once
 */
public record NameTemplate(String text, List<String> columns) {
    /** Where a value begins and ends while a name is made. */
    private static final String EDGE = "\u0000";

    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with a sentence, when no column is in it, or a brace is left open
     */
    public static NameTemplate of(String text) {
        List<String> columns = new ArrayList<>();
        Matcher matcher = COLUMN.matcher(text);
        while (matcher.find()) {
            if (!columns.contains(matcher.group(1))) {
                columns.add(matcher.group(1));
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
            String value = values.apply(column.group(1));
            any[0] |= value != null && !value.isBlank();
            return value == null || value.isBlank() ? "" : Matcher.quoteReplacement(EDGE + value.strip() + EDGE);
        });
        return any[0] ? tidy(name) : "";
    }

    /**
     * Without what is left around columns that have no value: brackets with nothing in them, separators at the ends, double blanks. Signs at
     * the edge of a value are the value's own.
     */
    private static String tidy(String name) {
        return name.replaceAll("\\(\\s*\\)", "")
                .replaceAll("\\s+", " ")
                .replaceAll("^[\\s,;:·–-]+|[\\s,;:·–-]+$", "")
                .replace(EDGE, "");
    }
}
