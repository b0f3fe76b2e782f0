package io.waybill.school.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds keys by other names that things have, such as codes. A name that several things have is reported, not guessed. */
public final class Names {
    private final String what;
    private final String name;
    private final Map<String, Set<String>> keys = new HashMap<>();
    private final Set<String> all = new HashSet<>();

    /**
     * @param what is found, for people: {@code staff member}
     * @param name what it is found by: {@code code}
     */
    public Names(String what, String name) {
        this.what = what;
        this.name = name;
    }

    /** Says that a thing has this name; a blank name is none. */
    public void add(String name, String key) {
        all.add(key);
        if (!name.isBlank()) {
            keys.computeIfAbsent(name, none -> new LinkedHashSet<>()).add(key);
        }
    }

    /** The key of the only thing that has this name; empty when there is none, or several. */
    public Optional<String> only(String name) {
        Set<String> found = keys.getOrDefault(name, Set.of());
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    /** Whether anything has this name. */
    public boolean contains(String name) {
        return keys.containsKey(name);
    }

    /**
     * The key of the thing whose name stands in a field; of a name that nothing has, or several things have, the key that people say is meant.
     *
     * @param values receive a fault when there is no such thing, or several
     * @return null when the field is blank or there is a fault
     */
    public String find(SourceValues values, String field) {
        String name = values.text(field);
        return name.isEmpty() ? null : find(values, field, name);
    }

    /** As {@link #find(SourceValues, String)}, for a name that stands in the field in other words. */
    public String find(SourceValues values, String field, String name) {
        Set<String> found = keys.getOrDefault(name, Set.of());
        if (found.size() == 1) {
            return found.iterator().next();
        }
        Optional<String> meant = values.meaning(field, name).filter(all::contains);
        if (meant.isPresent()) {
            return meant.get();
        }
        if (found.isEmpty()) {
            values.fault(
                    field, "unknown-reference", name, "the " + this.name + " of a " + what + " in the export", null);
        } else {
            values.fault(
                    field,
                    "ambiguous-reference",
                    name,
                    "the " + this.name + " of one " + what + ", not of " + String.join(", ", found),
                    "Give them different " + this.name + "s in the system of the school.");
        }
        return null;
    }
}
