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

/** {@code waybill school end-of-era}. */
@Command(
        name = "end-of-era",
        description = {"Ends all groups of the current era with its last day; the next era becomes the current one."})
final class EndOfEraCommand implements Callable<Integer> {
    @ParentCommand
    private SchoolCommand parent;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ERA",
            description = "The name of the current era, so that no other one is ended by mistake.")
    private String era;

    @Mixin
    private RequesterOptions requester;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("era", era);
        return YearRequest.drop(
                parent, requester, "end-of-era", values, spec.commandLine().getOut());
    }
}
