package io.waybill.lino.repair.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.format.BrokenFileException;
import io.waybill.format.yaml.PlacedWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {
    private static final String HEAD = "kind: lino-repair\ndumps: {old: snapshot.zip}\n";

    @TempDir
    Path folder;

    @Test
    void aPlanSaysWhichRowsOfWhichDump() throws IOException {
        RepairPlan plan = read(HEAD + """
                passes:
                  - table: contacts_partner
                    select: {keys: [17, 007], keys-between: [20, 30]}
                    with-parents: true
                  - table: debts_entry
                    select:
                      any:
                        - {column: budget_id, in-target: {table: debts_budget, without: debts_entry.budget_id}}
                        - not: {column: remark, matches: "Miete%"}
                    mode: update-columns
                    columns: [remark]
                remap:
                  contacts_partner: {200708: 4011}
                """);

        assertThat(plan.passes()).hasSize(2);
        RepairPass partners = plan.passes().get(0);
        assertThat(partners.mode()).isEqualTo(RepairPass.Mode.INSERT_MISSING);
        assertThat(partners.withParents()).isTrue();
        assertThat(partners.condition())
                .isEqualTo(new Condition.All(List.of(
                        new Condition.Keys(List.of(word("17", 5, 21), word("007", 5, 25))),
                        new Condition.KeysBetween(word("20", 5, 46), word("30", 5, 50)))));
        assertThat(plan.passes().get(1).condition())
                .isEqualTo(new Condition.Any(List.of(
                        new Condition.InTarget(
                                word("budget_id", 10, 20),
                                word("debts_budget", 10, 50),
                                word("debts_entry.budget_id", 10, 73)),
                        new Condition.Not(new Condition.Matches(word("remark", 11, 25), word("Miete%", 11, 42))))));
        assertThat(plan.remap().get("contacts_partner").get("200708").text()).isEqualTo("4011");
    }

    @Test
    void aPassWithoutAConditionSelectsWhatTheTargetLacks() throws IOException {
        assertThat(read(HEAD + "passes: [{table: a}]").passes().get(0).condition())
                .isEqualTo(new Condition.MissingInTarget(true));
        assertThat(read(HEAD + "passes: [{table: a, mode: report-differences}]")
                        .passes()
                        .get(0)
                        .condition())
                .as("what the target lacks differs from nothing")
                .isEqualTo(new Condition.All(List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pases: [] | plan.yaml, line 3, column 10: field pases: found pases, expected one of dumps, kind, passes, remap, title (did you mean passes?)",
                "passes: [] | plan.yaml: field passes: found nothing, expected a list of passes, each with a table.",
                "passes: [{table: a}, null] | plan.yaml: field passes.2: found nothing, expected a pass with its table after each hyphen.",
                "passes: [{tabel: a}] | field passes.1.tabel: found tabel, expected one of",
                "passes: [{select: {}}] | field passes.1.table: found nothing, expected the name of a table",
                "passes: [{table: [a]}] | field passes.1.table: found something else, expected a word",
                "passes: {table: a} | field passes: found something else, expected a list",
                "passes: [{table: a, mode: overwrite}] | field passes.1.mode: found overwrite, expected one of insert-missing, report-differences, update-columns",
                "passes: [{table: a, mode: update-columns}] | expected columns with mode update-columns, and only with it",
                "passes: [{table: a, mode: update-columns, columns: [b]}] | expected select with mode update-columns: which rows are written, such as {missing-in-target: false}",
                "passes: [{table: a, select: {column: b}}] | field passes.1.select: expected exactly one of is, in, between, is-null, matches and in-target beside column",
                "passes: [{table: a, select: {column: b, is: 1, in: [2]}}] | expected exactly one of is",
                "passes: [{table: a, select: {is: 1}}] | expected exactly one of is",
                "passes: [{table: a, select: {keys: [1, null]}}] | expected keys: values; rows without a value are found by is-null",
                "passes: [{table: a, select: {keys-between: [1]}}] | expected keys-between: two values, [from, to]",
                "passes: [{table: a, select: {any: []}}] | expected at least one clause in any",
                "passes: [{table: a, select: {column: b, in-target: {table: c, without: d}}}] | expected without: a table and its column, such as debts_entry.budget_id",
                "passes: [{table: a, with-parents: perhaps}] | field passes.1.with-parents: found something else, expected true or false",
                "passes: [{table: a, dump: odl}] | plan.yaml, line 3, column 27: field dump: found odl, expected one of the plan's dumps: old.",
                "passes: [{table: a, select: {missing-in: new}}] | line 3, column 42: field dump: found new, expected one of the plan's dumps: old.",
                "passes: [{table: a] | plan.yaml, line 3, column 19: found values in { } that do not go on as such",
            })
    void whatIsWrongIsNamedWithItsPlace(String passes, String message) {
        assertThatThrownBy(() -> read(HEAD + passes))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void allUnknownDumpsAreNamedInOneRun() {
        assertThatThrownBy(() -> read(
                        "kind: lino-repair\ndumps: {a: a.zip, b: b.zip}\npasses: [{table: x}, {table: y, dump: c}]"))
                .isInstanceOfSatisfying(
                        BrokenFileException.class,
                        broken -> assertThat(broken.faults())
                                .extracting(fault -> fault.rule())
                                .containsExactly("which-dump", "unknown-dump"));
    }

    @Test
    void aPassThatIsNotUnderstoodDoesNotHideTheOthers() {
        assertThatThrownBy(() -> read(HEAD + """
                        passes:
                          - {table: a, mode: overwrite}
                          - {table: b}
                          - {tabel: c}
                          - {table: d, select: {column: e}}
                        titel: x
                        """))
                .isInstanceOfSatisfying(
                        BrokenFileException.class,
                        broken -> assertThat(broken.faults())
                                .extracting(fault -> fault.at().line() + " " + fault.field())
                                .containsExactly(
                                        "4 passes.1.mode", "6 passes.3.tabel", "7 passes.4.select", "8 titel"));
    }

    @Test
    void anotherFileIsNotTakenForAPlan() {
        assertThatThrownBy(() -> read("kind: tables\ndumps: {a: a.zip}\npasses: [{table: x}]"))
                .hasMessageContaining("expected kind: lino-repair at the beginning of a plan");
        assertThatThrownBy(() -> read("")).isInstanceOf(BrokenFileException.class);
    }

    @Test
    void deepNestingIsAnAnswerAndNotACrash() {
        String deep = "{not: ".repeat(50_000);
        assertThatThrownBy(() -> read(HEAD + "passes: [{table: a, select: " + deep))
                .isInstanceOf(BrokenFileException.class);
    }

    private static PlacedWord word(String text, int line, int column) {
        return new PlacedWord(text, line, column);
    }

    private RepairPlan read(String text) throws IOException {
        Path file = folder.resolve("7");
        Files.writeString(file, text);
        return new PlanFile(file, "plan.yaml").read();
    }
}
