package io.waybill.lino.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.format.BrokenFileException;
import io.waybill.format.ShortList;
import io.waybill.format.lino.LinoDump;
import io.waybill.format.lino.ReadingLimits;
import io.waybill.lino.migration.draft.DraftedChange;
import io.waybill.lino.migration.draft.ScriptedSite;
import io.waybill.lino.migration.draft.SiteDifference;
import io.waybill.lino.migration.draft.StepDraft;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill lino diff DUMP DUMP}. */
@Command(
        name = "diff",
        description = {
            "Compares the restore.py of two dumps and drafts the step of a migration from the first one's version to the second one's.",
            "Prints a step file. What is only guessed is marked; nothing but the two scripts is read."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:the step is drafted, or there is no difference",
            " 1:one of the dumps is broken",
            " 2:the command line or a setting is wrong"
        })
final class LinoDiffCommand implements Callable<Integer> {
    /** So many missing files are named. */
    private static final int NAMED = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "BEFORE",
            description =
                    "A dump of the version that the step starts from: a folder, an archive, or a single Python file.")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "A dump of the version that it leads to.")
    private Path after;

    @Mixin
    private DumpArguments arguments;

    @Override
    public Integer call() throws IOException {
        try {
            ScriptedSite from = site(before, "BEFORE");
            ScriptedSite to = site(after, "AFTER");
            StepDraft draft = StepDraft.of(SiteDifference.of(from, to));
            if (arguments.json()) {
                arguments.print(json(from, to, draft));
            } else {
                arguments.print(draft.text());
            }
            return 0;
        } catch (BrokenFileException e) {
            return 1;
        }
    }

    /** @param place which of the two dumps it is: both have files of the same names */
    private ScriptedSite site(Path dump, String place) throws IOException {
        try {
            LinoDump.ScriptAlone read = LinoDump.script(dump, arguments.encoding(), ReadingLimits.USUAL);
            if (!read.missing().isEmpty()) {
                say(
                        place + ", " + dump + ": " + ShortList.of(read.missing(), NAMED)
                                + (read.missing().size() == 1 ? " is missing, which" : " are missing, which")
                                + " its script loads. Only the scripts are compared; to be restored, the dump needs all its files.");
            }
            return ScriptedSite.of(read.script());
        } catch (BrokenFileException e) {
            e.faults().forEach(fault -> say(place + ", " + fault.sentence()));
            throw e;
        }
    }

    private void say(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }

    private static ObjectNode json(ScriptedSite from, ScriptedSite to, StepDraft draft) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("from", from.version().orElse(null));
        root.put("to", to.version().orElse(null));
        ArrayNode changes = root.putArray("changes");
        for (DraftedChange change : draft.changes()) {
            changes.addObject()
                    .put("kind", change.kind())
                    .put("table", change.table())
                    .put("column", change.column())
                    .put("to", change.to())
                    .put("guess", change.guess());
        }
        root.put("step", draft.text());
        return root;
    }
}
