package io.waybill.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final ProgressText UNKNOWN = new ProgressText("It is read", Optional.empty(), Optional.empty());

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
        bar.draw("timetable/live play.dump", "reading", 50, UNKNOWN);
        assertThat(screen()).containsExactly("timetable/live play.dump reading    [=======       ] 50 %");
        String said = "2026-12-01 15:49:42 INFO  Waybill 1 (timetable/live, play.dump, 12,345,678 bytes): claimed";
        terminal.print(said + "\n");
        bar.clear();
        assertThat(screen()).containsExactly(said, "");
    }

    @Test
    void theStepIsNamedAlsoBesideALongName() {
        new ProgressBar(terminal, true)
                .draw("merlin/batch " + "a long name ".repeat(9) + ".zip", "applying", 50, UNKNOWN);
        assertThat(screen()).containsExactly("merlin/batch a long nam… applying   [=======       ] 50 %");
    }

    @Test
    void theTimeToGoIsThatOfAllWhereItIsKnownAndOtherwiseThatOfTheStep() {
        assertThat(drawn(20, 0)).endsWith("] 50 %, 20 s to go");
        assertThat(drawn(20, 99)).endsWith("] 50 %, 99 s to go in all");
        assertThat(drawn(20, 100)).endsWith("] 50 %, 1 min to go in all");
        assertThat(drawn(0, 5_999)).endsWith("] 50 %, 99 min to go in all");
        assertThat(drawn(0, 6_000)).endsWith("] 50 %, 1 h to go in all");
        assertThat(drawn(0, 0)).endsWith("] 50 %");
    }

    @Test
    void theLongestLineFitsIntoATerminalOf80Columns() {
        ProgressText longest = new ProgressText("It is read", Optional.empty(), Optional.of(Duration.ofMinutes(99)));
        new ProgressBar(terminal, true).draw("merlin/batch " + "a long name ".repeat(9), "applying", 100, longest);
        assertThat(screen()).singleElement().asString().hasSize(79);
    }

    /** A line with these times to go, in seconds; 0 where it is not known. */
    private String drawn(long step, long all) {
        bytes.reset();
        ProgressText toGo = new ProgressText(
                "It is read",
                Optional.of(Duration.ofSeconds(step)).filter(known -> !known.isZero()),
                Optional.of(Duration.ofSeconds(all)).filter(known -> !known.isZero()));
        new ProgressBar(terminal, true).draw("timetable/live play.dump", "reading", 50, toGo);
        return screen().get(0);
    }

    @Test
    void nothingIsDrawnWhenNobodyIsWatching() {
        ProgressBar bar = new ProgressBar(terminal, false);
        bar.draw("timetable/live play.dump", "reading", 50, UNKNOWN);
        bar.clear();
        assertThat(bytes.size()).isZero();
    }
}
