package io.waybill.folder;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which names in the inboxes belong to files that an operator wants left alone, besides those that {@link DropNames} knows. */
public final class IgnoredNames {
    private final List<Pattern> patterns;

    /** @param globs {@code *} stands for any characters, {@code ?} for one; capitals do not matter */
    public IgnoredNames(List<String> globs) {
        this.patterns = globs.stream().map(IgnoredNames::pattern).toList();
    }

    /** Whether a file of this name is left alone, unless its options or {@code .done} are beside it. */
    public boolean contains(String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern pattern(String glob) {
        String regex = glob.codePoints()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
