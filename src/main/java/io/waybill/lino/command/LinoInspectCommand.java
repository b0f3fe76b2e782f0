package io.waybill.lino.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.lino.RestoreScript;
import io.waybill.lino.dump.DumpInspection;
import io.waybill.lino.dump.DumpInspection.InspectedTable;
import io.waybill.lino.dump.DumpInspection.Verdict;
import io.waybill.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code waybill lino inspect DUMP}. */
@Command(
        name = "inspect",
        description = {
            "Says what a dump is: version, times, languages, tables and their rows, what was changed by hand, what is wrong with it.",
            "Reads all of it, and compares it with its manifest. Needs no database, and executes nothing in it."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:nothing is wrong with the dump",
            " 1:it is broken, or not what its manifest says",
            " 2:the command line or a setting is wrong"
        })
final class LinoInspectCommand implements Callable<Integer> {
    private static final int FAULTS_SHOWN = 100;

    @Parameters(
            paramLabel = "DUMP",
            description = "The folder of a dump, a zip or tar archive of it, or a single Python file.")
    private Path dump;

    @Mixin
    private DumpArguments arguments;

    @Override
    public Integer call() throws IOException {
        try {
            DumpInspection.Result found = DumpInspection.of(dump, arguments.encoding());
            if (arguments.json()) {
                arguments.print(json(found));
            } else {
                arguments.print(text(found));
            }
            return found.isSound() ? 0 : 1;
        } catch (BrokenFileException e) {
            if (arguments.json()) {
                arguments.print(json(e));
            } else {
                arguments.print(text(e.faults(), e.total()));
            }
            return 1;
        }
    }

    private String text(DumpInspection.Result found) {
        RestoreScript script = found.script();
        StringBuilder text = new StringBuilder();
        line(text, "Dump", dump + ", " + script.generation() + " of the format");
        line(text, "Version", script.version().orElse("not known"));
        line(text, "Time zone", script.zone().stated() ? script.zone().name().orElse("none") : "not known");
        line(text, "Times", times(script));
        line(text, "Languages", script.languages().isEmpty() ? "none" : String.join(", ", script.languages()));
        line(text, "Manifest", manifest(found.manifest()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TABLE", "MODEL", "ROWS", "FILES", "VALUES"));
        for (InspectedTable table : found.tables()) {
            rows.add(List.of(
                    table.table(),
                    table.model().isEmpty() ? "(skipped)" : Fault.visible(table.model()),
                    number(table.rows()),
                    number(table.files()),
                    number(table.columns())));
        }
        rows.add(List.of("all", "", number(found.rows()), "", ""));
        text.append('\n').append(TextTable.of(rows, List.of(2, 3, 4)));
        if (!found.findings().isEmpty()) {
            text.append('\n');
            found.findings()
                    .forEach(finding -> text.append("Note: ")
                            .append(Fault.visible(finding.sentence()))
                            .append('\n'));
        }
        if (!found.faults().isEmpty()) {
            text.append('\n').append(text(found.faults().kept(), found.faults().total()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("%-10s %s%n", name, Fault.visible(value)));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String times(RestoreScript script) {
        return switch (script.times()) {
            case UTC -> "in UTC if the site has USE_TZ = True, otherwise local";
            case ZONE -> "local, in the time zone";
        };
    }

    private static String manifest(Verdict verdict) {
        return switch (verdict) {
            case NONE -> "none";
            case SOUND -> "every file is as it was written";
            case UNSOUND -> "not every file is as it was written";
        };
    }

    private static String text(List<Fault> faults, long total) {
        StringBuilder text = new StringBuilder();
        faults.stream()
                .limit(FAULTS_SHOWN)
                .forEach(fault -> text.append(fault.sentence()).append('\n'));
        if (total > FAULTS_SHOWN) {
            text.append("… and ").append(number(total - FAULTS_SHOWN)).append(" more.\n");
        }
        return text.toString();
    }

    private ObjectNode json(DumpInspection.Result found) {
        RestoreScript script = found.script();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("dump", dump.toString());
        root.put("generation", script.generation().name());
        root.put("version", script.version().orElse(null));
        root.put("timeZone", script.zone().name().orElse(null));
        root.put("times", script.times().name().toLowerCase(Locale.ROOT));
        ArrayNode languages = root.putArray("languages");
        script.languages().forEach(languages::add);
        root.put("manifest", found.manifest().name().toLowerCase(Locale.ROOT));
        root.put("rows", found.rows());
        ArrayNode tables = root.putArray("tables");
        found.tables()
                .forEach(table -> tables.addObject()
                        .put("table", table.table())
                        .put("model", table.model().isEmpty() ? null : table.model())
                        .put("rows", table.rows())
                        .put("files", table.files())
                        .put("values", table.columns()));
        ArrayNode findings = root.putArray("findings");
        found.findings()
                .forEach(finding ->
                        findings.addObject().put("rule", finding.rule()).put("sentence", finding.sentence()));
        faults(root, found.faults().kept(), found.faults().total());
        return root;
    }

    private ObjectNode json(BrokenFileException broken) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("dump", dump.toString());
        faults(root, broken.faults(), broken.total());
        return root;
    }

    private static void faults(ObjectNode root, List<Fault> faults, long total) {
        root.put("faultsTotal", total);
        ArrayNode all = root.putArray("faults");
        faults.forEach(fault -> all.addObject()
                .put("file", fault.at().file())
                .put("line", fault.at().line())
                .put("column", fault.at().column())
                .put("rule", fault.rule())
                .put("sentence", fault.sentence()));
    }
}
