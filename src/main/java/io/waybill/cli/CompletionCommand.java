package io.waybill.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a script for bash or zsh that completes commands, options, feeds and states when Tab is pressed.",
            "For the shell in hand: source <(waybill completion). For every shell: put that line into ~/.bashrc or ~/.zshrc."
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        out.flush();
        return 0;
    }
}
