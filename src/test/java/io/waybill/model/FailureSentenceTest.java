package io.waybill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class FailureSentenceTest {
    private static final BrokenFileException BROKEN = new BrokenFileException(
            Fault.ofFile(Position.of("users.csv"), "no-rows", "an empty file", "a row", "Look at it."));

    @Test
    void whatFailsInsideASplitIsSaidWithoutTheWordsOfCamel() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            for (Throwable cause : List.of(
                    BROKEN,
                    new SQLException("no", "22021"),
                    new UncheckedIOException(new IOException("disk")),
                    new RuntimeCamelException(new IllegalStateException("The plan has changed")))) {
                Throwable split = new CamelExchangeException(
                        "Multicast processing failed for number 0", new DefaultExchange(context), cause);

                assertThat(FailureSentence.of(split)).isEqualTo(FailureSentence.of(cause));
                assertThat(FailureSentence.of(new RuntimeCamelException(split)))
                        .isEqualTo(FailureSentence.of(cause))
                        .doesNotContain("Multicast", "Exchange[");
                assertThat(FailureSentence.withoutValues(split)).isEqualTo(FailureSentence.withoutValues(cause));
            }
        }
    }

    /** The jar was replaced under a running process, or a library is missing. */
    @Test
    void aClassThatCannotBeLoadedIsNoFaultOfTheFile() {
        Throwable missing = new RuntimeCamelException(new NoClassDefFoundError("io/waybill/Gone"));
        assertThat(FailureSentence.of(missing))
                .contains("files were replaced while it was running", "io/waybill/Gone", "start it again");
        assertThat(FailureSentence.withoutValues(missing)).isEqualTo(FailureSentence.of(missing));
    }

    @Test
    void aMissingRightIsToldWithWhatNamesTheStatementThatGrantsIt() {
        SQLException denied = new SQLException("ERROR: permission denied for table debts_actor", "42501");
        assertThat(FailureSentence.of(new RuntimeCamelException(denied)))
                .contains("permission denied for table debts_actor", "waybill doctor");
        assertThat(FailureSentence.withoutValues(denied))
                .contains("waybill doctor")
                .doesNotContain("debts_actor");
    }

    @Test
    void workThatEndsBecauseWaybillStopsSaysSoInTheLog() {
        Stopping stopping = new Stopping();
        stopping.breakOff();
        StoppedException stopped = assertThrows(StoppedException.class, stopping::check);
        assertThat(FailureSentence.withoutValues(stopped)).isEqualTo("Waybill is stopping.");
    }

    @Test
    void aFaultOfWaybillItselfIsCalledOneAndSaysWhereItIs() {
        NullPointerException fault = assertThrows(NullPointerException.class, () -> new Notice(null, "x", 1));

        assertThat(FailureSentence.of(new RuntimeCamelException(fault)))
                .matches("This is a fault of Waybill itself, not of the file: please report NullPointerException in"
                        + " Notice\\.java, line \\d+\\.")
                .isEqualTo(FailureSentence.withoutValues(fault));
    }
}
