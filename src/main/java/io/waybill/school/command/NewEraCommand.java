package io.waybill.school.command;

import io.waybill.system.command.RequesterOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code waybill school new-era}. */
@Command(
        name = "new-era",
        description = {"Makes the next era of the calendar, or gives the next one other days."})
final class NewEraCommand implements Callable<Integer> {
    @ParentCommand
    private SchoolCommand parent;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Its name, such as 2016/17.")
    private String name;

    @Option(
            names = "--first",
            paramLabel = "DAY",
            required = true,
            converter = DayWord.class,
            description = "Its first day, such as 2016-09-01.")
    private LocalDate first;

    @Option(
            names = "--last",
            paramLabel = "DAY",
            required = true,
            converter = DayWord.class,
            description = "Its last day.")
    private LocalDate last;

    @Option(names = "--short-name", paramLabel = "NAME", description = "A shorter name.")
    private String shortName;

    @Option(names = "--source-key", paramLabel = "KEY", description = "What SchoolBase calls the academic year.")
    private String sourceKey;

    @Mixin
    private RequesterOptions requester;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        if (!last.isAfter(first)) {
            throw new ParameterException(spec.commandLine(), "--last " + last + " is not after --first " + first);
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("first", first.toString());
        values.put("last", last.toString());
        if (shortName != null) {
            values.put("short-name", shortName);
        }
        if (sourceKey != null) {
            values.put("source-key", sourceKey);
        }
        return YearRequest.drop(
                parent, requester, "new-era", values, spec.commandLine().getOut());
    }
}
