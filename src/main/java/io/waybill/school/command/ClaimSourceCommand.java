package io.waybill.school.command;

import io.waybill.system.command.RequesterOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code waybill school claim-source}. */
@Command(
        name = "claim-source",
        description = {"Gives people, rooms and groups that have a key and no source to a source."})
final class ClaimSourceCommand implements Callable<Integer> {
    @ParentCommand
    private SchoolCommand parent;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SOURCE", description = "What the calendar calls it, such as SchoolBase.")
    private String source;

    @Mixin
    private RequesterOptions requester;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("source", source);
        return YearRequest.drop(
                parent, requester, "claim-source", values, spec.commandLine().getOut());
    }
}
