package io.waybill.lino.migration;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.PlainText;
import io.waybill.format.yaml.MappingFile;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.rule.Rule;
import io.waybill.lino.migration.rule.RuleFaults;
import io.waybill.lino.migration.rule.StepText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A step of a migration: the rules that lead from one version of an application to another one.
 *
 * @param text of its file
 * @param application whose versions these are
 * @param from the version that it starts from
 * @param to the version that it leads to
 * @param rules in the order in which they work
 */
public record MigrationStep(StepText text, String application, SiteVersion from, SiteVersion to, List<Rule> rules) {
    public MigrationStep {
        requireNonNull(text, "text");
        requireNonNull(application, "application");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        rules = List.copyOf(rules);
    }

    /**
     * Reads a step file and compiles its expressions.
     *
     * @throws IllegalArgumentException when it cannot be read, or is no step file; with file, line and what is known there, a line for each
     *     rule that is not understood, and for the faults of the others
     * @throws BrokenFileException with all faults of its expressions and versions
     */
    public static MigrationStep read(Path file) {
        List<String> misfits = new ArrayList<>();
        StepFile said = new MappingFile(file).read(StepFile.class, misfits::add);
        // Whoever starts Waybill reads where the file is, as in all settings; whoever drops a dump, which step it was.
        String content = content(file);
        StepText text = new StepText(file.toString(), content);
        Faults faults = new Faults();
        version(said.from(), text, faults);
        version(said.to(), text, faults);
        SiteVersion from = SiteVersion.of(said.from().text());
        SiteVersion to = SiteVersion.of(said.to().text());
        if (from.equals(to)) {
            faults.add(Fault.ofFile(
                    text.place(said.to()),
                    "same-version",
                    to.toString(),
                    "another version than " + from + ", which the step starts from",
                    null));
        }
        for (int i = 0; i < said.rules().size(); i++) {
            Rule rule = said.rules().get(i);
            if (rule != null) {
                faults(text, i, rule, faults).check(rule);
            } else if (misfits.isEmpty()) {
                misfits.add(file + ": found nothing as rule " + (i + 1) + ", expected a rule after each hyphen.");
            }
        }
        if (misfits.isEmpty()) {
            faults.throwIfAny();
            return new MigrationStep(
                    new StepText(file.getFileName().toString(), content), said.application(), from, to, said.rules());
        }
        faults.kept().forEach(fault -> misfits.add(fault.sentence()));
        throw new IllegalArgumentException(String.join("\n", misfits));
    }

    /**
     * A step that nobody has written, because the dump itself says what it does.
     *
     * @param file of the dump that says so
     * @param rules without faults
     */
    public static MigrationStep implied(String file, List<Rule> rules) {
        SiteVersion any = SiteVersion.of("0");
        return new MigrationStep(new StepText(file, ""), "", any, any, rules);
    }

    private static String content(Path file) {
        try {
            return PlainText.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void version(PlacedWord version, StepText text, Faults faults) {
        if (version.text().isBlank()) {
            faults.add(Fault.ofFile(
                    text.place(version),
                    "no-version",
                    "nothing",
                    "a version such as 18.8.0, as the dump names it",
                    null));
        }
    }

    /** Collects the faults of one of its rules. */
    RuleFaults faults(int rule, Faults faults) {
        return faults(text, rule, rules.get(rule), faults);
    }

    private static RuleFaults faults(StepText text, int number, Rule rule, Faults faults) {
        return new RuleFaults(text, "rule " + (number + 1) + " (" + rule.word() + ")", faults);
    }

    /** As people know it: {@code 18.8.0 → 18.11.0}. */
    @Override
    public String toString() {
        return from + " → " + to;
    }
}
