package io.waybill.school.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatedGroupTest {
    private static final LocalDate FIRST = LocalDate.parse("2016-09-01");
    /** A day between those on which the recorded groups begin and end. */
    private static final LocalDate TODAY = LocalDate.parse("2016-09-15");
    /** Its result follows from a stored flag, which is there no more: the group has members until that day, and is current until then. */
    private static final String FLAG_ONLY = "27";
    /** Breaks off instead of cutting. */
    private static final String BREAKS_OFF = "35";

    /** What the original program did: number, title, group, operations, results, group and rows afterwards. */
    record Recorded(
            String number,
            String title,
            String first,
            String last,
            String steps,
            String results,
            String group,
            String rows) {
        @Override
        public String toString() {
            return number + " " + title;
        }
    }

    static Stream<Recorded> recorded() {
        try (var in = DatedGroupTest.class.getResourceAsStream("/io/waybill/school/membership_operations.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .skip(1)
                            .map(line -> line.split("\t", -1))
                            .map(cell -> new Recorded(
                                    cell[0], cell[1], cell[2], cell[3], cell[4], cell[5], cell[6], cell[7]))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Recorded> recordedOnesThatEnd() {
        return recorded().filter(each -> !each.number.equals(BREAKS_OFF));
    }

    @ParameterizedTest
    @MethodSource("recordedOnesThatEnd")
    void singleChangesAreThoseOfTheOriginalProgram(Recorded recorded) {
        List<String> results = new ArrayList<>();
        DatedGroup group = played(recorded, results);

        assertThat(String.join("; ", results)).isEqualTo(recorded.results);
        assertThat(rows(group)).isEqualTo(recorded.rows);
        if (recorded.group.equals("destroyed")) {
            assertThat(group.withdrawn()).isTrue();
        } else {
            boolean current = group.isCurrentOn(TODAY) && !recorded.number.equals(FLAG_ONLY);
            assertThat(group.during() + " current=" + current).isEqualTo(recorded.group);
        }
    }

    @Test
    void whatBeginsAfterTheEndOfItsGroupIsWithdrawnInsteadOfBreakingOff() {
        Recorded recorded = recorded()
                .filter(each -> each.number.equals(BREAKS_OFF))
                .findFirst()
                .orElseThrow();

        DatedGroup group = played(recorded, new ArrayList<>());

        assertThat(group.during()).hasToString("2016-09-01..2016-10-14");
        assertThat(rows(group)).isEmpty();
    }

    @Test
    void nobodyIsLeftBeyondTheEndOfAGroup() {
        DatedGroup group = DatedGroup.of(Days.from(FIRST))
                .with("A", List.of(row(1, "2016-10-20", null)))
                .with("B", List.of(row(2, "2016-09-05", null)))
                .ceased(LocalDate.parse("2016-10-01"));

        assertThat(rows(group)).isEqualTo("B 2016-09-05..2016-09-30");
        assertThat(group.memberships().get("A")).singleElement().matches(Membership::withdrawn);
    }

    @Test
    void whoLeavesAndReturnsAsOfTheSameDayKeepsTheRow() {
        DatedGroup before = DatedGroup.of(Days.from(FIRST)).with("A", List.of(row(1, "2016-09-05", null)));

        DatedGroup gone = before.synchronised(TODAY, Set.of(), Set.of("A"));
        DatedGroup back = gone.synchronised(TODAY, Set.of("A"), Set.of("A"));

        assertThat(rows(gone)).isEqualTo("A 2016-09-05..2016-09-14");
        assertThat(back).isEqualTo(before);
    }

    @Test
    void whoComesAndLeavesAndComesAsOfTheSameDayKeepsTheRow() {
        DatedGroup before = DatedGroup.of(Days.from(FIRST)).with("A", List.of(row(1, "2016-09-15", null)));

        DatedGroup gone = before.synchronised(TODAY, Set.of(), Set.of("A"));
        DatedGroup back = gone.synchronised(TODAY, Set.of("A"), Set.of("A"));

        assertThat(rows(gone)).isEmpty();
        assertThat(back).isEqualTo(before);
    }

    @Test
    void rowsThatMeetBecomeOne() {
        DatedGroup group = DatedGroup.of(Days.from(FIRST))
                .with("A", List.of(row(1, "2016-09-05", "2016-09-14"), row(2, "2016-09-20", null)))
                .synchronised(TODAY, Set.of("A"), Set.of("A"));

        assertThat(rows(group)).isEqualTo("A 2016-09-05..");
        assertThat(group.memberships().get("A"))
                .extracting(Membership::withdrawn)
                .containsExactly(false, true);
    }

    @Test
    void guestsStay() {
        DatedGroup group = DatedGroup.of(Days.from(FIRST))
                .with("guest", List.of(row(1, "2016-09-05", null)))
                .synchronised(TODAY, Set.of(), Set.of("A"));

        assertThat(rows(group)).isEqualTo("guest 2016-09-05..");
    }

    @Test
    void aGroupThatHasEndedIsLeftAlone() {
        DatedGroup group = DatedGroup.of(new Days(FIRST, LocalDate.parse("2016-09-14")));

        assertThat(group.synchronised(TODAY, Set.of("A"), Set.of("A"))).isSameAs(group);
    }

    @Test
    void anInclusionLastsUntilALaterExclusionBegins() {
        DatedGroup group = DatedGroup.of(Days.from(FIRST))
                .excluded("A", LocalDate.parse("2016-10-01"))
                .added("A", TODAY);

        assertThat(rows(group)).isEqualTo("A 2016-09-15..2016-09-30; A(excluded) 2016-10-01..");
    }

    private static Membership row(long id, String first, String last) {
        return new Membership(
                id, new Days(LocalDate.parse(first), last == null ? null : LocalDate.parse(last)), false, false);
    }

    private static DatedGroup played(Recorded recorded, List<String> results) {
        DatedGroup group = DatedGroup.of(new Days(
                LocalDate.parse(recorded.first), recorded.last.isEmpty() ? null : LocalDate.parse(recorded.last)));
        for (String step : recorded.steps.split("; ")) {
            String[] word = step.split(" ");
            DatedGroup after = played(group, word);
            results.add(word[0].equals("add") ? String.valueOf(!after.equals(group)) : "-");
            group = after;
        }
        return group;
    }

    private static DatedGroup played(DatedGroup group, String... word) {
        LocalDate day = word.length > 1 ? LocalDate.parse(word[word.length - 1]) : null;
        return switch (word[0]) {
            case "add" -> group.added(word[1], day);
            case "remove" -> group.removed(word[1], day);
            case "outcast" -> group.excluded(word[1], day);
            case "unoutcast" -> group.readmitted(word[1], day);
            case "cease" -> group.ceased(day);
            case "reincarnate" -> group.reincarnated();
            case "set_start" -> group.moved(new Days(day, group.during().last()));
            case "set_end" -> group.moved(new Days(group.during().first(), day));
            case "trim" -> group.trimmed();
            default -> throw new IllegalArgumentException(Arrays.toString(word));
        };
    }

    /** The valid rows, as the recorded ones are written. */
    static String rows(DatedGroup group) {
        return group.memberships().entrySet().stream()
                .flatMap(member -> member.getValue().stream()
                        .filter(row -> !row.withdrawn())
                        .sorted((one, other) ->
                                one.during().first().compareTo(other.during().first()))
                        .map(row -> member.getKey() + (row.excluded() ? "(excluded)" : "") + " " + row.during()))
                .collect(Collectors.joining("; "));
    }
}
