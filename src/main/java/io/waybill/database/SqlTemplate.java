package io.waybill.database;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An SQL text from a {@code .sql} file beside a class, with placeholders for names from the catalogue. Names are always quoted;
 * values are never put into the text, they are bound as parameters ({@code ?}). Immutable: every {@code with} gives a new one.
 *
 * <p>Placeholders:
 *
 * <ul>
 *   <li><code>{table}</code>: a name, {@code "public"."timetables_thing"}, or a list of names, {@code "id", "end"};
 *   <li><code>{key|t.# = s.#| AND }</code>: for every name of the list the pattern, with the name in place of {@code #} (and its
 *       1-based number in place of {@code @}), joined by the text after the second bar;
 *   <li><code>{changed|s.# IS DISTINCT FROM t.#| OR |false}</code>: the same, with the text for an empty list;
 *   <li><code>{fk,pk|c.#1 = p.#2| AND }</code>: two lists of equal length side by side.
 * </ul>
 *
 * Two bars together are SQL's {@code ||}, not separators. A brace that is not followed by a lower-case letter is left as it is.
 */
public final class SqlTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][\\w.]*)(?:,([a-z][\\w.]*))?(\\|[^}]*)?}");
    /** A bar of the template; two of them are SQL's operator. */
    private static final Pattern BAR = Pattern.compile("(?<!\\|)\\|(?!\\|)");

    private static final Pattern SLOT = Pattern.compile("#([12])?|@");

    private final String name;
    private final String text;
    private final Map<String, List<String>> fillings;
    /** The template that had the earlier fillings; null for one without any. Nothing is copied: a drop makes thousands of templates. */
    private final SqlTemplate before;

    private SqlTemplate(String name, String text, Map<String, List<String>> fillings, SqlTemplate before) {
        this.name = name;
        this.text = text;
        this.fillings = fillings;
        this.before = before;
    }

    /**
     * Reads {@code file} from the package of {@code beside}.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    public static SqlTemplate load(Class<?> beside, String file) {
        return new SqlTemplate(file, SqlText.of(beside, file), Map.of(), null);
    }

    /** Fills a placeholder with one name; two parts are a schema and a name. */
    public SqlTemplate with(String placeholder, String... parts) {
        return filled(placeholder, List.of(qualified(parts)));
    }

    /** Fills a placeholder with a list of names. */
    public SqlTemplate withList(String placeholder, List<String> names) {
        return filled(placeholder, names.stream().map(SqlTemplate::quoted).toList());
    }

    /** Fills a placeholder with SQL from the catalogue or from this program, never with anything from outside. */
    public SqlTemplate withSql(String placeholder, List<String> expressions) {
        return filled(placeholder, List.copyOf(expressions));
    }

    /**
     * Fills placeholders with SQL from the catalogue or from this program, never with anything from outside.
     *
     * @param expressions by placeholder; not copied, so it must not change any more
     */
    public SqlTemplate withAll(Map<String, List<String>> expressions) {
        return new SqlTemplate(name, text, expressions, this);
    }

    /**
     * The SQL text.
     *
     * @throws IllegalStateException when a placeholder was not filled
     */
    public String sql() {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder sql = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(
                    sql, Matcher.quoteReplacement(render(matcher.group(1), matcher.group(2), matcher.group(3))));
        }
        return matcher.appendTail(sql).toString();
    }

    /** A name quoted for SQL, whatever it contains. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text literal for SQL, where no parameter can be bound; assumes standard_conforming_strings. */
    public static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** The parts of a name, quoted and joined by dots. */
    public static String qualified(String... parts) {
        return Arrays.stream(parts).map(SqlTemplate::quoted).collect(Collectors.joining("."));
    }

    private SqlTemplate filled(String placeholder, List<String> values) {
        return withAll(Map.of(placeholder, requireNonNull(values)));
    }

    private String render(String first, String second, String rest) {
        List<String> left = filling(first);
        List<String> right = second == null ? left : filling(second);
        if (left.size() != right.size()) {
            throw new IllegalStateException(name + ": " + first + " and " + second + " are not of one length");
        }
        String[] parts = rest == null ? new String[] {"#", ", "} : BAR.split(rest.substring(1), -1);
        if (left.isEmpty() && parts.length > 2) {
            return parts[2];
        }
        String separator = parts.length > 1 ? parts[1] : ", ";
        return IntStream.range(0, left.size())
                .mapToObj(i -> slotted(parts[0], left.get(i), right.get(i), i + 1))
                .collect(Collectors.joining(separator));
    }

    private static String slotted(String pattern, String left, String right, int number) {
        return SLOT.matcher(pattern).replaceAll(slot -> {
            String filling =
                    slot.group().equals("@") ? Integer.toString(number) : "2".equals(slot.group(1)) ? right : left;
            return Matcher.quoteReplacement(filling);
        });
    }

    private List<String> filling(String placeholder) {
        for (SqlTemplate template = this; template != null; template = template.before) {
            List<String> filling = template.fillings.get(placeholder);
            if (filling != null) {
                return filling;
            }
        }
        throw new IllegalStateException(name + ": placeholder " + placeholder + " was not filled");
    }
}
