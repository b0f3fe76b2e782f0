package io.waybill.model;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the person who dropped a file wants done with it. Taken from {@code <name>.options} next to the file, from the command
 * line, or from the {@code preview} folder that it was dropped into.
 *
 * @param preview plan only, change nothing
 * @param again deliver although the same bytes were delivered before
 * @param token by which the program that dropped it finds its waybill again; empty when nobody waits
 * @param by name of the person who dropped it; empty when they gave none
 * @param others options of the feed, by name
 */
public record DropOptions(boolean preview, boolean again, String token, String by, Map<String, String> others) {
    /** No options. */
    public static final DropOptions NONE = new DropOptions(false, false, "", "", Map.of());

    public DropOptions {
        others = Map.copyOf(others);
    }

    /** A new token, unlike any other, by which the ledger finds the waybill of a drop or request. */
    public static String newToken() {
        return UUID.randomUUID().toString();
    }

    /** The same options with this token. */
    public DropOptions withToken(String token) {
        return new DropOptions(preview, again, token, by, others);
    }

    /** All options by name, in the order of names, without token and person: what the ledger stores. */
    public Map<String, String> asMap() {
        Map<String, String> all = new TreeMap<>(others);
        if (preview) {
            all.put("preview", "true");
        }
        if (again) {
            all.put("again", "true");
        }
        return all;
    }

    /** Whether an option of the feed is true; false when it was not given. */
    public boolean flag(String name) {
        return Boolean.parseBoolean(others.getOrDefault(name, "false"));
    }
}
