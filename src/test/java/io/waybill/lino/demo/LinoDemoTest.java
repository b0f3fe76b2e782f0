package io.waybill.lino.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestHome;
import io.waybill.cli.Commands;
import io.waybill.cli.Commands.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration of a Lino site shows what its headings say. */
class LinoDemoTest {
    private static final Pattern STATE = Pattern.compile("(?m)^Waybill \\d+: (\\w+)");

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void theOlderDumpMigratedIsWhatThePresentOneSaysAndThePlanRestoresWhatWasDeleted() throws IOException {
        Path home = folder.resolve("home");
        Ended ended;
        try (Commands commands = new Commands(TestHome.ofProject(home))) {
            String everyday = Files.readString(home.resolve("config/lino.yaml"));
            ended = commands.run("demo", "lino", "--objects", "2000");
            assertThat(Files.readString(home.resolve("config/lino.yaml")))
                    .as("only the demonstration's own copy is changed")
                    .isEqualTo(everyday);
        }
        assertThat(ended.exitStatus()).as(ended.out() + ended.err()).isZero();
        List<String> steps = List.of(ended.out().split("(?m)^== "));
        assertThat(steps).hasSize(8);

        assertThat(states(steps.get(2))).containsExactly("previewed");
        assertThat(steps.get(2)).contains("The dump is of version 18.12.0 and is migrated to 19.1.0");
        assertThat(states(steps.get(3))).containsExactly("delivered");
        assertThat(states(steps.get(4))).containsExactly("unchanged");
        String gone = steps.get(5).replaceAll("(?s).*?(\\d+) rows of debts_entry are gone.*", "$1");
        assertThat(Integer.parseInt(gone)).isPositive();
        assertThat(states(steps.get(6))).containsExactly("delivered");
        assertThat(steps.get(6)).contains(gone + " restored, 0 ignored (0 equal, 0 different), 0 errors");
        assertThat(states(steps.get(7))).containsExactly("delivered");
    }

    private static List<String> states(String step) {
        return STATE.matcher(step).results().map(found -> found.group(1)).toList();
    }
}
