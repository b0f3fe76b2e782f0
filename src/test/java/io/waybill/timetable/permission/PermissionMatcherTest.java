package io.waybill.timetable.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.format.csv.CsvRow;
import io.waybill.match.Candidate;
import io.waybill.match.Decision;
import io.waybill.match.Decisions;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.Renames;
import io.waybill.model.Notice;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import io.waybill.timetable.SubjectRule;
import io.waybill.timetable.SubjectTypes;
import io.waybill.timetable.UserRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionMatcherTest {
    private static final List<ReferenceEntry> THINGS = List.of(
            thing(1, "tripos", "", null),
            thing(2, "tripos/asnac", "tripos", "1"),
            thing(3, "tripos/asnac/I", "part", "2"),
            thing(4, "tripos/asnac/I/old-norse", "module", "3"),
            thing(5, "tripos/nst", "tripos", "1"),
            thing(6, "tripos/nst/IA", "part", "5"),
            thing(7, "tripos/nst/IA/chem", "subject", "6"),
            thing(8, "tripos/nst/IA/chem/practicals", "module", "7"),
            thing(9, "tripos/econ/mphil ", "Part", "10"),
            thing(10, "tripos/econ", "Tripos", "1"),
            thing(11, "user", "", null));

    private final SubjectRule subjects = new SubjectRule(THINGS, SubjectTypes.STANDARD);

    @Test
    void aRowWhoseSubjectIsThereIsAGrant() {
        MatchedPermissions matched = match("tripos/asnac/I|user/a|{}", "tripos/nst/IA/chem|user/b|");

        assertThat(matched.grants())
                .containsExactly(
                        new Grant(1, "3", "tripos/asnac/I", "user/a", "{}"),
                        new Grant(2, "7", "tripos/nst/IA/chem", "user/b", ""));
        assertThat(matched.rejected()).isEmpty();
        assertThat(matched.notices()).isEmpty();
        assertThat(matched.answered())
                .containsExactly(
                        new AnsweredRow(List.of("tripos/asnac/I", "user/a"), null, false),
                        new AnsweredRow(List.of("tripos/nst/IA/chem", "user/b"), null, false));
    }

    @Test
    void aRowWhoseSubjectIsNotThereIsRejectedWithCandidates() {
        RejectedRow rejected = match("tripos/asnc/I|user/a|d").rejected().get(0);

        assertThat(rejected.rule()).isEqualTo("subject-not-found");
        assertThat(rejected.reason()).isEqualTo("The subject is not in the reference data.");
        assertThat(rejected.header()).containsExactly("subject", "user", "data");
        assertThat(rejected.cells()).containsExactly("tripos/asnc/I", "user/a", "d");
        assertThat(rejected.keyCells()).containsExactly("tripos/asnc/I", "user/a");
        assertThat(rejected.at().toString()).isEqualTo("perms.csv, line 1");
        assertThat(rejected.candidates().get(0))
                .isEqualTo(new Candidate("tripos/asnac/I", 0.86, "one letter differs: asnac instead of asnc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hwtb2",
                "user/",
                "''",
                "user/a/b",
                "User/x9",
                "user",
                "users/x",
                "user/aaaaaaaaaabbbbbbbbbbccccccccccddd"
            })
    void aUserPathOfAnotherFormIsRejected(String user) {
        MatchedPermissions matched = match("tripos/asnac/I|" + user.replace("''", "") + "|");

        assertThat(matched.grants()).isEmpty();
        assertThat(matched.rejected()).singleElement().satisfies(row -> {
            assertThat(row.rule()).isEqualTo("user-path");
            assertThat(row.reason()).isEqualTo("The user is not user/<name>, one level, a name of 1 to 32 characters.");
        });
    }

    @ParameterizedTest
    @CsvSource({"hwtb2, user/hwtb2", "User/x9, user/x9"})
    void aUserPathThatIsNearlyRightHasACandidateAndCanBeDecided(String found, String meant) {
        assertThat(match("tripos/asnac/I|" + found + "|").rejected().get(0).candidates())
                .extracting(Candidate::value)
                .containsExactly(meant);

        MatchedPermissions decided = matchReturned(new PermissionRow(2, "tripos/asnac/I", found, "", 5L, meant));

        assertThat(decided.grants()).containsExactly(new Grant(2, "3", "tripos/asnac/I", meant, ""));
        assertThat(decided.decisions()).containsExactly(new Decision(List.of("tripos/asnac/I", found), meant));
    }

    @Test
    void aUserNameOfThirtyTwoCharactersIsRight() {
        assertThat(match("tripos/asnac/I|user/" + "x".repeat(32) + "|").grants())
                .hasSize(1);
    }

    @Test
    void aDecisionInTheFileIsFollowedAndRemembered() {
        MatchedPermissions matched = matchReturned(
                new PermissionRow(2, "tripos/asnc/I", "user/a", "", 5L, "tripos/asnac/I"),
                new PermissionRow(3, "tripos/gone", "user/a", "", 6L, "Drop"),
                new PermissionRow(4, "tripos/econ/mphil", "user/a", "", 7L, "tripos/econ/mphil"));

        assertThat(matched.grants())
                .extracting(Grant::subjectPath)
                .containsExactly("tripos/asnac/I", "tripos/econ/mphil ");
        assertThat(matched.filtered()).isEqualTo(1);
        assertThat(matched.answered())
                .containsExactly(
                        new AnsweredRow(List.of("tripos/asnc/I", "user/a"), 5L, false),
                        new AnsweredRow(List.of("tripos/gone", "user/a"), 6L, true),
                        new AnsweredRow(List.of("tripos/econ/mphil", "user/a"), 7L, false));
        assertThat(matched.decisions())
                .containsExactly(
                        new Decision(List.of("tripos/asnc/I", "user/a"), "tripos/asnac/I"),
                        new Decision(List.of("tripos/gone", "user/a"), "drop"),
                        new Decision(List.of("tripos/econ/mphil", "user/a"), "tripos/econ/mphil"));
        assertThat(matched.notices()).extracting(Notice::rule).containsExactly("dropped-by-decision");
    }

    @Test
    void aDecisionForWhatIsNotThereIsRejectedAndNotRemembered() {
        MatchedPermissions matched =
                matchReturned(new PermissionRow(2, "tripos/asnc/I", "user/a", "", 5L, "tripos/asnac/IX"));

        assertThat(matched.decisions()).isEmpty();
        assertThat(matched.rejected()).singleElement().satisfies(row -> {
            assertThat(row.rule()).isEqualTo("decision-not-found");
            assertThat(row.returned()).isEqualTo(5L);
            assertThat(row.candidates()).extracting(Candidate::value).contains("tripos/asnac/I");
        });
    }

    @Test
    void whatWasDecidedBeforeIsAppliedToTheSameRow() {
        Decisions before = Decisions.of(List.of(
                new Decision(List.of("tripos/asnc/I", "user/a"), "tripos/asnac/I"),
                new Decision(List.of("tripos/nst/IA/chem", "user/a"), "drop"),
                new Decision(List.of("tripos/asnac/I", "user/c"), "tripos/nst/IA/chem")));

        MatchedPermissions matched = new PermissionMatcher(
                        PermissionMatcher.index(THINGS, subjects), subjects, before, Renames.NONE, UserRule.STANDARD)
                .match(
                        "perms.csv",
                        rows(
                                "tripos/asnc/I|user/a|",
                                "tripos/asnc/I|user/b|",
                                "tripos/nst/IA/chem|user/a|",
                                "tripos/asnac/I|user/c|"));

        assertThat(matched.grants())
                .containsExactly(
                        new Grant(1, "3", "tripos/asnac/I", "user/a", ""),
                        new Grant(4, "3", "tripos/asnac/I", "user/c", ""));
        assertThat(matched.rejected()).extracting(row -> row.at().line()).containsExactly(2L);
        assertThat(matched.decisions()).isEmpty();
        assertThat(matched.notices())
                .extracting(Notice::rule)
                .containsExactly("decided-before", "dropped-as-decided-before", "user-without-grant");
    }

    @Test
    void renamesOfSubtreesAreFollowed() {
        MatchedPermissions matched = new PermissionMatcher(
                        PermissionMatcher.index(THINGS, subjects),
                        subjects,
                        Decisions.NONE,
                        Renames.of(Map.of("tripos/asnc", "tripos/asnac", "tripos/old", "tripos/nowhere")),
                        UserRule.STANDARD)
                .match("perms.csv", rows("tripos/asnc/I|user/a|", "tripos/old/I|user/a|"));

        assertThat(matched.grants()).extracting(Grant::subjectPath).containsExactly("tripos/asnac/I");
        assertThat(matched.rejected().get(0).reason()).contains("tripos/nowhere/I");
        assertThat(matched.notices())
                .containsExactly(new Notice(
                        "renamed-subject", "1 row was delivered to the new path given by the renames (line 1).", 1));
    }

    @Test
    void repeatedRowsAreLeftOutAndCounted() {
        MatchedPermissions matched =
                match("tripos/asnac/I|user/a|", "tripos/asnac/I|user/a|", "tripos/gone|user/a|", "tripos/gone|user/a|");

        assertThat(matched.grants()).hasSize(1);
        assertThat(matched.rejected()).hasSize(1);
        assertThat(matched.filtered()).isEqualTo(2);
        assertThat(matched.read())
                .isEqualTo(matched.grants().size() + matched.rejected().size() + matched.filtered());
        assertThat(matched.notices())
                .containsExactly(new Notice(
                        "duplicate-grant",
                        "2 rows repeat the user and subject of an earlier row and were left out (lines 2, 4).",
                        2));
    }

    @Test
    void anEmptyCellTakesNoDataAway() {
        MatchedPermissions matched = match("tripos/asnac/I|user/a|{\"a\":1}", "tripos/nst/IA/chem|user/a|");

        assertThat(matched.grants()).extracting(Grant::data).containsExactly("{\"a\":1}", "{\"a\":1}");
        assertThat(matched.notices()).isEmpty();
    }

    @Test
    void theLastDataOfAUserCountsAndTheConflictIsTold() {
        MatchedPermissions matched = match(
                "tripos/asnac/I|user/a|\"one\"",
                "tripos/nst/IA/chem|user/a|\"two\"",
                "tripos/asnac/I|user/b|1",
                "tripos/gone|user/b|2");

        assertThat(matched.grants()).extracting(Grant::data).containsExactly("\"two\"", "\"two\"", "2");
        assertThat(matched.notices())
                .containsExactly(new Notice(
                        "conflicting-user-data",
                        "2 users have different user data on different rows; the last row counts"
                                + " (first found on lines 1, 3).",
                        2));
    }

    @Test
    void aGrantOnWhatIsNotASubjectIsDeliveredAndTold() {
        MatchedPermissions matched = match(
                "tripos/nst/IA|user/a|",
                "tripos/nst|user/a|",
                "tripos/asnac/I/old-norse|user/a|",
                "user|user/a|",
                "tripos/asnac/I|user/a|",
                "tripos/econ/mphil |user/a|");

        assertThat(matched.grants()).hasSize(6);
        assertThat(matched.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.rule()).isEqualTo("not-a-subject");
            assertThat(notice.count()).isEqualTo(4);
            assertThat(notice.sentence())
                    .contains("tripos/asnac/I/old-norse (module), tripos/nst (tripos), tripos/nst/IA (part), user")
                    .contains("lines 1, 2, 3, 4");
        });
    }

    @Test
    void aUserWhoseRowsAllFailIsToldByLineAndNotByName() {
        MatchedPermissions matched =
                match("tripos/gone|user/secret1|", "tripos/gone2|user/secret1|", "tripos/asnac/I|user/b|");

        assertThat(matched.notices())
                .containsExactly(new Notice(
                        "user-without-grant",
                        "1 user gets no grant of this file, because none of their rows could be delivered (first found on line 1).",
                        1));
        assertThat(matched.notices().toString()).doesNotContain("secret1");
    }

    @Test
    void aRowWithTooFewColumnsIsRejectedWithItsLine() {
        MatchedPermissions matched = match("tripos/asnac/I|user/a|", "tripos/asnac/I|user/b", "x");

        assertThat(matched.rejected())
                .extracting(RejectedRow::rule, row -> row.at().line(), RejectedRow::reason)
                .containsExactly(
                        tuple("too-few-columns", 2L, "The row has 2 columns, expected subject, user and data."),
                        tuple("too-few-columns", 3L, "The row has 1 column, expected subject, user and data."));
        assertThat(matched.read()).isEqualTo(3);
    }

    @Test
    void theFullNameOfASubjectFindsItUnderAnotherPath() {
        List<ReferenceEntry> things = new ArrayList<>(THINGS);
        things.add(new ReferenceEntry("20", "tripos/asnac/II", "Anglo-Saxon, Part II", "part", "2"));
        SubjectRule rule = new SubjectRule(things, SubjectTypes.STANDARD);

        RejectedRow rejected = new PermissionMatcher(
                        PermissionMatcher.index(things, rule),
                        rule,
                        Decisions.NONE,
                        Renames.NONE,
                        UserRule.STANDARD,
                        path -> "Anglo-Saxon, Part II",
                        path -> false)
                .match("perms.csv", rows("tripos/zzz/second|user/a|"))
                .rejected()
                .get(0);

        assertThat(rejected.candidates().get(0).value()).isEqualTo("tripos/asnac/II");
        assertThat(rejected.candidates().get(0).why()).startsWith("same full name");
    }

    private MatchedPermissions match(String... rows) {
        return matcher().match("perms.csv", rows(rows));
    }

    private MatchedPermissions matchReturned(PermissionRow... rows) {
        return matcher().match("rejects.csv", new PermissionRows(List.of(rows), List.of()));
    }

    private PermissionMatcher matcher() {
        return new PermissionMatcher(
                PermissionMatcher.index(THINGS, subjects), subjects, Decisions.NONE, Renames.NONE, UserRule.STANDARD);
    }

    private static PermissionRows rows(String... rows) {
        List<CsvRow> file = new ArrayList<>();
        for (String row : rows) {
            file.add(new CsvRow(file.size() + 1L, List.of(row.split("\\|", -1))));
        }
        return PermissionRows.of(file);
    }

    private static ReferenceEntry thing(int key, String path, String type, String parent) {
        return new ReferenceEntry(String.valueOf(key), path, "", type, parent);
    }
}
