package io.waybill.cli;

import io.waybill.model.State;
import io.waybill.report.Emphasis;
import picocli.CommandLine.Help.Ansi;

/**
 * Colours on a terminal: red for what failed, yellow for what waits for somebody, green for what is done. None where the output is no
 * terminal, or {@code NO_COLOR} is set (https://no-color.org).
 */
final class TerminalColours implements Emphasis {
    private final Ansi ansi;

    private TerminalColours(Ansi ansi) {
        this.ansi = ansi;
    }

    /** Those of the terminal of this process, if it has one. */
    static Emphasis ofThisTerminal() {
        return Terminal.interactive().isPresent() && Ansi.AUTO.enabled() ? always() : Emphasis.NONE;
    }

    /** Colours, whatever the output is. */
    static Emphasis always() {
        return new TerminalColours(Ansi.ON);
    }

    @Override
    public String of(State state, String text) {
        String word = text.strip();
        return word.isEmpty() ? text : text.replace(word, ansi.string("@|" + style(state) + " " + word + "|@"));
    }

    private static String style(State state) {
        return switch (state) {
            case REFUSED, FAILED -> "red";
            case HELD -> "yellow";
            case DELIVERED -> "green";
            case PREVIEWED, UNCHANGED, UNDONE -> "faint";
            case CLAIMED, READING, STAGED, PLANNED, APPLYING -> "cyan";
        };
    }
}
