package io.waybill.merlin.config;

import static java.util.Objects.requireNonNull;

/**
 * The committees that go with roles.
 *
 * @param name of a role's committee; {@code {role}} stands for the role
 * @param description of a role's committee; {@code {role}} stands for the role
 * @param ofHolder when the committee becomes the holder's own
 */
public record Committees(String name, String description, OfHolder ofHolder) {
    private static final String ROLE = "{role}";

    /** When the committee of a role becomes the holder's own, which decides about the holder's promotions. */
    public enum OfHolder {
        NEVER,
        /** unless the holder has one */
        WHEN_EMPTY,
        ALWAYS
    }

    public Committees {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(ofHolder, "of-holder");
    }

    /** The name of a role's committee. */
    public String nameFor(String role) {
        return name.replace(ROLE, role);
    }

    /** The description of a role's committee. */
    public String descriptionFor(String role) {
        return description.replace(ROLE, role);
    }
}
