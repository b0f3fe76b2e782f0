package io.waybill.system.command;

import picocli.CommandLine.Option;

/** Options of the commands that change data without a file: who asks, and whether to show the plan only. */
public final class RequesterOptions {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who asks for it; the ledger keeps it (default: this account).",
            defaultValue = "${sys:user.name}")
    private String name;

    @Option(names = "--preview", description = "Plan only, change nothing.")
    private boolean preview;

    /** Who asks for it. */
    public String name() {
        return name;
    }

    /** Whether nothing is to be changed. */
    public boolean preview() {
        return preview;
    }
}
