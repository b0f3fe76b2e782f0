package io.waybill.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the person who dropped a file asked for: from {@code <name>.options} beside it, from the command line, or from the
 * {@code preview} folder that it was dropped into.
 *
 * @param preview plan only, change nothing
 * @param again deliver although the same bytes were delivered before
 * @param token lets the one who dropped it find its waybill again; empty when nobody waits
 * @param by who dropped it, as far as they said; empty when nobody knows
 * @param others options of the feed, by name
 */
public record DropOptions(boolean preview, boolean again, String token, String by, Map<String, String> others) {
    /** Nothing was asked for. */
    public static final DropOptions NONE = new DropOptions(false, false, "", "", Map.of());

    public DropOptions {
        others = Map.copyOf(others);
    }

    /** The same, under a token. */
    public DropOptions withToken(String token) {
        return new DropOptions(preview, again, token, by, others);
    }

    /** All of them by name, in name order, without token and name: what the ledger keeps. */
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

    /** Whether an option of the feed is true; one that was not given is not. */
    public boolean flag(String name) {
        return Boolean.parseBoolean(others.getOrDefault(name, "false"));
    }
}
