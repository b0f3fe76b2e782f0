package io.waybill.timetable.command;

import static java.util.Objects.requireNonNull;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The three text jobs of Timetable as commands that work like the original scripts, from standard input to standard
 * output. They need neither routes nor a database.
 */
@Command(
        name = "timetable",
        description = "Timetable's text jobs, from standard input to standard output.",
        subcommands = {ExtractNonUserCommand.class, ExtractPermissionsCommand.class, MergePermissionsCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class TimetableCommands {
    private final StandardStreams streams;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    public TimetableCommands() {
        this(StandardStreams.ofProcess());
    }

    /** @param streams where the jobs read and write */
    public TimetableCommands(StandardStreams streams) {
        this.streams = requireNonNull(streams, "streams");
    }

    StandardStreams streams() {
        return streams;
    }
}
