package io.waybill.timetable.command;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.WholeStream;
import io.waybill.timetable.dump.ModelCount;
import io.waybill.timetable.dump.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** What the three text jobs have in common: streams, exit status, and messages instead of stack traces. */
abstract class TextJob implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int DONE_WITH_REJECTS = 3;

    /** More faults than this are not printed. */
    private static final int FAULTS_SHOWN = 100;

    @ParentCommand
    private TimetableCommands parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--legacy", description = "Do byte for byte what the original script did, including its faults.")
    private boolean legacy;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** The originals ignore further arguments. */
    @Unmatched
    private List<String> others;

    /**
     * Does the job in the given mode.
     *
     * @return exit status
     */
    abstract int run(StandardStreams streams, WholeStream out, boolean legacy) throws IOException;

    @Override
    public final Integer call() {
        StandardStreams streams = parent.streams();
        if (others != null && !others.isEmpty() && !(legacy && others.stream().noneMatch(o -> o.startsWith("-")))) {
            throw new ParameterException(spec.commandLine(), "Unexpected argument: " + String.join(" ", others));
        }
        try (WholeStream out = new WholeStream(streams.out())) {
            return run(streams, out, legacy);
        } catch (BrokenFileException e) {
            tell(streams.err(), e.faults(), e.total());
        } catch (NoSuchFileException e) {
            streams.err().println(e.getFile() + ": file not found. Nothing was written.");
            return FAILED;
        } catch (AccessDeniedException e) {
            streams.err().println(e.getFile() + ": this account may not read it. Nothing was written.");
            return FAILED;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            streams.err().println(e.getMessage());
        }
        streams.err().println("Nothing was written.");
        return FAILED;
    }

    static void tell(PrintStream err, Faults faults) {
        tell(err, faults.kept(), faults.total());
    }

    private static void tell(PrintStream err, List<Fault> faults, long total) {
        faults.stream().limit(FAULTS_SHOWN).forEach(fault -> err.println(fault.sentence()));
        if (total > FAULTS_SHOWN) {
            err.println("… and " + (total - FAULTS_SHOWN) + " more.");
        }
    }

    static void tell(PrintStream err, Map<String, ModelCount> counts) {
        for (Map.Entry<String, ModelCount> entry : counts.entrySet()) {
            ModelCount count = entry.getValue();
            err.println("  " + entry.getKey() + ": " + count);
            for (Verdict.Reason reason : Verdict.Reason.values()) {
                Long filtered = count.filteredBy().get(reason);
                if (filtered != null && count.filteredBy().size() > 1) {
                    err.println("    left out " + filtered + ": " + reason.words());
                }
            }
        }
    }
}
