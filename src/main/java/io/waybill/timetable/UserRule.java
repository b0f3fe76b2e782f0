package io.waybill.timetable;

import static java.util.Objects.requireNonNull;

/**
 * Which paths are users: {@code <root>/<name>}, one level below the root.
 *
 * @param root path of the node that holds the users, e.g. {@code user}
 * @param longestName characters that a name may have
 */
public record UserRule(String root, int longestName) {
    /** The rule of the application: {@code user/<name>}, 1 to 32 characters. */
    public static final UserRule STANDARD = new UserRule("user", 32);

    public UserRule {
        requireNonNull(root, "root");
    }

    /** How the path of a user, and of whatever stands below one, begins. */
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
