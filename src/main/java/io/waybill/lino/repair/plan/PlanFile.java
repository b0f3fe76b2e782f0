package io.waybill.lino.repair.plan;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.NearestName;
import io.waybill.format.Position;
import io.waybill.format.yaml.MappingFile;
import io.waybill.format.yaml.PlacedWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/** A plan in YAML. */
public final class PlanFile {
    /** Larger than any list of keys that a person writes. */
    private static final long LARGEST = 3_000_000;
    /** Of the names that a message lists. */
    private static final int MOST_LISTED = 12;

    private final Path file;
    private final String name;

    /**
     * Refers to a plan.
     *
     * @param file its path
     * @param name as its owner knows it, for messages
     */
    public PlanFile(Path file, String name) {
        this.file = requireNonNull(file, "file");
        this.name = requireNonNull(name, "name");
    }

    /**
     * Reads it.
     *
     * @throws BrokenFileException when it is no plan; names of dumps that it does not list are collected
     * @throws IOException when the file cannot be read
     */
    public RepairPlan read() throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(name),
                    "plan-too-large",
                    Files.size(file) + " bytes",
                    "at most " + LARGEST + " bytes",
                    "Select rows by a condition instead of a list of keys, or divide the plan."));
        }
        RepairPlan plan = new MappingFile(file, name).readDropped(RepairPlan.class);
        Faults faults = new Faults();
        if (plan.dumps().isEmpty()) {
            faults.add(missing("dumps", "the dump to restore from: {old: snapshot.zip}"));
        }
        if (plan.passes().isEmpty()) {
            faults.add(missing("passes", "a list of passes, each with a table"));
        }
        for (int i = 0; i < plan.passes().size(); i++) {
            RepairPass pass = plan.passes().get(i);
            if (pass == null) {
                faults.add(missing("passes." + (i + 1), "a pass with its table after each hyphen"));
                continue;
            }
            if (pass.table() == null) {
                faults.add(missing("passes." + (i + 1) + ".table", "the name of a table"));
            } else if (pass.dump() != null) {
                requireDump(plan, pass.dump(), faults);
            } else if (plan.dumps().size() > 1) {
                faults.add(new Fault(
                        pass.table().at(name),
                        pass.table().text(),
                        "dump",
                        "which-dump",
                        null,
                        "the name of one of the plan's dumps: "
                                + names(plan.dumps().keySet()),
                        null));
            }
            pass.condition().simple(Condition.InDump.class).forEach(other -> requireDump(plan, other.dump(), faults));
        }
        faults.throwIfAny();
        return plan;
    }

    private Fault missing(String field, String expected) {
        return new Fault(Position.of(name), null, field, "missing-value", "nothing", expected, null);
    }

    private void requireDump(RepairPlan plan, PlacedWord dump, Faults faults) {
        if (!plan.dumps().containsKey(dump.text())) {
            faults.add(unknown(
                    "dump", dump, "one of the plan's dumps", plan.dumps().keySet()));
        }
    }

    /**
     * What is wrong with a name that nothing has.
     *
     * @param field what it is the name of
     * @param expected as a phrase
     * @param known the names that there are
     */
    public Fault unknown(String field, PlacedWord word, String expected, Collection<String> known) {
        String meant = NearestName.suggestion(word.text(), known);
        return new Fault(
                word.at(name),
                null,
                field,
                "unknown-" + field,
                word.text(),
                expected + (meant.isEmpty() ? names(known) : meant),
                null);
    }

    /**
     * What is wrong with a word of the plan.
     *
     * @param field what it is the name of
     * @param expected as a phrase
     */
    public Fault wrong(String field, PlacedWord word, String rule, String expected) {
        return new Fault(word.at(name), null, field, rule, word.text(), expected, null);
    }

    private static String names(Collection<String> known) {
        return known.isEmpty() || known.size() > MOST_LISTED
                ? ""
                : ": " + String.join(", ", Set.copyOf(known).stream().sorted().toList());
    }

    /** Its name, as its owner knows it. */
    public String name() {
        return name;
    }
}
