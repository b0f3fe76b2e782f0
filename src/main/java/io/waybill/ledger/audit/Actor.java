package io.waybill.ledger.audit;

import static java.util.Objects.requireNonNull;

/**
 * Who does something, and from where.
 *
 * @param name of the account, or as given on the command line; empty when nobody knows
 * @param program name of the token that a program uses; empty for a person
 * @param origin network address, or {@link #COMMAND_LINE}
 */
public record Actor(String name, String program, String origin) {
    /** The origin of commands. */
    public static final String COMMAND_LINE = "command line";

    public Actor {
        requireNonNull(name, "name");
        requireNonNull(program, "program");
        requireNonNull(origin, "origin");
    }

    /** Somebody who gives a command; the operating system knows who it is. */
    public static Actor atCommandLine() {
        return atCommandLine(System.getProperty("user.name", ""));
    }

    /** @param name by which they call themselves */
    public static Actor atCommandLine(String name) {
        return new Actor(name, "", COMMAND_LINE);
    }

    /** A person at the desk. */
    public static Actor person(String name, String address) {
        return new Actor(name, "", address);
    }
}
