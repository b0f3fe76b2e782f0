package io.waybill.school.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.BrokenFileException;
import io.waybill.school.SchoolSystem;
import io.waybill.school.group.ExtraGroup.Kind;
import io.waybill.school.group.ExtraGroup.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that files name with their members. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(SchoolSystem.class)
class ExtraGroupsTest {
    @TempDir
    private Path folder;

    private Calendar calendar;

    @BeforeEach
    void open(TestDatabase database) {
        calendar = new Calendar(database);
    }

    @AfterEach
    void close() {
        calendar.close();
    }

    private static ExtraGroup pupils(String name, String... members) {
        return group(name, Kind.PUPIL, members);
    }

    private static ExtraGroup group(String name, Kind kind, String... members) {
        return new ExtraGroup(
                "x.yml",
                name,
                kind,
                Stream.of(members).map(member -> new Member(member, 0)).toList());
    }

    @Test
    void theyAreMadeAndFollowTheFile() {
        assertThat(calendar.extra(
                        "2016-09-05", pupils("Choir", "Pupil A", "Pupil B"), group("Heads", Kind.STAFF, "One")))
                .containsExactly(
                        "\"Choir\" group created.",
                        "2 added to \"Choir\" group.",
                        "\"Heads\" group created.",
                        "1 added to \"Heads\" group.");
        assertThat(calendar.extra("2016-09-15", pupils("Choir", "Pupil B", "Guest"), group("All", Kind.GROUP, "Choir")))
                .containsExactly(
                        "1 removed from \"Choir\" group.",
                        "1 added to \"Choir\" group.",
                        "\"All\" group created.",
                        "1 added to \"All\" group.");
        assertThat(calendar.members())
                .containsEntry("Choir", "A 2016-09-05..2016-09-14; B 2016-09-05..; X 2016-09-15..")
                .containsEntry("All", "group 2016-09-15..")
                .containsKey("Heads");
        assertThat(calendar.extra("2016-09-16", pupils("Choir", "Pupil B", "Guest")))
                .isEmpty();
    }

    @Test
    @DisplayName("W22: a group with a name that means nobody, or several, stays as it is")
    void aGroupWithAnUnclearNameStays() {
        calendar.extra("2016-09-05", pupils("Choir", "Pupil A"));
        calendar.database().run("UPDATE pupils SET name = 'Pupil C' WHERE source_id = 'B'");

        assertThat(calendar.extra(
                        "2016-09-15", pupils("Choir", "Pupil C"), pupils("Band", "Nobody"), pupils("Other", "Pupil D")))
                .containsExactly(
                        "Choir: Pupil C is 2",
                        "Band: Nobody is 0",
                        "\"Other\" group created.",
                        "1 added to \"Other\" group.");
        assertThat(calendar.members()).containsEntry("Choir", "A 2016-09-05..").doesNotContainKey("Band");
    }

    @Test
    void groupsInGroupsAreMadeAtOnceInWhateverOrderTheyAreNamed() {
        assertThat(calendar.extra(
                        "2016-09-05",
                        group("Everybody", Kind.GROUP, "Singers"),
                        group("Singers", Kind.GROUP, "Choir"),
                        pupils("Choir", "Pupil A"),
                        group("Round", Kind.GROUP, "About"),
                        group("About", Kind.GROUP, "Round")))
                .contains("1 added to \"Everybody\" group.", "1 added to \"Singers\" group.")
                .contains("Round: About is 0", "About: Round is 0");
        assertThat(calendar.members())
                .containsOnly(
                        Map.entry("Choir", "A 2016-09-05.."),
                        Map.entry("Singers", "group 2016-09-05.."),
                        Map.entry("Everybody", "group 2016-09-05.."));
    }

    @Test
    void aGroupThatPeopleSayIsMeantMayBeMadeInTheSameDropByWhateverIsNamedLater() {
        calendar.meaning("Singrs", "Singers");
        calendar.meaning("Quoir", "Choir");
        calendar.meaning("Bandd", "Band");

        assertThat(calendar.extra(
                        "2016-09-05",
                        group("Everybody", Kind.GROUP, "Singrs", "Others"),
                        group("Others", Kind.GROUP, "Bandd"),
                        group("Band", Kind.GROUP, "Nobody"),
                        group("Singers", Kind.GROUP, "Quoir"),
                        group("All", Kind.GROUP, "Singrs"),
                        pupils("Choir", "Pupil A")))
                .containsExactlyInAnyOrder(
                        "Band: Nobody is 0",
                        "Others: Bandd is 0",
                        "Everybody: Others is 0",
                        "\"Choir\" group created.",
                        "1 added to \"Choir\" group.",
                        "\"Singers\" group created.",
                        "1 added to \"Singers\" group.",
                        "\"All\" group created.",
                        "1 added to \"All\" group.");
        assertThat(calendar.members())
                .containsOnly(
                        Map.entry("Choir", "A 2016-09-05.."),
                        Map.entry("Singers", "group 2016-09-05.."),
                        Map.entry("All", "group 2016-09-05.."));
    }

    @Test
    void groupsThatMeanEachOtherByWhatPeopleSayStayAsTheyAre() {
        calendar.meaning("x", "One");
        calendar.meaning("y", "Two");

        assertThat(calendar.extra("2016-09-05", group("One", Kind.GROUP, "y"), group("Two", Kind.GROUP, "x")))
                .containsExactly("One: y is 0", "Two: x is 0");
    }

    @ParameterizedTest
    @CsvSource({"extra_staff_groups.yml, STAFF", "Extra_Pupil_Groups.YAML, PUPIL", "extra_groups.yml,", "duties.yml,"})
    void theNameOfAFileSaysWhatItsMembersAre(String name, Kind kind) {
        assertThat(Kind.ofFile(name)).isEqualTo(Optional.ofNullable(kind));
    }

    @Test
    void aGroupThatIsInItselfIsRefusedWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("x.yml"), "A:\n- B\n- A\n");

        assertThatThrownBy(() -> ExtraGroup.read(file, "x.yml", Kind.GROUP)).hasMessageContaining("x.yml, line 3");
    }

    @Test
    void aFileNamesGroupsAndTheirMembers() throws IOException {
        Path file = Files.writeString(folder.resolve("x.yml"), "Choir:\n  - Pupil A\n  - Pupil A\nEmpty: []\n");

        assertThat(ExtraGroup.read(file, "x.yml", Kind.PUPIL))
                .containsExactly(
                        new ExtraGroup("x.yml", "Choir", Kind.PUPIL, List.of(new Member("Pupil A", 2))),
                        pupils("Empty"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Choir: [A, '']",
                "Choir: A",
                "Choir: [A",
                "Choir: [A]\nChoir: [B]",
                "- Choir",
                "Choir: [[A]]",
                "Choir: [A, ~]",
                "Choir: [B, '']"
            })
    void aFileThatIsSomethingElseIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("x.yml"), text);

        assertThatThrownBy(() -> ExtraGroup.read(file, "x.yml", Kind.PUPIL))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("x.yml");
    }
}
