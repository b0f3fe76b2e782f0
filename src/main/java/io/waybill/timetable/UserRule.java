package io.waybill.timetable;

import static java.util.Objects.requireNonNull;

/**
 * Decides which paths are users: {@code <root>/<name>}, one level below the root.
 *
 * @param root path of the Thing above all users, e.g. {@code user}
 * @param longestName maximum number of characters of a name
 */
public record UserRule(String root, int longestName) {
    /** The rule of the application: {@code user/<name>}, 1 to 32 characters. */
    public static final UserRule STANDARD = new UserRule("user", 32);

    public UserRule {
        requireNonNull(root, "root");
    }

    /** The beginning of the path of every user and of everything below one. */
    public String prefix() {
        return root + "/";
    }

    /** Whether this is the path of a user. */
    public boolean accepts(String path) {
        if (!path.startsWith(prefix())) {
            return false;
        }
        String name = path.substring(root.length() + 1);
        return !name.isBlank()
                && name.codePointCount(0, name.length()) <= longestName
                && name.indexOf('/') < 0
                && name.equals(name.strip())
                && name.chars().noneMatch(Character::isISOControl);
    }

    /** What a path must look like, as a phrase. */
    public String expectation() {
        return root + "/<name>, one level, a name of 1 to " + longestName + " characters";
    }
}
