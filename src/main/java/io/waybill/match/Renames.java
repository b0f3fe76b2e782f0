package io.waybill.match;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvRow;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Subtrees that have moved to another path: {@code old path prefix → new path prefix}. A prefix consists of whole names; when several
 * fit, the longest is used. Chains ({@code a → b}, {@code b → c}) are followed to their end.
 */
public final class Renames {
    /** No renames. */
    public static final Renames NONE = new Renames(Map.of());

    private final Map<String, String> rules;

    private Renames(Map<String, String> rules) {
        this.rules = rules;
    }

    /**
     * Renames by old prefix, e.g. the section {@code renames:} of a mapping file.
     *
     * @throws IllegalArgumentException when a rule is empty, leads to its own path, or rules form a circle; the message names them
     */
    public static Renames of(Map<String, String> rules) {
        Map<String, String> trimmed = new LinkedHashMap<>();
        rules.forEach((from, to) -> {
            String prefix = withoutOuterSlashes(requireNonNull(from, "old prefix"));
            String target = withoutOuterSlashes(requireNonNull(to, "new prefix"));
            if (prefix.isEmpty() || target.isEmpty()) {
                throw new IllegalArgumentException(
                        "rename '" + from + "' to '" + to + "': expected both an old and a new path");
            }
            if (prefix.equals(target)) {
                throw new IllegalArgumentException("'" + prefix + "' would lead to itself: expected another new path");
            }
            trimmed.put(prefix, target);
        });
        Map<String, String> resolved = new LinkedHashMap<>();
        trimmed.forEach((from, to) -> resolved.put(from, end(trimmed, from)));
        return new Renames(resolved);
    }

    /**
     * Renames of a mapping file with two columns, old and new path, with or without the header {@code old,new}.
     *
     * @param file its name, for messages
     * @throws BrokenFileException with all its faults
     */
    public static Renames of(List<CsvRow> rows, String file) {
        Faults faults = new Faults();
        Map<String, String> rules = new LinkedHashMap<>();
        for (CsvRow row : rows) {
            String from = withoutOuterSlashes(row.cell(0));
            String to = withoutOuterSlashes(row.cell(1));
            Position at = Position.ofLine(file, row.line());
            if (rules.isEmpty() && isHeader(row)) {
                continue;
            }
            if (from.isEmpty() || to.isEmpty()) {
                faults.add(Fault.ofFile(
                        at, "rename-incomplete", String.join(",", row.cells()), "an old and a new path", null));
            } else if (rules.put(from, to) != null) {
                faults.add(Fault.ofFile(at, "rename-twice", from, "each old path once", null));
            }
        }
        faults.throwIfAny();
        try {
            return of(rules);
        } catch (IllegalArgumentException e) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(file), "rename-circle", e.getMessage(), "renames that come to an end", null));
        }
    }

    /** Old prefix → new prefix, chains followed to their end. */
    public Map<String, String> rules() {
        return rules;
    }

    /** The new path of an old one; empty when no rule applies to it. */
    public Optional<String> renamed(String path) {
        String prefix = longest(rules, path);
        return prefix == null ? Optional.empty() : Optional.of(moved(path, prefix, rules.get(prefix)));
    }

    /** The old prefix of the rule that applies to a path; empty when none does. */
    public Optional<String> rule(String path) {
        return Optional.ofNullable(longest(rules, path));
    }

    private static String end(Map<String, String> rules, String from) {
        Set<String> used = new LinkedHashSet<>(List.of(from));
        String path = rules.get(from);
        String last = from;
        for (String next = longest(rules, path); next != null; next = longest(rules, path)) {
            if (next.equals(last) && !path.equals(last)) {
                // A subtree that moved below itself must not be moved again from its new place.
                return path;
            }
            if (!used.add(next)) {
                throw new IllegalArgumentException("renames form a circle: " + String.join(" → ", used) + " → " + next);
            }
            path = moved(path, next, rules.get(next));
            last = next;
        }
        return path;
    }

    private static String longest(Map<String, String> rules, String path) {
        for (String prefix = path; ; prefix = prefix.substring(0, prefix.lastIndexOf('/'))) {
            if (rules.containsKey(prefix)) {
                return prefix;
            }
            if (prefix.lastIndexOf('/') < 0) {
                return null;
            }
        }
    }

    private static String moved(String path, String prefix, String target) {
        return target + path.substring(prefix.length());
    }

    /** Whether the first row of a file names its columns. */
    static boolean isHeader(CsvRow row) {
        String first = withoutOuterSlashes(row.cell(0));
        return first.toLowerCase(Locale.ROOT).startsWith("old") && !first.contains("/");
    }

    static String withoutOuterSlashes(String path) {
        int from = 0;
        int to = path.length();
        while (from < to && path.charAt(from) == '/') {
            from++;
        }
        while (to > from && path.charAt(to - 1) == '/') {
            to--;
        }
        return path.substring(from, to);
    }
}
