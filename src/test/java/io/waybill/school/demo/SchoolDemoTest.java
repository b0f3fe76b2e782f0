package io.waybill.school.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestHome;
import io.waybill.cli.Commands;
import io.waybill.cli.Commands.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration of the school shows what its headings say. */
class SchoolDemoTest {
    private static final Pattern STATE = Pattern.compile("(?m)^Waybill \\d+: (\\w+)");
    private static final Pattern TOTALS =
            Pattern.compile("(?m)^  in all +([\\d,]+) +([\\d,]+) +([\\d,]+) +([\\d,]+) +([\\d,]+) ");

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void everyStepEndsAsItsHeadingSaysAndTheEndTakesBackWhatTheYearsEndDid() throws IOException {
        Ended ended;
        try (Commands commands = new Commands(TestHome.ofProject(folder.resolve("home")))) {
            ended = commands.run("demo", "school", "--objects", "28");
        }
        assertThat(ended.exitStatus()).as(ended.out() + ended.err()).isZero();
        List<String> steps = List.of(ended.out().split("(?m)^== "));
        assertThat(steps).hasSize(11);

        assertThat(states(steps.get(2))).containsExactly("delivered");
        assertThat(steps.get(2)).contains("28 pupil record(s) created.").doesNotContain("days-without-week");
        assertThat(states(steps.get(3))).containsExactly("unchanged");
        assertThat(states(steps.get(4))).containsExactly("delivered");
        assertThat(steps.get(4))
                .contains("1 pupil record(s) marked as left.", "resources added to timetable events.")
                .contains("resources removed from timetable events.");
        assertThat(states(steps.get(5))).containsExactly("delivered");
        assertThat(steps.get(5)).contains("other half groups", "in the week of");
        assertThat(states(steps.get(6))).containsExactly("held");
        assertThat(steps.get(6)).contains("pupils would leave, and the limit is 10 %");
        assertThat(states(steps.get(7))).containsExactly("refused");
        assertThat(steps.get(7)).contains("pupil.csv: found a header and no row");
        assertThat(states(steps.get(8))).containsExactly("delivered", "previewed", "delivered");
        assertThat(steps.get(8)).contains("groups terminated.");
        assertThat(states(steps.get(9))).containsExactly("delivered", "held", "delivered");
        assertThat(steps.get(9))
                .contains("Found under another key and given the key of the export: 28 pupils")
                .doesNotContain("pupil record(s) created");
        assertThat(states(steps.get(10))).containsExactly("delivered", "delivered", "delivered", "delivered");

        List<List<String>> done = totals(steps.get(9));
        List<List<String>> undone = totals(steps.get(10));
        List<String> converted = done.get(done.size() - 1);
        assertThat(undone.get(0))
                .as("inserted, updated, deleted by the undo of the conversion")
                .containsExactly(converted.get(2), converted.get(1), converted.get(0));
    }

    private static List<String> states(String step) {
        return STATE.matcher(step).results().map(found -> found.group(1)).toList();
    }

    /** Of each waybill with several tables: rows inserted, updated and deleted by the drop. */
    private static List<List<String>> totals(String step) {
        List<List<String>> all = new ArrayList<>();
        Matcher matcher = TOTALS.matcher(step);
        for (MatchResult found : matcher.results().toList()) {
            all.add(List.of(found.group(2), found.group(3), found.group(5)));
        }
        return all;
    }
}
