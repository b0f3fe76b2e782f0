package io.waybill.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(bytes, true, UTF_8);

    /** What a person sees: a carriage return goes back to the beginning of the line. */
    private List<String> screen() {
        List<String> lines = new ArrayList<>();
        for (String line : bytes.toString(UTF_8).split("\n", -1)) {
            StringBuilder seen = new StringBuilder();
            for (String part : line.split("\r", -1)) {
                seen.replace(0, Math.min(part.length(), seen.length()), part);
            }
            lines.add(seen.toString().stripTrailing());
        }
        return lines;
    }

    @Test
    void whatIsPrintedWhileItIsThereStandsOnALineOfItsOwn() {
        ProgressBar bar = new ProgressBar(terminal, true);
        bar.draw("timetable/live play.dump", "reading", 50);
        assertThat(screen())
                .containsExactly("timetable/live play.dump reading    [===============               ] 50 %");
        String said = "2026-12-01 15:49:42 INFO  Waybill 1 (timetable/live, play.dump, 12,345,678 bytes): claimed";
        terminal.print(said + "\n");
        bar.clear();
        assertThat(screen()).containsExactly(said, "");
    }

    @Test
    void theStepIsNamedAlsoBesideALongName() {
        new ProgressBar(terminal, true).draw("merlin/batch " + "a long name ".repeat(9) + ".zip", "applying", 50);
        assertThat(screen())
                .containsExactly(
                        "merlin/batch a long name a long name a … applying   [===============               ] 50 %");
    }

    @Test
    void nothingIsDrawnWhenNobodyIsWatching() {
        ProgressBar bar = new ProgressBar(terminal, false);
        bar.draw("timetable/live play.dump", "reading", 50);
        bar.clear();
        assertThat(bytes.size()).isZero();
    }
}
