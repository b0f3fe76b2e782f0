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
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code waybill school convert}. */
@Command(
        name = "convert",
        description = {
            "Lets the calendar follow another system from now on.",
            "The first export of that system is then dropped with the option convert, by which it finds people and rooms of the former one."
        })
final class ConvertCommand implements Callable<Integer> {
    @ParentCommand
    private SchoolCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "SOURCE", required = true, description = "The system that it follows now.")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "SOURCE",
            required = true,
            description = "The one that it follows from now on.")
    private String to;

    @Mixin
    private RequesterOptions requester;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("from", from);
        values.put("to", to);
        return YearRequest.drop(
                parent, requester, "convert", values, spec.commandLine().getOut());
    }
}
