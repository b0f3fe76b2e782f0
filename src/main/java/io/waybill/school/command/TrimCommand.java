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
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code waybill school trim}. */
@Command(
        name = "trim",
        description = {"Cuts members to the days of their groups, where an older program left them outside of these."})
final class TrimCommand implements Callable<Integer> {
    @ParentCommand
    private SchoolCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RequesterOptions requester;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Map<String, String> values = new LinkedHashMap<>();
        return YearRequest.drop(
                parent, requester, "trim", values, spec.commandLine().getOut());
    }
}
