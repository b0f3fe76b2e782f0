package io.waybill.match;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A rule that a subtree has moved: whatever is at an old path or below it is looked up at the new one.
 *
 * @param from the old path
 * @param to the new path
 * @param by who made it; empty when nobody said so
 * @param on the day on which it was made, as it is written; empty when nobody said so
 */
public record PathRule(String from, String to, String by, String on) {
    public PathRule {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(by, "by");
        requireNonNull(on, "on");
    }

    /** How it and other rules get into each other's way, a sentence for each of these. */
    public List<String> overlaps(Collection<PathRule> others) {
        List<String> overlaps = new ArrayList<>();
        for (PathRule other : others) {
            if (other.from.equals(from)) {
                continue;
            }
            if (isBelow(from, other.from)) {
                overlaps.add("It hides the rule " + other.words() + " for " + from + " and what is below it.");
            } else if (isBelow(other.from, from)) {
                overlaps.add("The rule " + other.words() + " hides it for " + other.from + " and what is below it.");
            }
            if (to.equals(other.from) || isBelow(to, other.from)) {
                overlaps.add("Its new path is led on by the rule " + other.words() + ".");
            }
            if (other.to.equals(from) || isBelow(other.to, from)) {
                overlaps.add("It leads on the new path of the rule " + other.words() + ".");
            }
        }
        return overlaps;
    }

    /** {@code old → new} */
    public String words() {
        return from + " → " + to;
    }

    private static boolean isBelow(String path, String above) {
        return path.startsWith(above + "/");
    }
}
