package io.waybill.report;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.time.Duration;

/** One line on the terminal that shows progress; draws nothing when nobody is watching. Safe for use by several threads. */
public final class ProgressBar {
    private static final long DRAW_EVERY = Duration.ofMillis(200).toNanos();
    private static final int WHOLE = 100;
    private static final int LONGEST_STEP = 10;
    /** With these, the longest line has 79 characters: one that a terminal wraps is not drawn over. */
    private static final int WIDTH = 14;

    private static final int LONGEST_LABEL = 24;

    private final PrintStream terminal;
    private final boolean interactive;
    private long drawn = System.nanoTime() - DRAW_EVERY;
    private int length;

    /**
     * @param terminal where it is drawn
     * @param interactive whether a person is watching
     */
    public ProgressBar(PrintStream terminal, boolean interactive) {
        this.terminal = requireNonNull(terminal, "terminal");
        this.interactive = interactive;
    }

    /** A bar on the error stream; it draws only when input and output are a terminal. */
    public static ProgressBar onTerminal() {
        String term = System.getenv("TERM");
        return new ProgressBar(System.err, System.console() != null && term != null && !term.equals("dumb"));
    }

    /**
     * Draws the bar, at most five times a second. It begins again with each step.
     *
     * @param label what is on its way; cut where it is long
     * @param step what is being done of it, a word that is never cut
     * @param percent 0 to 100
     * @param toGo how much longer it takes
     */
    public synchronized void draw(String label, String step, int percent, ProgressText toGo) {
        long now = System.nanoTime();
        if (!interactive || now - drawn < DRAW_EVERY) {
            return;
        }
        drawn = now;
        String shortLabel = label.length() > LONGEST_LABEL ? label.substring(0, LONGEST_LABEL - 1) + "…" : label;
        int filled = percent * WIDTH / WHOLE;
        String line = shortLabel + " " + step + " ".repeat(Math.max(0, LONGEST_STEP - step.length())) + " ["
                + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + percent + " %" + toGo.inShort();
        // Back to its beginning, so that whatever is printed next does not continue the bar's line.
        terminal.print("\r" + line + " ".repeat(Math.max(0, length - line.length())) + "\r");
        terminal.flush();
        length = line.length();
    }

    /** Removes the line. */
    public synchronized void clear() {
        if (length > 0) {
            terminal.print("\r" + " ".repeat(length) + "\r");
            terminal.flush();
            length = 0;
        }
    }
}
