package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.model.State;
import io.waybill.report.Emphasis;
import org.junit.jupiter.api.Test;

class TerminalColoursTest {
    @Test
    void onlyTheWordHasTheColourSoThatColumnsStayAligned() {
        Emphasis colours = TerminalColours.always();
        assertThat(colours.of(State.FAILED, "failed   ")).isEqualTo("\u001B[31mfailed\u001B[39m\u001B[0m   ");
        assertThat(colours.of(State.HELD, "held 100 %"))
                .startsWith("\u001B[33m")
                .contains("held 100 %");
    }

    @Test
    void everyStateIsShownWithItsWord() {
        for (State state : State.values()) {
            assertThat(TerminalColours.always().of(state, state.word())).contains(state.word());
        }
    }

    @Test
    void aFileOrPipeGetsNoColours() {
        assertThat(TerminalColours.ofThisTerminal().of(State.FAILED, "failed")).isEqualTo("failed");
    }
}
