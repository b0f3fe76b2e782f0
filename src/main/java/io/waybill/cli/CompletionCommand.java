package io.waybill.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a script for bash or zsh that completes commands, options, feeds and states when Tab is pressed.",
            "For the shell in hand: source <(waybill completion). For every shell: put that line into ~/.bashrc or ~/.zshrc."
        })
final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    @Parameters(
            arity = "0..1",
            paramLabel = "SHELL",
            completionCandidates = Shells.class,
            description = "bash or zsh, for those who are used to naming it: the script is for both.")
    private String shell;

    /** The shells, as a terminal completes them. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SHELLS.iterator();
        }
    }

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (shell != null && !SHELLS.contains(shell)) {
            throw new ParameterException(
                    spec.commandLine(), "There is no completion for '" + shell + "': there is one for bash and zsh.");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        out.flush();
        return 0;
    }
}
