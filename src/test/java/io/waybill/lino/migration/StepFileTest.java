package io.waybill.lino.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.lino.migration.rule.Rule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a step file is reported with file, line and column, all at once. */
class StepFileTest {
    @TempDir
    Path folder;

    private MigrationStep read(String... rules) throws IOException {
        return MigrationStep.read(
                Files.writeString(folder.resolve("shelf-2.yaml"), SampleMigration.yaml("18.8.0", "18.11.0", rules)));
    }

    private List<String> faults(String... rules) throws IOException {
        try {
            read(rules);
            return List.of();
        } catch (BrokenFileException e) {
            String where = folder + File.separator;
            return e.faults().stream()
                    .map(fault -> {
                        assertThat(fault.sentence()).startsWith(where);
                        return fault.sentence().substring(where.length());
                    })
                    .toList();
        }
    }

    @Test
    void allExpressionsThatAreNotUnderstoodAreToldWithLineAndColumn() throws IOException {
        assertThat(faults(
                        "- change-table: {table: a, set: {x: 'dc ? -amount', y: 'b = 2'}}",
                        "- skip-rows:",
                        "    table: a",
                        "    where: \"name == 'A' or\"",
                        "- change-table:",
                        "    table: a",
                        "    set:",
                        "      x: |",
                        "        coalesce(a,",
                        "          b c)",
                        "      y: a +",
                        "         (b * d",
                        "      z: 'it''s + '"))
                .containsExactly(
                        "shelf-2.yaml, line 5, column 50: rule 1 (change-table), found the end, expected a colon and what holds"
                                + " otherwise.",
                        "shelf-2.yaml, line 5, column 59: rule 1 (change-table), found =, expected == for a comparison.",
                        "shelf-2.yaml, line 8, column 27: rule 2 (skip-rows), found the end, expected a column, a number, a"
                                + " 'text' or a function.",
                        "shelf-2.yaml, line 14, column 13: rule 3 (change-table), found c, expected a comma or a closing"
                                + " bracket.",
                        "shelf-2.yaml, line 16, column 16: rule 3 (change-table), found the end, expected the bracket that"
                                + " closes the one at character 5.",
                        "shelf-2.yaml, line 17, column 13: rule 3 (change-table), found ' without its partner, expected the"
                                + " same sign once more, where the text ends.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - chnge-table: {table: a}                  | line 5: rules.1: 'chnge-table' is unknown (did you mean change-table?); expected one of add-rows, change-keys,
            - change-table: {table: a, dorp: [b]}      | line 5: dorp is unknown here (did you mean drop?); expected one of drop, map, rename, set, table, where
            - change-table: {drop: [a]}                | line 5: rules.1.table is missing
            - change-table: {table: a, drop: b}        | line 5: rules.1.drop: expected a list
            - change-table: {table: [a]}               | line 5: rules.1.table: expected a single value
            - change-table: {table: a, set: [b]}       | line 5: rules.1.set: expected names, each with a colon and its value
            - skip                                     | line 5: rules.1: expected exactly one of add-rows,
            - make-rows: {from: a, into: b, keep: no!} | line 5: rules.1.keep: expected true or false
            - compute-column: {table: a, column: b, from: c, by: d, take: mean} | line 5: rules.1.take: 'mean' is unknown; expected one of count, sum, least, greatest
            - change-table: {table: a, table: b}       | line 5: found the name 'table' twice; expected each name once
            - change-table: {table: a, set: {b: c ? d : e}} | line 5, column 39: this is no YAML: found values in { } that do not go on as such; expected a comma or }; a text with signs
            """)
    void aFileThatIsNoStepFileIsToldWithItsLine(String rule, String message) {
        assertThatThrownBy(() -> read(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(folder.resolve("shelf-2.yaml").toString())
                .hasMessageContaining(message);
    }

    @Test
    void aRuleThatIsNotUnderstoodDoesNotHideWhatIsWrongWithTheOthers() {
        assertThatThrownBy(() -> read(
                        "- change-table: {table: a, map: {x: {values: {1: 2}, others: delete}}, drop: [b]}",
                        "- skip-rows: {table: a, where: 'b ='}",
                        "- change-keys: {table: a, shift: [1, {b: c}]}",
                        "- skip-rows: {table: a}",
                        "- just",
                        "- [skip-rows, {table: a}]",
                        "- frobnicate: {table: {x: [y]}, z: 1}",
                        "- move-column: {column: a}",
                        "- fill-later: {table: a, columns: {b: 'upper('}, by: x}"))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> assertThat(thrown.getMessage().lines())
                        .satisfiesExactly(
                                each -> assertThat(each).contains("line 5: rules.1.map.x.others: 'delete' is unknown"),
                                each -> assertThat(each).contains("line 7: rules.3.shift: expected a single value"),
                                each -> assertThat(each).contains("line 9: rules.5: expected exactly one of"),
                                each -> assertThat(each).contains("line 10: rules.6: expected exactly one of"),
                                each -> assertThat(each).contains("line 11: rules.7: 'frobnicate' is unknown"),
                                each -> assertThat(each).contains("line 12: rules.8.", "is missing"),
                                each -> assertThat(each)
                                        .startsWith(folder.resolve("shelf-2.yaml")
                                                + ", line 6, column 35: rule 2 (skip-rows)"),
                                each -> assertThat(each)
                                        .startsWith(folder.resolve("shelf-2.yaml") + ", line 13")
                                        .contains("rule 9 (fill-later)")));
    }

    @Test
    void rulesAreCheckedAgainstTheTablesThatEachOfThemFindsBeforeAnyRow() {
        SampleMigration sample = new SampleMigration()
                .table("contacts_partner", "contacts.Partner", "id", "name", "city")
                .child(
                        "contacts_person",
                        "contacts.Person",
                        "partner_ptr_id",
                        "contacts.Partner",
                        "partner_ptr_id",
                        "title")
                .step(
                        "- change-table: {table: contacts_parner, drop: [x]}",
                        "- change-table: {table: contacts_partner, drop: [citty], rename: {name: id}, set: {name: \"naem + 'x'\"}}",
                        "- change-table: {table: contacts_person, drop: [partner_ptr_id]}",
                        "- move-table: {table: contacts_partner, to: contacts_person}",
                        "- skip-rows: {table: contacts_partner}",
                        "- change-keys: {table: contacts_person, shift: 5}",
                        "- change-keys: {table: contacts_partner, shift: 5, keys: {1: 2}}",
                        "- make-rows: {from: contacts_partner, into: votes_vote, set: {id: id}}",
                        "- drop-application: {application: contact}",
                        "- change-languages: {drop: [fr]}")
                .step(
                        "- change-table: {table: contacts_person, drop: [title]}",
                        "- change-table: {table: contacts_person, drop: [title]}");
        assertThatThrownBy(sample::migration)
                .isInstanceOfSatisfying(
                        BrokenFileException.class,
                        broken -> assertThat(broken.faults().stream().map(Fault::sentence))
                                .satisfiesExactly(
                                        each -> assertThat(each)
                                                .isEqualTo(
                                                        "step.yaml, line 5, column 25: rule 1 (change-table), found contacts_parner,"
                                                                + " expected a table that the dump has at this point (did you mean"
                                                                + " contacts_partner?)."),
                                        each -> assertThat(each)
                                                .startsWith(
                                                        "step.yaml, line 6, column 91: rule 2 (change-table), found naem, expected a"
                                                                + " column that contacts_partner has at this point (did you mean name?)."),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 6, column 50")
                                                .contains("found citty", "did you mean city?"),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 6, column 73")
                                                .contains("found id", "a name that contacts_partner does not have yet"),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 7,")
                                                .contains("detach-model"),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 8,")
                                                .contains("make-rows with keep: false"),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 9,")
                                                .contains("contacts_partner, which contacts_person extend"),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 10,")
                                                .contains("the table at the top"),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 11,")
                                                .contains("one of shift, after and keys"),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 12,")
                                                .contains("model: with the model of a new one"),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 13,")
                                                .contains("found contact,", "did you mean contacts?"),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 14,")
                                                .contains("found fr", "en, de"),
                                        each -> assertThat(each)
                                                .startsWith("step.yaml, line 6,")
                                                .contains("found title")));
    }

    @Test
    void whatCanWorkForNoRowIsToldWhenTheFileIsRead() throws IOException {
        assertThat(faults(
                        "- add-rows: {table: a_b, rows: [{id: 1 / 0}]}",
                        "- skip-rows: {table: a_b, where: \"id > 1 and day < date('2020-13-01')\"}",
                        "- skip-rows: {table: a_b, where: \"'left'\"}",
                        "- change-table: {table: a_b, set: {x: '1'}, where: \"id + 1\"}",
                        "- look-up: {table: a_b, column: c, in: d_e, by: {name: x}, where: \"concat(x)\"}"))
                .containsExactly(
                        "shelf-2.yaml, line 5, column 40: rule 1 (add-rows), found 1 / 0, expected a divisor other than 0.",
                        "shelf-2.yaml, line 6, column 52: rule 2 (skip-rows), found 2020-13-01, expected a date that exists,"
                                + " such as 2019-03-01.",
                        "shelf-2.yaml, line 7, column 35: rule 3 (skip-rows), found a text, expected a condition, which holds for"
                                + " a row or does not.",
                        "shelf-2.yaml, line 9, column 68: rule 5 (look-up), found a text, expected a condition, which holds for a"
                                + " row or does not.");
    }

    @Test
    void whatAColumnCannotBeIsToldBeforeAnyRow() {
        SampleMigration sample = new SampleMigration()
                .table("countries_place", "countries.Place", "id", "name*", "zip")
                .step(
                        "- change-table: {table: countries_place, set: {zip: \"zip == '' ? upper(name) : zip\"}}",
                        "- change-table: {table: countries_place, set: {zip: \"language(zip, 'de') + '!'\"}}",
                        "- change-table: {table: countries_place, set: {zip: \"language(name, 'fr')\"}}",
                        "- change-table: {table: countries_place, set: {zip: \"language(name, 'de')\", name: \"coalesce(name, name)\"}}",
                        "- add-rows: {table: countries_place, rows: [{id: \"1\", zip: name}]}");
        assertThatThrownBy(sample::migration)
                .isInstanceOfSatisfying(
                        BrokenFileException.class,
                        broken -> assertThat(broken.faults().stream().map(Fault::sentence))
                                .containsExactly(
                                        "step.yaml, line 5, column 72: rule 1 (change-table), found name, a text in several languages,"
                                                + " expected one value, such as language(name, 'en').",
                                        "step.yaml, line 6, column 63: rule 2 (change-table), found zip, expected a text in several"
                                                + " languages.",
                                        "step.yaml, line 7, column 63: rule 3 (change-table), found fr of name, expected a language that"
                                                + " the dump has at this point: en, de.",
                                        "step.yaml, line 9, column 60: rule 5 (add-rows), found name, expected a constant: there is no"
                                                + " row yet whose columns could be read."));
    }

    @Test
    void aStepFileOfBracketsIsRefusedAtOnce() throws IOException {
        for (String opening : new String[] {"[", "{a: ", "- "}) {
            Path file = Files.writeString(folder.resolve("a.yaml"), "rules: " + opening.repeat(300_000));
            assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> assertThatThrownBy(() -> MigrationStep.read(file))
                            .isInstanceOf(IllegalArgumentException.class));
        }
    }

    @Test
    void versionsHaveToDiffer() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.yaml"), "application: shelf\nfrom: 2017.02.0\nto: 2017.2\nrules: []\n");
        assertThatThrownBy(() -> MigrationStep.read(file))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining(
                        "a.yaml, line 3, column 5: found 2017.2, expected another version than 2017.02.0");
    }

    @Test
    void allFaultsOfAllFilesAreToldInOneRun() throws IOException {
        Files.writeString(
                folder.resolve("a.yaml"), SampleMigration.yaml("1", "2", "- skip-rows: {table: a, where: 'b ='}"));
        Files.writeString(folder.resolve("b.yaml"), SampleMigration.yaml("1", "2", "- skip-row: {table: a}"));
        Files.writeString(folder.resolve("c.yaml"), SampleMigration.yaml("2", "3", "- skip-rows: {table: a}"));
        Files.writeString(folder.resolve("d.yaml"), SampleMigration.yaml("02", "3.0", "- skip-rows: {table: b}"));
        Files.writeString(folder.resolve("readme.txt"), "nothing");
        assertThatThrownBy(() -> MigrationSteps.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "a.yaml, line 5, column 35",
                        "b.yaml, line 5: rules.1: 'skip-row' is unknown",
                        "d.yaml: found the step 02 → 3.0",
                        "c.yaml has the same one");
        assertThat(MigrationSteps.read(folder.resolve("none")).all()).isEmpty();
    }

    @Test
    void theExampleBesideTheSettingsIsAStepUnderANameThatIsOne() throws IOException {
        Path beside = Path.of("config", "lino", "migrations");
        assertThat(MigrationSteps.read(beside).all()).isEmpty();
        Files.copy(beside.resolve("example.yaml.sample"), folder.resolve("own.yaml"));
        assertThat(MigrationSteps.read(folder).all()).hasToString("[18.12.0 → 19.1.0]");
    }

    @Test
    void theExamplesOfTheDocumentationAreStepFiles() throws IOException {
        String page = Files.readString(Path.of("docs", "lino-migrations.md"));
        Matcher examples = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page);
        Set<String> rules = new TreeSet<>();
        while (examples.find()) {
            String example = examples.group(1);
            Path file = Files.writeString(
                    folder.resolve("example.yaml"),
                    example.startsWith("application:") ? example : SampleMigration.yaml("1", "2", example));
            MigrationStep.read(file)
                    .rules()
                    .forEach(rule -> rules.add(rule.getClass().getSimpleName()));
        }
        assertThat(rules)
                .containsExactlyElementsOf(Arrays.stream(Rule.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .sorted()
                        .toList());
    }
}
