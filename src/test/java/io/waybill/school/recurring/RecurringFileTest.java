package io.waybill.school.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.Fault;
import io.waybill.school.recurring.Definition.Occurrence;
import io.waybill.school.recurring.Definition.Part;
import io.waybill.school.recurring.Definition.PartKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurringFileTest {
    private static final String SOUND =
            "{category: Duty, title: Gate, starts: 08:00, ends: 08:25, day: Monday, staff: ABC}";

    @TempDir
    private Path folder;

    private RecurringFile.Read read(String text) throws IOException {
        Path file = folder.resolve("duties.yml");
        Files.writeString(file, text);
        return RecurringFile.read(file, "duties.yml");
    }

    @Test
    void aDefinitionHasWhatIsSaidAroundIt() throws IOException {
        RecurringFile.Read read = read(
                "- category: Duty\n  staff: [ABC, DEF]\n  week: \" \"\n  list:\n  - title: Gate\n    starts: 8:00\n"
                        + "    day: [mon, Friday]\n    occurrence: [first, last]\n    staff: GHI\n- {category: Trip, title: Out, starts: all_day, day: Sat,"
                        + " property: Gap, greyed: yes}\n");

        assertThat(read.faults()).isEmpty();
        assertThat(read.definitions()).hasSize(2);
        Definition gate = read.definitions().get(0);
        assertThat(gate.parts())
                .containsExactly(
                        new Part(PartKind.STAFF, "ABC"),
                        new Part(PartKind.STAFF, "DEF"),
                        new Part(PartKind.STAFF, "GHI"));
        assertThat(gate.days()).containsExactlyInAnyOrder(1, 5);
        assertThat(gate.occurrences()).containsExactlyInAnyOrder(Occurrence.FIRST, Occurrence.LAST);
        assertThat(gate.weeks()).isEqualTo(" ");
        assertThat(gate.ends()).isEqualTo(LocalTime.of(8, 0));
        assertThat(gate.line()).isEqualTo(5);
        assertThat(read.definitions().get(1).key()).isEqualTo("duties.yml: Trip Out all day");
        assertThat(read.definitions().get(1).greyed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Monday,Mond4y,day", "Monday,[],day", "ABC,'\"\"',staff", "day: Monday,'day: Monday, week: C',week"})
    void aDefinitionThatIsWrongIsKnownByItsKey(String from, String to, String field) throws IOException {
        RecurringFile.Read read = read(SOUND.replace(from, to));

        assertThat(read.definitions()).isEmpty();
        assertThat(read.faults()).extracting(Fault::field).contains(field);
        if (!read.broken()) {
            assertThat(read.frozen()).containsExactly("duties.yml: Duty Gate 08:00-08:25");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "title: Gate,tilte: Gate",
        "starts: 08:00,starts: morning",
        "'category: Duty, ',''",
        "day: Monday,'day: Monday, day: Tuesday'"
    })
    void withoutAKeyTheWholeFileIsBroken(String from, String to) throws IOException {
        RecurringFile.Read read = read(SOUND.replace(from, to));

        assertThat(read.broken()).isTrue();
        assertThat(read.faults()).isNotEmpty().allMatch(fault -> fault.at().line() == 1);
    }

    @Test
    void partsThatReferToOthersAreRefused() throws IOException {
        assertThat(read("a: &a [" + SOUND + "]\nb: *a\nc: *a\n").broken()).isTrue();
        assertThat(read("a: &a [*a]").broken()).isTrue();
        assertThat(read("[".repeat(5_000)).broken()).isTrue();
        assertThat(read("!!javax.script.ScriptEngineManager [x]").broken()).isTrue();
        assertThat(read("").definitions()).isEmpty();
    }

    @Test
    void whatIsNoYamlIsToldInOurOwnWordsWithItsPlace() throws IOException {
        assertThat(read("- {title: !x!y Gate}\n").faults())
                .extracting(Fault::sentence)
                .singleElement()
                .asString()
                .startsWith("duties.yml, line 1, column 11: found a type (!), expected a value without a type");
        assertThat(read("title: Gate\n\tday: Monday\n").faults())
                .extracting(Fault::sentence)
                .singleElement()
                .asString()
                .startsWith(
                        "duties.yml, line 2, column 1: found a tabulator at the beginning of a line, expected spaces");
        assertThat(read("a: &x [b]\nc: *x\n").faults())
                .extracting(Fault::sentence)
                .singleElement()
                .asString()
                .contains("parts that refer to others");
    }
}
