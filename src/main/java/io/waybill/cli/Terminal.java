package io.waybill.cli;

import java.io.Console;
import java.util.Optional;

/** The terminal of a person who sits before this process. */
final class Terminal {
    private Terminal() {}

    /** It; empty when input or output is a file, a pipe or a log. */
    static Optional<Console> interactive() {
        return Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
    }

    /** From Java 22 on there is a console without a terminal, too, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
