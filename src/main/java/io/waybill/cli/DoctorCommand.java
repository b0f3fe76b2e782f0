package io.waybill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.boot.OpenTarget;
import io.waybill.boot.Systems;
import io.waybill.database.TargetUnavailableException;
import io.waybill.doctor.Doctor;
import io.waybill.doctor.Finding;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Version;
import io.waybill.settings.Settings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waybill doctor}. */
@Command(
        name = "doctor",
        description = {
            "Looks for everything that Waybill needs and does not have: rights in the database, what is set there, folders, disk, clock.",
            "Says what mends it. Changes nothing."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {" 0:nothing is missing", " 1:something is missing", " 2:the command line or a setting is wrong"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int SUBJECT_WIDTH = 15;
    private static final int LEVEL_WIDTH = 9;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = Settings.read();
        LogSettings.apply(settings);
        Systems systems = Systems.on(settings);
        systems.all().forEach(system -> Systems.check(system, settings));
        Doctor doctor = new Doctor(settings, systems.all(), Clock.systemUTC());
        List<Finding> findings = new ArrayList<>(doctor.machine());
        findings.addAll(doctor.configuration());
        findings.addAll(target(doctor, settings, systems));
        findings.addAll(doctor.sources());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? json(findings) : text(findings));
        out.flush();
        return findings.stream().anyMatch(Finding::isMissing) ? LedgerEntry.FAILED : LedgerEntry.ALL_DELIVERED;
    }

    private static List<Finding> target(Doctor doctor, Settings settings, Systems systems) {
        try {
            Optional<OpenTarget> open = OpenTarget.asItIs(settings, systems);
            if (open.isEmpty()) {
                return List.of(new Finding(
                        Finding.Level.NOTE,
                        "database",
                        "The embedded database is made by the first serve.",
                        "waybill serve"));
            }
            try (OpenTarget target = open.get()) {
                return doctor.target(target.target());
            }
        } catch (TargetUnavailableException e) {
            return List.of(new Finding(Finding.Level.MISSING, "database", e.getMessage(), ""));
        }
    }

    private static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(padded(word(finding), LEVEL_WIDTH))
                    .append(padded(finding.subject(), SUBJECT_WIDTH))
                    .append(finding.sentence())
                    .append('\n');
            if (!finding.mend().isEmpty()) {
                text.append(" ".repeat(LEVEL_WIDTH + SUBJECT_WIDTH))
                        .append("→ ")
                        .append(finding.mend())
                        .append('\n');
            }
        }
        long missing = findings.stream().filter(Finding::isMissing).count();
        return text.append('\n')
                .append(
                        missing == 0
                                ? "Nothing is missing."
                                : missing == 1 ? "One thing is missing." : missing + " things are missing.")
                .append('\n')
                .toString();
    }

    private static String padded(String word, int width) {
        return word + " ".repeat(Math.max(1, width - word.length()));
    }

    private static String word(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT);
    }

    private static String json(List<Finding> findings) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("waybillVersion", Version.current());
        root.put("missing", findings.stream().filter(Finding::isMissing).count());
        ArrayNode all = root.putArray("findings");
        findings.forEach(finding -> all.addObject()
                .put("level", word(finding))
                .put("subject", finding.subject())
                .put("sentence", finding.sentence())
                .put("mend", finding.mend()));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can be written as JSON", e);
        }
    }
}
